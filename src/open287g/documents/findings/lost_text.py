"""Words of the edition that are absent where two pages meet: text lost when the file was put together."""

from __future__ import annotations

from open287g.core.thresholds import threshold, whole
from open287g.documents.alignment.align import Gap
from open287g.documents.editions.profile import Profile
from open287g.documents.findings.difference import Difference
from open287g.documents.pages.running_text import RunningText

LOST_WORDS = whole("documents", "lost_words")
_EDGE = whole("documents", "page_edge_words")
_PAGE_SHARE = threshold("documents", "page_missing_share")


def is_lost(gap: Gap, running: RunningText, profile: Profile) -> bool:
    """Whether so much is absent at the edge of a page that it was lost and not struck; signatures are not counted."""
    absent = (gap.at_end - gap.at) - (gap.doc_end - gap.doc)
    block = next((section for section in profile.sections if section.id == "Signatures"), None)
    signatures = max(0, min(gap.at_end, block.start + block.words) - max(gap.at, block.start)) if block else 0
    at_edge = any(gap.doc - _EDGE <= start <= gap.doc_end + _EDGE for start in running.page_starts)
    return absent - signatures >= LOST_WORDS and at_edge


def lost(gap: Gap, running: RunningText, profile: Profile) -> Difference:
    """The difference for text that was lost: a whole page of the edition, or part of one."""
    middle = (gap.at + gap.at_end) // 2
    page = profile.page_at(middle)
    first = profile.page_starts[page - 1]
    last = profile.page_starts[page] if page < len(profile.page_starts) else profile.words
    absent = min(gap.at_end, last) - max(gap.at, first)
    what = "page missing" if absent >= _PAGE_SHARE * (last - first) else "text lost"
    begun = profile.section_at(gap.at + min(4, gap.at_end - gap.at - 1))
    section = profile.section_at(middle).id if begun.id == "Signatures" else begun.id
    at_page = running.page_of(gap.doc_end) + 1
    return Difference("assembly", what, section, at_page, at_page, "", gap.at_end - gap.at)
