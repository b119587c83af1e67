"""Of which edition a text is and where its words stand there: what any reading of a document begins with."""

from __future__ import annotations

import gc
import re
from pathlib import Path

from open287g.documents.alignment.align import Alignment, align
from open287g.documents.alignment.reading_order import in_order
from open287g.documents.editions.identify import Identity, identify
from open287g.documents.editions.profile_files import profiles
from open287g.documents.findings.clauses import Clause, clauses
from open287g.documents.pages import pdf
from open287g.documents.pages.limits import DEFAULT, Limits
from open287g.documents.pages.page_text import layer_pages
from open287g.documents.pages.running_text import RunningText, running_text_of
from open287g.documents.words.vocabulary import shipped_vocabulary

_NAME_LINES = re.compile(r"Name(?<=\bName)\s*[:·]")
"""The same as with the bound before it, but looked for by its letters, which is quick."""


def identified(running: RunningText) -> tuple[Identity, RunningText, Alignment | None, tuple[int, ...]]:
    """The edition of a text, and the text in that edition's order with where its words stand there.

    Last, the edition's words at which blocks were set right. Without an edition the text stays as it is, unaligned.
    """
    text = "\n".join(page.text for page in running.pages)
    identity = identify(running.fingerprints, running.margins.revisions, bool(_NAME_LINES.search(text)))
    return identity, *aligned(running, identity)


def aligned(running: RunningText, identity: Identity) -> tuple[RunningText, Alignment | None, tuple[int, ...]]:
    """A text of known identity in the order of its edition, aligned; and where blocks were set right."""
    profile = profiles().get(identity.profile)
    return in_order(running, align(running.words, profile, running.fingerprints)) if profile else (running, None, ())


def text_to_clauses(path: Path, limits: Limits = DEFAULT) -> tuple[Identity, list[Clause]]:
    """The edition and the clauses of a PDF by its text layer alone: the quickest that is of use."""
    vocabulary = shipped_vocabulary()
    pdf.check_head(path, limits)
    with pdf.opened(path, str(path), limits) as handle:
        pages = layer_pages(handle, vocabulary, limits)
    identity, running, alignment, _ = identified(running_text_of(pages, vocabulary))
    return identity, clauses(running, alignment) if alignment else []


def spare_collections() -> None:
    """Let the garbage collector look less often: a document makes five thousand small tuples and no cycles."""
    gc.set_threshold(100_000, 20, 20)
