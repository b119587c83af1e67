"""Whether words stand in a blank of the edition: a name, an address, a contact, the signature block."""

from __future__ import annotations

import re

from open287g.core.thresholds import whole
from open287g.documents.alignment.align import Gap
from open287g.documents.editions.profile import Profile
from open287g.documents.findings.lost_text import LOST_WORDS
from open287g.documents.pages.running_text import RunningText

_FILL_ROOM = whole("documents", "fill_room")
_FILL_REPLACES = whole("documents", "fill_replaces")
_REACH = whole("documents", "blank_reach")
_CONTACT_REACH = whole("documents", "contact_reach")
_CONTACT_ROOM = whole("documents", "contact_room")
_ADDRESS_ROOM = whole("documents", "address_room")
_ADDRESS = re.compile(
    r"\b[A-Z]{2}\.?,?\s+\d{5}\b|\b(?:Suite|Ste\.?)\s+\d+|\b\d{5}-\d{4}\b|[A-Z][a-z]+,?\s+\d{5}\b|\bField Office\b"
)
_COUNSEL = ("IV.H", "XIV")
"""Sections that give the place of ICE's counsel."""
_CONTACTS = {"TFM": ("App.A", "App.C"), "JEM": ("VII", "App.C"), "WSO": ("VII", "App.C")}
"""Sections that list contacts, by model."""


class FilledBlanks:
    """The blanks of one edition, and what a document put there."""

    def __init__(self, running: RunningText, profile: Profile, model: str) -> None:
        self._running = running
        self._profile = profile
        self._contacts = _CONTACTS.get(model, ())

    def in_contacts(self, gap: Gap) -> bool:
        """Whether the gap lies in a list of contacts."""
        return self._profile.section_at(max(0, gap.at - 1)).id in self._contacts

    def hold(self, gap: Gap) -> bool:
        """Whether the gap is a blank filled in."""
        section = self._profile.section_at(max(0, gap.at - 1))
        later = self._profile.section_at(min(gap.at_end, self._profile.words - 1))
        words = gap.doc_end - gap.doc
        said = self._running.said(gap.doc, gap.doc_end) if 0 < words <= _ADDRESS_ROOM else ""
        if _ADDRESS.search(said) or (section.id in _COUNSEL and words <= _FILL_ROOM and "Field Office" in said):
            return True
        if "Signatures" in (section.id, later.id):
            return gap.at_end - gap.at < LOST_WORDS
        contacts = section.id in self._contacts
        rooms = self._rooms_near(gap, _CONTACT_REACH if contacts else _REACH)
        if not rooms:
            return False
        if contacts:
            return words <= _CONTACT_ROOM
        return words <= 2 * max(rooms) + _FILL_ROOM and gap.at_end - gap.at < _FILL_REPLACES

    def _rooms_near(self, gap: Gap, reach: int) -> list[int]:
        """The words that each blank within `reach` of an edge of the gap has room for."""
        places = [place for edge in (gap.at, gap.at_end) for place in range(edge - reach, edge + reach + 1)]
        return [self._profile.blanks[place] for place in places if place in self._profile.blanks]
