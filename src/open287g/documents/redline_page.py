"""A redline as a web page."""

from __future__ import annotations

from html import escape

from open287g.documents.agreement_document import AgreementDocument
from open287g.documents.compare import stretches


def redline_page(first: AgreementDocument, second: AgreementDocument, language: str = "en") -> str:
    """A whole page: the second document's text, additions and removals marked, headed by section and page."""
    rows: list[str] = []
    section, page = "", 0
    for stretch in stretches(first, second):
        if (stretch.section, stretch.page) != (section, page) and stretch.tag != "removed":
            if stretch.section != section:
                rows.append(f"</p><h2>{escape(stretch.section)}</h2><p>")
            rows.append(f"<small>p. {stretch.page}</small> ")
            section, page = stretch.section, stretch.page
        text = escape(stretch.text)
        rows.append({"equal": text, "added": f"<ins>{text}</ins>", "removed": f"<del>{text}</del>"}[stretch.tag] + " ")
    title = f"{escape(first.file)} → {escape(second.file)}"
    return (
        f'<!doctype html><html lang="{escape(language)}"><head><meta charset="utf-8"><title>{title}</title>'
        "<style>body{font:1rem/1.6 Georgia,serif;max-width:46rem;margin:2rem auto;padding:0 1rem}"
        "ins{background:#d7f0d7;text-decoration:underline}del{background:#f6d5d5}small{color:#555}</style></head>"
        f"<body><h1>{title}</h1><p>Removed: <del>only in the first</del>. Added: <ins>only in the second</ins>. "
        f"Agency names, page numbers and footers are left out of the comparison.</p>"
        f"<p>{''.join(rows)}</p></body></html>\n"
    )
