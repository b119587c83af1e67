"""The main menu: its entries, and which of them a page belongs to."""

from __future__ import annotations

from open287g.vocabulary.messages import N_

MENU = (
    ("/", N_("Nation")),
    ("/rules", N_("What officers may do")),
    ("/walk", N_("From stop to release")),
    ("/changes", N_("Changes")),
    ("/law", N_("State law")),
    ("/asof", N_("As of a day")),
    ("/documents", N_("Documents")),
    ("/costs", N_("What it costs")),
    ("/data", N_("Data")),
)
"""Path and name of each entry."""
_PATHS = frozenset(path for path, _ in MENU)


def entry_of(path: str) -> tuple[str, bool]:
    """The entry that the page at `path` belongs to, empty where it belongs to none, and whether it is that page."""
    if path in _PATHS:
        return path, True
    above = f"/{path.split('/')[1]}"
    return (above if above in _PATHS and above != "/" else ""), False
