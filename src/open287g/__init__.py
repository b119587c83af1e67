"""The record, the rules and the audit of 287(g) agreements.

The public surface, with examples in docs/reference/python.md:

- `open_record` opens the record: who has an agreement, since when, and how that is known.
- `decide` judges one act; `audit` a log of acts.
- `read_agreement` reads a signed agreement; `compare` two of them.
- `law_of` tells a state's law on a day.
- `panel` hands out one row an agency or county and a day or month, for research.
- `Open287gError` is what they raise when something can be mended: an `InputError`, `NotFoundError` or `DamageError`.

Names and results listed there keep their meaning from release to release. Every other module is internal.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from open287g.core.errors import DamageError, InputError, NotFoundError, Open287gError
from open287g.core.version import __version__

if TYPE_CHECKING:
    from open287g.public import audit, compare, law_of, read_agreement
    from open287g.publish.panel.stream import panel
    from open287g.record.asking.record import open_record
    from open287g.rulebook.decide import decide

__all__ = [
    "DamageError",
    "InputError",
    "NotFoundError",
    "Open287gError",
    "__version__",
    "audit",
    "compare",
    "decide",
    "law_of",
    "open_record",
    "panel",
    "read_agreement",
]

# Each loads its libraries when it is first asked for, so that `import open287g` and `open287g --help` stay quick.
_LATER = {
    "audit": "open287g.public",
    "compare": "open287g.public",
    "decide": "open287g.rulebook.decide",
    "law_of": "open287g.public",
    "open_record": "open287g.record.asking.record",
    "panel": "open287g.publish.panel.stream",
    "read_agreement": "open287g.public",
}


def __getattr__(name: str) -> object:
    if name not in _LATER:
        raise AttributeError(f"module 'open287g' has no attribute {name!r}")
    attribute = globals()[name] = getattr(import_module(_LATER[name]), name)
    return attribute


def __dir__() -> list[str]:
    return sorted(__all__)
