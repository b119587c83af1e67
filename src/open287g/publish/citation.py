"""How a page is cited: in words, as BibTeX and as CSL JSON, each with the address, the record's version and its day."""

from __future__ import annotations

import json
import re
import unicodedata
from datetime import date
from typing import NamedTuple

_BIBTEX = str.maketrans({c: f"\\{c}" for c in "#$%&_{}"} | {"\\": " ", "~": " ", "^": " ", "\n": " "})


class Citation(NamedTuple):
    """The three forms of one citation."""

    plain: str
    bibtex: str
    csl: str


def citation(title: str, address: str, version: str, published: date, seen: date) -> Citation:
    """Cite the page `title` at `address`: record `version`, through the list of `published`, read on `seen`."""
    edition = f"record {version}, through ICE's list of {published.isoformat()}"
    key = f"open287g_{version}_{_key(title)}"
    plain = f"open287g. “{title}.” {edition[0].upper()}{edition[1:]}. Read on {seen.isoformat()}. {address}"
    bibtex = (
        f"@misc{{{key},\n  author = {{{{open287g}}}},\n  title = {{{{{title.translate(_BIBTEX)}}}}},\n"
        f"  year = {{{published.year}}},\n  version = {{{version}}},\n  note = {{{edition.translate(_BIBTEX)}}},\n"
        f"  urldate = {{{seen.isoformat()}}},\n  url = {{{address}}}\n}}"
    )
    csl = {
        "id": key,
        "type": "dataset",
        "title": title,
        "author": [{"literal": "open287g"}],
        "issued": {"date-parts": [[published.year, published.month, published.day]]},
        "accessed": {"date-parts": [[seen.year, seen.month, seen.day]]},
        "version": version,
        "URL": address,
    }
    return Citation(plain, bibtex, json.dumps([csl], ensure_ascii=False))


def _key(title: str) -> str:
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "_", plain.casefold()).strip("_")[:40] or "page"
