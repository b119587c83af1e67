"""A draft in Word, read as a document: its paragraphs as they stand once every tracked change is accepted.

Words that somebody struck through by hand, in place of a tracked change, and hidden ones are taken as gone too.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from textwrap import shorten
from typing import Any

from lxml import etree

from open287g.core.errors import InputError
from open287g.core.files import sha256_of
from open287g.documents.agreement_document import AgreementDocument
from open287g.documents.findings.clauses import clauses
from open287g.documents.findings.field import FIELDS, UNKNOWN
from open287g.documents.judge import of_pages
from open287g.documents.pages.contacts import contacts_hidden
from open287g.documents.pages.limits import DEFAULT
from open287g.documents.pages.look_alikes import as_drawn
from open287g.documents.pages.page_text import Page
from open287g.documents.pages.running_text import running_text_of
from open287g.documents.words.vocabulary import shipped_vocabulary

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
"""What an older Word shows in place of a text box: the same words once more."""
_GONE = (f"{_W}del", f"{_W}moveFrom", f"{_W}p", _FALLBACK)
_STRUCK = tuple(f"{_W}rPr/{_W}{name}" for name in ("strike", "dstrike", "vanish"))
_MOST = 20_000_000
"""Bytes of text, unpacked, beyond which a draft is not read."""
_SHOWN = 300
"""Letters of a footnote that are shown."""
_LINES = 45
"""Paragraphs' lines that make a page, since Word breaks pages only when it prints."""


def read_draft(path: Path) -> AgreementDocument:
    """The document of a .docx file. Raises InputError where it is no Word file or too large."""
    from open287g.documents.identified import identified

    if not path.is_file():
        raise InputError("there is no such file", where=str(path), remedy="Check the path.")
    if path.stat().st_size > DEFAULT.bytes:
        raise InputError(f"the file has more than {DEFAULT.bytes:,} bytes", where=str(path))
    paragraphs = _paragraphs(path)
    if not any(paragraphs):
        raise InputError("it holds no words", where=str(path), remedy="A picture of a text is read as PDF alone.")
    pages = _pages(paragraphs)
    vocabulary = shipped_vocabulary()
    identity, running, alignment, moved = identified(running_text_of(pages, vocabulary))
    found, told = of_pages(running, alignment, moved) if alignment else (None, [])
    found = found and replace(found, notes=(*found.notes, *_beside_the_text(path)))
    return AgreementDocument(
        path.name,
        sha256_of(path.read_bytes()),
        tuple(pages),
        identity,
        dict.fromkeys(FIELDS, UNKNOWN),
        tuple(clauses(running, alignment)) if alignment else (),
        tuple(told),
        *((found,) if found else ()),
    )


def _paragraphs(path: Path) -> list[str]:
    root = _part(path, "word/document.xml")
    if root is None:
        raise InputError("not a Word file (.docx)", where=str(path), remedy="Save it again as .docx.")
    twice = {paragraph for fallback in root.iter(_FALLBACK) for paragraph in fallback.iter(f"{_W}p")}
    return [_text(paragraph) for paragraph in root.iter(f"{_W}p") if paragraph not in twice]


def _part(path: Path, name: str) -> Any:
    """The root of one part of a Word file, None where it has none such. Raises InputError where it is no Word file."""
    try:
        with zipfile.ZipFile(path) as packed:
            if name not in packed.namelist():
                return None
            info = packed.getinfo(name)
            if info.file_size > _MOST:
                raise InputError(f"its text has more than {_MOST:,} bytes", where=str(path))
            safe = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
            return etree.fromstring(packed.read(info), safe)
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError, ValueError, OSError, EOFError, RuntimeError) as error:
        raise InputError("not a Word file (.docx)", where=str(path), remedy="Save it again as .docx.") from error


def _beside_the_text(path: Path) -> Iterator[str]:
    """What a draft holds beside the words that were compared, as notes: footnotes, comments, tracked changes."""
    for name in ("footnote", "endnote"):
        root = _part(path, f"word/{name}s.xml")
        for footnote in () if root is None else root.iter(f"{_W}{name}"):
            if said := " ".join(filter(None, map(_text, footnote.iter(f"{_W}p")))):
                yield f"footnote: {contacts_hidden(shorten(said, _SHOWN, placeholder=' …'))}: 0"
    comments = _part(path, "word/comments.xml")
    if comments is not None and (count := sum(1 for _ in comments.iter(f"{_W}comment"))):
        yield f"comments: {count}: 0"
    body = _part(path, "word/document.xml")
    if tracked := sum(1 for _ in body.iter(f"{_W}ins", f"{_W}del", f"{_W}moveFrom", f"{_W}moveTo")):
        yield f"tracked: {tracked}: 0"


def _text(paragraph: Any) -> str:
    """The words of a paragraph; deleted, struck and hidden runs are left out, inserted ones taken in."""
    parts: list[str] = []

    def walk(node: Any) -> None:
        for child in node:
            if child.tag in _GONE or any(_is_on(child.find(mark)) for mark in _STRUCK):
                continue
            if child.tag == f"{_W}t":
                parts.append(child.text or "")
            elif child.tag in (f"{_W}tab", f"{_W}br", f"{_W}cr"):
                parts.append(" ")
            elif child.tag == f"{_W}noBreakHyphen":
                parts.append("-")
            walk(child)

    walk(paragraph)
    return re.sub(r"\s+", " ", as_drawn("".join(parts))[0]).strip()


def _is_on(mark: Any) -> bool:
    """Whether a mark of a run, present or not, holds: Word writes `w:val="0"` where it takes a style's back."""
    return mark is not None and mark.get(f"{_W}val") not in ("0", "false", "off")


def _pages(paragraphs: list[str]) -> list[Page]:
    pages: list[list[str]] = [[]]
    lines = 0
    for text in paragraphs:
        lines += 1 + len(text) // 95
        if lines > _LINES and pages[-1]:
            pages.append([])
            lines = 1 + len(text) // 95
        pages[-1].append(text)
    joined = ["\n".join(part) for part in pages]
    return [Page(number + 1, text, "layer", 1.0, text) for number, text in enumerate(joined)]
