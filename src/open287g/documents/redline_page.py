"""A redline as a web page that stands alone: it prints, and says without color what came and what went."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import groupby

from open287g.documents.compare import ADDED, EQUAL, Beside, Stretch
from open287g.documents.told_beside import Say, faults_said, marks_said
from open287g.vocabulary import labels
from open287g.vocabulary.messages import translations

_STYLE = """
body{font:1rem/1.6 Georgia,serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#111;background:#fff}
ins{text-decoration:underline;text-decoration-thickness:2px;font-weight:bold;background:#e3f3e3}
del{text-decoration:line-through;text-decoration-thickness:2px;background:#f8e3e3}
ins::before{content:"[+ "}ins::after{content:" +]"}del::before{content:"[- "}del::after{content:" -]"}
.doubtful{border:2px dotted #555}.doubtful::after{content:" ?]"}
small{color:#444}h2{font-size:1.1rem;margin:1.6rem 0 .4rem}
@media print{body{margin:0;max-width:none;font-size:11pt}h2{break-after:avoid}ins,del{background:none}}
"""


def redline_page(told: Beside, language: str = "en") -> str:
    """A whole page: the second text, its changes marked, headed by section and page; above it, what was not read."""
    say = translations(language).gettext
    title = f"{escape(told.first)} → {escape(told.second)}"
    key = say("Removed: %(removed)s. Added: %(added)s. A dotted frame and a question mark: doubtful.")
    shown = {"removed": f"<del>{escape(say('only in the first'))}</del>"}
    shown["added"] = f"<ins>{escape(say('only in the second'))}</ins>"
    left_out = say("Agency names, page numbers, footers, contacts and signatures are left out of the comparison.")
    count = say("Differences: %(count)s.") % {"count": len(told.changes)}
    unread = say("Not compared, since nothing was read there: %(pages)s.")
    notes = [unread % {"pages": "; ".join(told.unread)}] if told.unread else []
    other = say(
        "This document is of edition %(own)s, not %(first)s: most of what differs is the edition's, not the agency's."
    )
    if told.own_edition:
        notes.insert(0, other % {"own": told.own_edition, "first": told.first})
    beside = (*faults_said(told.faults, say), *marks_said(told.notes, say))
    lines = "".join(f"<p>{escape(note)}</p>" for note in (*notes, count, *beside, left_out))
    return (
        f'<!doctype html><html lang="{escape(language)}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{title}</title><style>{_STYLE}</style></head>'
        f"<body><main><h1>{title}</h1><p>{key % shown}</p>{lines}{''.join(_sections(told, say))}</main></body>"
        "</html>\n"
    )


def marked(stretch: Stretch) -> str:
    """One stretch as HTML."""
    text = escape(stretch.text)
    if stretch.tag == EQUAL:
        return text
    name = "ins" if stretch.tag == ADDED else "del"
    frame = ' class="doubtful"' if stretch.grade != "sure" else ""
    return f"<{name}{frame}>{text}</{name}>"


def _sections(told: Beside, say: Say) -> Iterator[str]:
    for section, stretches in groupby(told.stretches, key=lambda stretch: stretch.section):
        heading = say(labels.PARTS[section]) if section in labels.PARTS else section
        yield f"<section><h2>{escape(heading)}</h2><p>"
        page = 0
        for stretch in stretches:
            if stretch.page != page and stretch.page:
                page = stretch.page
                yield f"<small>({escape(say('p.'))} {page})</small> "
            yield marked(stretch) + " "
        yield "</p></section>"
