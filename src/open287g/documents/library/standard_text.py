"""What an agency would sign: the text of an edition, by section, and on what it rests."""

from __future__ import annotations

from typing import Any

from open287g.core.errors import NotFoundError
from open287g.documents.editions.register import edition_called
from open287g.documents.editions.wording import FEW, Wording, copies, wordings
from open287g.vocabulary.sections import sections


def wording_called(edition: str) -> Wording:
    """The wording of the edition of exactly this name; a NotFoundError lists what there is."""
    profile = edition_called(edition).profile
    held = wordings()
    if profile not in held:
        raise NotFoundError(f"the wording of {edition} is not held", remedy=f"Held: {', '.join(held)}.")
    return held[profile]


def standard_text(edition: str, section: str = "") -> list[dict[str, Any]]:
    """The sections of an edition: `section`, `heading`, `text`. One section where it is named, in capitals or not.

    `{agency}` stands where the agency's name does, `{7}` where about seven words are filled in.
    """
    wording = wording_called(edition)
    headings = sections().get(wording.id, {})
    meant = next((name for name in wording.names if name.casefold() == section.casefold()), section)
    names = [meant] if section else list(wording.names)
    return [{"section": n, "heading": headings.get(n, ""), "text": wording.section_text(n)} for n in names]


def rests_on(edition: str) -> dict[str, Any]:
    """On how many memoranda the wording of an edition rests, their hashes, and whether they are too few."""
    profile = wording_called(edition).id
    hashes = copies()[profile]
    few = "" if len(hashes) >= FEW else "Too few copies: a clause of one agency's own cannot be told from ICE's."
    return {"edition": edition, "wording": profile, "copies": len(hashes), "few": few, "sha256": list(hashes)}
