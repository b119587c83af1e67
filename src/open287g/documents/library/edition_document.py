"""A document that stands for its edition, since the package ships no sentences."""

from __future__ import annotations

from collections.abc import Sequence

from open287g.core.errors import NotFoundError
from open287g.documents.agreement_document import AgreementDocument
from open287g.documents.editions.register import edition_called


def edition_document(documents: Sequence[AgreementDocument], edition: str) -> AgreementDocument:
    """The clearest of `documents` that is of `edition`, or of its wording; a NotFoundError when none is."""
    profile = edition_called(edition).profile
    of_edition = [document for document in documents if document.identity.edition == edition]
    of_wording = [document for document in documents if document.identity.profile == profile]
    likely = of_edition or of_wording
    if not likely:
        raise NotFoundError(
            f"no document of {edition} is kept here; the package ships its facts, not its sentences",
            remedy="Read one first (open287g documents read PATH), then compare again.",
        )
    return max(likely, key=_clearness)


def _clearness(document: AgreementDocument) -> tuple[int, float, str]:
    """Fewest differences first, then the best read; the hash settles the rest."""
    quality = sum(page.quality for page in document.pages) / len(document.pages)
    return -len(document.differences), quality, document.sha256
