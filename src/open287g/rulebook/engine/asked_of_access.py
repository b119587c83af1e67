"""The provisions that standing to hold access to federal systems rests on."""

from __future__ import annotations

from functools import cache

from open287g.rulebook.engine.digits import layout
from open287g.rulebook.language.provision import Provision, provisions
from open287g.rulebook.language.reach import looks_at_the_act

ACT = "query_database"
"""The act for which access is held."""


@cache
def asked(historical: bool = False) -> tuple[tuple[Provision, str, int], ...]:
    """Those provisions, each with the word and place of its digit. Access does not wait for an act, so none looks at
    one.

    Under a historical edition, whose text is not held, those alone that hold by the statute.
    """
    counting = (p for p in provisions() if p.counts and ACT in p.acts and not looks_at_the_act(p))
    return tuple((p, *layout()[p.id]) for p in counting if p.by_statute or not historical)
