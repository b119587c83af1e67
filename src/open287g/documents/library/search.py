"""Search over the text of all documents of a home, ranked, with page."""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from open287g.core.errors import InputError, NotFoundError
from open287g.core.files import replacing
from open287g.documents.agency_state import state_of
from open287g.documents.agreement_document import AgreementDocument
from open287g.documents.library.library import Library
from open287g.documents.library.reader_version import reader_version
from open287g.documents.listed import Listed
from open287g.documents.pages.contacts import without_contacts
from open287g.documents.with_record import with_record
from open287g.vocabulary.file_names import file_key

_SCHEMA = """
CREATE TABLE meta (reader TEXT, documents INTEGER, links TEXT);
CREATE TABLE documents (sha256 TEXT PRIMARY KEY, file TEXT, agency TEXT, state TEXT, model TEXT, edition TEXT);
CREATE VIRTUAL TABLE pages USING fts5 (text, sha256 UNINDEXED, page UNINDEXED, tokenize = 'porter unicode61');
"""
_FACETS = ("state", "model", "edition")


def build(library: Library, links: Mapping[str, Sequence[Listed]] | None = None) -> int:
    """Index every reading of `library` anew; `links`: file key -> the agreements that link it, whose state and agency
    the index has where the record knows them. The number of documents."""
    links = links or {}
    target = library.root / "search.sqlite"
    documents = list(library.all())
    with replacing(target) as scratch, closing(sqlite3.connect(scratch)) as connection:
        connection.executescript(_SCHEMA)
        for document in documents:
            agreements = links.get(file_key(document.file), [])
            listed = {agreement.state for agreement in agreements if agreement.state}
            state = listed.pop() if len(listed) == 1 else state_of(document)
            _add(connection, with_record(document, agreements), state)
        connection.execute("INSERT INTO meta VALUES (?, ?, ?)", (reader_version(), len(documents), _mark(links)))
        connection.commit()
    return len(documents)


def _mark(links: Mapping[str, Sequence[Listed]]) -> str:
    """A mark that changes with what the record says of the files it links."""
    return hashlib.sha256(repr(sorted(links.items())).encode()).hexdigest()


def refresh(library: Library, links: Mapping[str, Sequence[Listed]] | None = None) -> None:
    """Index again when the index does not hold just the documents that are kept, or the record says otherwise."""
    path = library.root / "search.sqlite"
    if path.is_file():
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
            columns = {row[1] for row in connection.execute("PRAGMA table_info(meta)")}
            told = connection.execute("SELECT * FROM meta").fetchone() if "links" in columns else ("", 0, "")
        newest = max((p.stat().st_mtime_ns for p in (library.root / "readings").glob("*.gz")), default=0)
        kept = sum(1 for _ in (library.root / "readings").glob("*.gz"))
        now = (reader_version(), kept, _mark(links or {}))
        if told == now and path.stat().st_mtime_ns >= newest:
            return
    build(library, links)


def _add(connection: sqlite3.Connection, document: AgreementDocument, state: str) -> None:
    identity = document.identity
    agency = document.fields["agency"].value
    connection.execute(
        "INSERT OR REPLACE INTO documents VALUES (?, ?, ?, ?, ?, ?)",
        (document.sha256, document.file, agency or "", state, identity.model, identity.edition),
    )
    connection.executemany(
        "INSERT INTO pages VALUES (?, ?, ?)",
        [(without_contacts(page.text), document.sha256, page.number) for page in document.pages if page.text.strip()],
    )


FOUND = ("file", "sha256", "agency", "state", "model", "edition", "page", "score", "excerpt")
"""What is told of a page that is found."""


def search(
    home: Path, query: str, limit: int = 20, state: str = "", model: str = "", edition: str = ""
) -> list[dict[str, Any]]:
    """The pages that answer `query`, best first.

    Every word must stand on the page; words in quotation marks must follow each other. Keys: `FOUND`; a higher
    score is better.
    """
    path = Library(home).root / "search.sqlite"
    if not path.is_file():
        raise NotFoundError(
            "no document is kept here yet", where=str(path), remedy="Read some first: open287g documents read PATH"
        )
    asked = _match(query)
    wanted = {"state": state.upper(), "model": model.upper(), "edition": edition}
    chosen = {name: value for name, value in wanted.items() if value}
    where = "".join(f" AND lower(d.{name}) = lower(?)" for name in chosen)
    sql = f"""SELECT d.file, d.sha256, d.agency, d.state, d.model, d.edition, p.page,
        round(-bm25(pages), 2) AS score, snippet(pages, 0, '[', ']', ' … ', 18) AS excerpt
        FROM pages AS p JOIN documents AS d ON d.sha256 = p.sha256 WHERE pages MATCH ?{where}
        ORDER BY bm25(pages), d.file, p.page LIMIT ?"""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        rows = connection.execute(
            sql.replace("pages AS p", "pages").replace("p.", "pages."), [asked, *chosen.values(), limit]
        )
        return [{**dict(row), "excerpt": " ".join(row["excerpt"].split())} for row in rows]


def facets(home: Path) -> dict[str, dict[str, int]]:
    """How many documents there are by state, model and edition."""
    path = Library(home).root / "search.sqlite"
    if not path.is_file():
        return {name: {} for name in _FACETS}
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        return {
            name: dict(
                connection.execute(f"SELECT {name}, count(*) FROM documents GROUP BY {name} ORDER BY {name}").fetchall()
            )
            for name in _FACETS
        }


def _match(query: str) -> str:
    """`query` as FTS5 takes it: phrases stay whole, every other word is quoted, so that nothing is an operator."""
    parts = [phrase or word for phrase, word in re.findall(r'"([^"]+)"|(\S+)', query)]
    terms = [t for part in parts if (t := " ".join(re.findall(r"\w+", part)))]
    if not terms:
        raise InputError("there is no word to search for", remedy='For example: "medical expenses"', exit_code=2)
    return " AND ".join(f'"{term}"' for term in terms)
