"""What officers may do: the rulebook in plain words, one provision a page, and the models side by side."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from open287g.record.asking.loaded import LoadedRecord
from open287g.rulebook.language.provision import provision_named, provisions
from open287g.rulebook.law.numbers import parameters
from open287g.rulebook.listing import powers
from open287g.rulebook.listing.compare import compare as differences
from open287g.rulebook.listing.compare import terms
from open287g.vocabulary.editions import EDITIONS, HELD, editions_of
from open287g.vocabulary.models import SHOWN
from open287g.web.view.page import Page
from open287g.web.view.registry import page
from open287g.web.view.request import View


@page("/rules")
def rules(view: View) -> Page:
    """Every provision by topic."""
    topics = [(topic, list(found)) for topic, found in groupby(provisions(), key=lambda p: p.topic)]
    return view.render("rules.html", topics=topics, powers=powers.for_models(SHOWN), editions=EDITIONS.values())


@page("/rules/compare")
def compare(view: View) -> Page:
    """The models beside each other: powers, terms, then every condition and duty that is not common to all.

    With `?a=` and `?b=`, two editions or models beside each other.
    """
    topics = [
        (topic, [p for p in found if set(p.models) != set(SHOWN)])
        for topic, found in groupby(provisions(), key=lambda p: p.topic)
    ]
    first, second = (view.query.get(name, "")[:40] for name in ("a", "b"))
    return view.render(
        "compare.html",
        terms=terms(),
        newest={model: editions_of(model)[-1] for model in SHOWN},
        held=HELD,
        chosen=(first, second),
        between=differences(first, second, view.language) if first and second else None,
        powers=powers.for_models(SHOWN),
        topics=[(topic, found) for topic, found in topics if found],
        models=SHOWN,
        numbers=parameters().values(),
    )


def _every(record: LoadedRecord) -> Iterable[str]:
    return (f"/rules/{p.id}" for p in provisions())


@page("/rules/{id}", every=_every)
def provision(view: View, id: str) -> Page:
    """One provision: its words, where it stands, to whom and what it applies."""
    return view.render("provision.html", provision=provision_named(id[:80]))
