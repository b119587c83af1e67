"""Whose wording stands where a document differs: another edition's, or a variant that several documents share."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from open287g.core.bundled import read_table
from open287g.documents.editions.register import editions
from open287g.documents.editions.wording import copies, wordings
from open287g.documents.findings.word_changes import BESIDE, Comparison, WordChange
from open287g.documents.words.printed import plain

VARIANT = "variant"
_AROUND = 4


def like(change: WordChange, found: Comparison) -> str:
    """The edition of the same model that has the document's words here, `variant` where several documents share them,
    else nothing."""
    own, standard = plain(change.words), plain(change.standard)
    if (found.wording.id, change.section, " ".join(standard), " ".join(own)) in variants():
        return VARIANT
    before, after = (
        [word.word for word in some]
        for some in (found.words[max(0, change.doc - _AROUND) : change.doc], found.words[change.doc_end :][:_AROUND])
    )
    here = [*before, *(own if change.why == BESIDE else _own(change, found)), *after]
    if len(here) <= _AROUND:
        return ""
    model = found.wording.id.split("-")[0]
    models = {edition.profile: edition.model for edition in editions()}
    for name, other in wordings().items():
        if (
            name != found.wording.id
            and len(copies()[name]) > 1
            and models.get(name, name.split("-")[0]) == model
            and _holds(other.plain, here)
        ):
            return name
    return ""


@cache
def variants() -> frozenset[tuple[str, str, str, str]]:
    """(wording, section, the edition's words, the variant's) of the variants that three or more documents share."""
    rows = read_table("documents/data/wordings/variants.csv", ("profile", "section", "standard", "variant", "copies"))
    return frozenset((row["profile"], row["section"], row["standard"], row["variant"]) for row in rows)


def _own(change: WordChange, found: Comparison) -> list[str]:
    return [word.word for word in found.words[change.doc : change.doc_end]]


def _holds(words: Sequence[str], part: Sequence[str]) -> bool:
    text, wanted = f" {' '.join(words)} ", f" {' '.join(part)} "
    return wanted in text
