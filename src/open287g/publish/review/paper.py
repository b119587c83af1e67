"""The review set as PDF by typst and as HTML. Texts are data, never markup."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cache

from jinja2 import Environment, StrictUndefined, Template

from open287g.core.bundled import read_bytes, read_text
from open287g.core.extras import extra


@dataclass(frozen=True)
class Item:
    """One difference: the edition's words and the document's, with those before and after, what rests on the section,
    who else changed it."""

    title: str
    place: str
    standard: str
    words: str
    before: str
    after: str
    touches: Sequence[str]
    others: Sequence[str]
    picture: str


@dataclass(frozen=True)
class Review:
    """A review: `groups` are a title and its items; `words` the labels in the reader's language."""

    title: str
    lead: Sequence[str]
    groups: Sequence[tuple[str, Sequence[Item]]]
    unchecked_title: str
    unchecked: Sequence[str]
    questions_title: str
    questions: Sequence[str]
    words: dict[str, str]
    source: str
    language: str


def pdf(review: Review) -> bytes:
    """The review as PDF, US letter; the same review gives the same bytes."""
    told = asdict(review)
    for _, items in told["groups"]:
        for item in items:
            item["picture"] = _svg(item["picture"])
    inputs = {"review": json.dumps(told, ensure_ascii=False)}
    with extra("pdf"):
        import typst
    made = typst.compile(_typst_template(), sys_inputs=inputs, timestamp=0, pdf_standards=["ua-1"])
    return bytes(made)


def html(review: Review) -> str:
    """The review as one page that needs no script and no network."""
    return _html_template().render(d=review)


def _svg(address: str) -> str:
    """A drawing that holds the picture at `address`, which is how typst takes one in without a file."""
    if not address:
        return ""
    import base64
    import struct

    data = base64.b64decode(address.partition(",")[2])
    width, height = struct.unpack(">II", data[16:24])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f'<image width="{width}" height="{height}" href="{address}"/></svg>'
    )


@cache
def _typst_template() -> bytes:
    return read_bytes("publish/review/paper.typ")


@cache
def _html_template() -> Template:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    return environment.from_string(read_text("publish/review/paper.html"))
