"""The editions of the agreements' text that the rulebook holds, and the names people give them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Edition:
    """One text: its model, the first day it is known to have been signed, and what marks it."""

    name: str
    model: str
    since: date
    says: str
    historical: bool = False


EDITIONS: dict[str, Edition] = {
    edition.name: edition
    for edition in (
        Edition(
            "WSO-2019", "WSO", date(2019, 5, 6), "The first Warrant Service Officer text; complaints within 90 days."
        ),
        Edition("WSO-2020b", "WSO", date(2020, 7, 1), "The WSO text of late 2020, which names the model in its title."),
        Edition(
            "WSO-2025", "WSO", date(2025, 2, 14), "The WSO text of 14 and 15 February 2025; no steering committee."
        ),
        Edition("JEM-2020", "JEM", date(2020, 3, 11), "The Jail Enforcement text of 2020, with a steering committee."),
        Edition("JEM-2025", "JEM", date(2025, 2, 15), "The Jail Enforcement text of 15 February 2025."),
        Edition(
            "TFM-OAG",
            "TFM",
            date(2025, 1, 30),
            "The agreement of the Texas Attorney General, ancestor of the TFM text.",
        ),
        Edition("TFM-2025-0212", "TFM", date(2025, 2, 12), "The Task Force text of 12 February 2025."),
        Edition("TFM-2025-0214", "TFM", date(2025, 2, 14), "The Task Force text of 14 February 2025."),
        Edition("TFM-2025-0307", "TFM", date(2025, 3, 7), "The Task Force text of 7 March 2025."),
        Edition(
            "HYBRID-2007",
            "HYBRID",
            date(2007, 2, 1),
            "Jail and task force in one agreement, as in Maricopa County from 2007; its text is not held.",
            historical=True,
        ),
    )
}

HELD = tuple(name for name, edition in EDITIONS.items() if not edition.historical)
"""Editions whose text the rulebook holds, in the order of their codes."""

_ALIASES = {
    "WSO-2020B": "WSO-2020b",
    "WSO-2025-0214": "WSO-2025",
    "WSO-2025-0215": "WSO-2025",
    "JEM-2025-0215": "JEM-2025",
    "TFM-OAG-2025": "TFM-OAG",
    "TFM-2025-0130": "TFM-OAG",
    "HYBRID": "HYBRID-2007",
}


def edition_named(text: str) -> Edition | None:
    """The edition that `text` names, however it writes dashes, case and dates; None when the rulebook lacks it."""
    key = re.sub(r"[\s_./]+", "-", text.strip()).upper()
    key = re.sub(r"-2025-(\d\d)-(\d\d)$", r"-2025-\1\2", key)
    name = _ALIASES.get(key, key)
    return EDITIONS.get(name)


def editions_of(*models: str) -> tuple[str, ...]:
    """The held editions of the given models."""
    return tuple(name for name in HELD if EDITIONS[name].model in models)


def spellings() -> dict[str, str]:
    """Every spelling accepted in a file, in capitals with dashes, and the edition it names."""
    own = {name.upper(): name for name in EDITIONS}
    return own | {alias: name for alias, name in _ALIASES.items()}
