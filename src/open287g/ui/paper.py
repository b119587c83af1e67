"""A printable paper: titled sections of lines and tables, as PDF by typst and as HTML. Texts are data, never markup."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, StrictUndefined, Template

from open287g.core.bundled import read_bytes, read_text
from open287g.core.errors import InputError
from open287g.core.extras import extra
from open287g.core.files import write_atomic

_SURE = frozenset("áéíóúüñÁÉÍÓÚÜÑ¿¡«»§¶°–—−‘’“”…•·×→ºª½¼¢®©")
"""Letters beyond ASCII that the font of every paper has."""


@dataclass(frozen=True)
class Section:
    """A section: lines of text, a chart (SVG) if it has one, a table if it has rows; `widths` share out the page.

    `marked` is running text with its changes: pairs of equal, removed or added, and words.
    """

    title: str
    lines: Sequence[str] = ()
    head: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()
    widths: Sequence[int] = ()
    chart: str = ""
    marked: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True)
class Dossier:
    """A document: `source` stands at the foot of every page."""

    title: str
    lead: str
    source: str
    language: str
    sections: Sequence[Section]


def pdf(dossier: Dossier) -> bytes:
    """The dossier as PDF, US letter; the same dossier gives the same bytes.

    A file's text may hold what no font shows: it stands as a question mark, since a tagged PDF may hide nothing.
    """
    with extra("pdf"):
        import typst

    told = json.dumps(asdict(dossier), ensure_ascii=False)
    plain = "".join(letter if letter.isascii() or _is_shown(letter) else "?" for letter in told)
    try:
        return _compiled(plain)
    except typst.TypstError as error:
        if "could not be displayed" not in str(error):
            raise
        return _compiled("".join(letter if letter.isascii() or letter in _SURE else "?" for letter in plain))


def _compiled(told: str) -> bytes:
    import typst

    return bytes(typst.compile(_typst_template(), sys_inputs={"dossier": told}, timestamp=0, pdf_standards=["ua-1"]))


def _is_shown(letter: str) -> bool:
    """Whether a letter is one that print shows: no control, no private or unassigned code, no half of a pair."""
    return unicodedata.category(letter)[0] != "C"


def html(dossier: Dossier) -> str:
    """The dossier as one page that needs no script and no network."""
    return _html_template().render(d=dossier)


def write_paper(dossier: Dossier, out: Path) -> None:
    """Write it as PDF or HTML, by the ending of `out`. Raises InputError for another ending."""
    if out.suffix not in (".pdf", ".html"):
        raise InputError("it ends neither in .pdf nor in .html", str(out), "Name one that does.", exit_code=2)
    write_atomic(out, pdf(dossier) if out.suffix == ".pdf" else html(dossier).encode())


@cache
def _typst_template() -> bytes:
    return read_bytes("ui/paper.typ")


@cache
def _html_template() -> Template:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    return environment.from_string(read_text("ui/paper.html"))
