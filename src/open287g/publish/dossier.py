"""A printable dossier: titled sections of lines and tables, as PDF by typst. Texts come in as data, never as markup."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cache

import typst

from open287g.core.bundled import read_bytes


@dataclass(frozen=True)
class Section:
    """A section: lines of text, then a table if it has a head; `widths` are the columns' shares of the page."""

    title: str
    lines: Sequence[str] = ()
    head: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()
    widths: Sequence[int] = ()


@dataclass(frozen=True)
class Dossier:
    """A document: `source` stands at the foot of every page."""

    title: str
    lead: str
    source: str
    language: str
    sections: Sequence[Section]


def pdf(dossier: Dossier) -> bytes:
    """The dossier as PDF, US letter; the same dossier gives the same bytes."""
    given = json.dumps(asdict(dossier), ensure_ascii=False)
    made = typst.compile(_template(), sys_inputs={"dossier": given}, timestamp=0)
    return bytes(made)


@cache
def _template() -> bytes:
    return read_bytes("publish/data/dossier.typ")
