"""One agreement document: all that was read of one PDF."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from open287g.core.errors import InputError
from open287g.documents.editions.identify import Identity
from open287g.documents.findings.checked import Checked
from open287g.documents.findings.clauses import Clause
from open287g.documents.findings.difference import Difference
from open287g.documents.findings.field import Field
from open287g.documents.pages.page_text import Page


@dataclass(frozen=True)
class AgreementDocument:
    """What one PDF says: `file` its name, `sha256` of its bytes, `identity` the edition it is of.

    `fields` by the names of FIELDS; `clauses` and `differences` are empty where the document is of no known edition.
    `checked`: how much of the edition's text was compared.
    """

    file: str
    sha256: str
    pages: tuple[Page, ...]
    identity: Identity
    fields: dict[str, Field]
    clauses: tuple[Clause, ...]
    differences: tuple[Difference, ...]
    checked: Checked = field(default_factory=Checked)

    @property
    def kind(self) -> str:
        """What the file is: agreement, else what most of its pages are (see `Page.kind`), unread, or unknown."""
        if self.identity.model:
            return "agreement"
        kinds = Counter(page.kind for page in self.pages if page.kind)
        if kinds:
            return kinds.most_common(1)[0][0]
        return "unread" if all(page.unread for page in self.pages) else "unknown"

    @property
    def unread(self) -> tuple[int, ...]:
        """The pages, from 1, of which nothing was read; their notes say why."""
        return tuple(page.number for page in self.pages if page.unread)


def require_agreement(document: AgreementDocument, so: str) -> None:
    """Raise InputError, naming what follows, for a file known to be something else or of which nothing was read."""
    if document.kind in ("agreement", "unknown"):
        return
    what = "no page of it was read" if document.kind == "unread" else f"it is a {document.kind} and no agreement"
    raise InputError(f"{what}, so that {so}", document.file, "Name the PDF or Word file of the agreement itself.")
