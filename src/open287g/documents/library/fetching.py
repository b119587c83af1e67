"""Bringing the agreements that the record links into the archive: one after another, politely, each only once.

HOME/documents/fetched.csv  the last answer for each address asked: its state, the file's hash or the reason
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import httpx2

from open287g.archive.fetching.answer import Gone
from open287g.archive.fetching.download import Bounds, client, download
from open287g.archive.store.archive import Archive
from open287g.archive.store.errors import FetchError
from open287g.archive.store.intake import Incoming
from open287g.core.bundled import lines_of
from open287g.core.cells import csv_text, plain_cell
from open287g.core.errors import DamageError
from open287g.core.files import sha256_of, write_atomic
from open287g.core.progress import step
from open287g.record.asking.record import open_record
from open287g.vocabulary.file_names import file_name

WEB_ARCHIVE = "https://web.archive.org/web/0id_/"
"""Before an address: the bytes that the Internet Archive's earliest capture of it holds."""
_REFUSED_IN_A_ROW = 5


@dataclass(frozen=True)
class Answer:
    """What came of one address: `state` held (it was here before), new, gone, failed or not asked; `reason` why.

    `source`: the address that gave the file, where it is the web archive's; `size` in bytes, None without a file.
    """

    address: str
    state: str
    sha256: str = ""
    size: int | None = None
    source: str = ""
    reason: str = ""
    asked_at: str = ""


COLUMNS = tuple(field.name for field in fields(Answer))


def linked(home: Path) -> list[str]:
    """The addresses of all agreements that the home's record links, those in force first; NotFoundError without one."""
    with open_record(home) as record:
        rows = sorted(
            record.questions.table("agreements").dicts(),
            key=lambda row: (row["status"] == "ended", str(row["moa_url"])),
        )
    return list(dict.fromkeys(str(row["moa_url"]) for row in rows if row["moa_url"]))


def fetch(
    home: Path,
    addresses: Iterable[str],
    *,
    limit: int | None = None,
    pause: float = 1.0,
    web_archive: str = WEB_ARCHIVE,
    again: bool = False,
    bounds: Bounds | None = None,
) -> list[Answer]:
    """Fetch the PDFs at `addresses` that the archive does not hold; one answer each, in the order given.

    `limit`: the most that are asked; `pause`: seconds between two requests; `web_archive`: the address before that of a
    file that is gone, empty to ask nobody; `again`: ask those too that were gone before. What has arrived is stored at
    once, so that a run that is stopped or killed loses no file, and the next one goes on from there.
    """
    return asyncio.run(_Fetching(home, limit, pause, web_archive, again, bounds or Bounds()).run(list(addresses)))


class _Fetching:
    def __init__(
        self, home: Path, limit: int | None, pause: float, web_archive: str, again: bool, bounds: Bounds
    ) -> None:
        self.archive = Archive(home)
        self.notes = Path(home) / "documents" / "fetched.csv"
        self.limit, self.pause, self.web_archive, self.again, self.bounds = limit, pause, web_archive, again, bounds
        self.refused: dict[str, int] = {}
        self.asked = 0

    async def run(self, addresses: list[str]) -> list[Answer]:
        told = {answer.address: answer for answer in _told(self.notes)}
        held = {s.source: s for s in self.archive.sightings() if s.source}
        out: list[Answer] = []
        async with client(self.bounds, addresses[0] if addresses else self.web_archive) as http:
            with step("fetching agreements", len(addresses)) as progress:
                for address in addresses:
                    kept = held.get(address) or held.get(self.web_archive + address)
                    if kept:
                        answer = Answer(address, "held", kept.sha256, kept.size)
                    else:
                        answer = await self._answer(http, address, told.get(address))
                    out.append(answer)
                    if answer.state in ("new", "gone", "failed") and told.get(address) != answer:
                        told[address] = answer
                        self._write(told.values())
                    progress.advance()
        return out

    async def _answer(self, http: httpx2.AsyncClient, address: str, before: Answer | None) -> Answer:
        host = urlsplit(address).netloc
        if before and before.state == "gone" and not self.again:
            return before
        if self.refused.get(host, 0) >= _REFUSED_IN_A_ROW:
            return Answer(address, "not asked", reason=f"{host} has refused {_REFUSED_IN_A_ROW} files in a row")
        if self.limit is not None and self.asked >= self.limit:
            return Answer(address, "not asked", reason="the limit of this run is reached")
        try:
            return await self._one(http, address, address)
        except Gone as gone:
            if not self.web_archive:
                return _failed(address, "gone", gone)
        except FetchError as error:
            self.refused[host] = self.refused.get(host, 0) + 1
            return _failed(address, "failed", error)
        try:
            return await self._one(http, address, self.web_archive + address)
        except Gone as gone:
            return _failed(address, "gone", gone)
        except FetchError as error:
            return _failed(address, "failed", error)

    async def _one(self, http: httpx2.AsyncClient, address: str, source: str) -> Answer:
        if self.asked:
            await asyncio.sleep(self.pause)
        self.asked += 1
        delivered = await download(http, source, self.bounds)
        content = delivered.content or b""
        if b"%PDF-" not in content[:1024]:
            raise FetchError("what came is no PDF", where=source, remedy="Open the address in a browser.")
        self.refused[urlsplit(source).netloc] = 0
        # Stored before it is noted: killed between the two, the archive still tells that it is here.
        self.archive.add_all([Incoming(content, file_name(address) or "agreement.pdf", source, None)])
        found = source if source != address else ""
        return Answer(address, "new", sha256_of(content), len(content), found, "", _now())

    def _write(self, told: Iterable[Answer]) -> None:
        rows = [tuple(asdict(answer).values()) for answer in sorted(told, key=lambda answer: answer.address)]
        write_atomic(self.notes, csv_text(COLUMNS, rows).encode())


def _failed(address: str, state: str, error: FetchError) -> Answer:
    where = f"{error.where}: " if error.where and error.where != address else ""
    return Answer(address, state, reason=f"{where}{error.what}", asked_at=_now())


def _told(notes: Path) -> list[Answer]:
    """The answers of earlier runs. Raises DamageError, naming the line, where they cannot be read."""
    if not notes.is_file():
        return []
    try:
        header, lines = lines_of(notes.read_bytes(), str(notes))
        if tuple(header) != COLUMNS:
            raise DamageError(f"its columns are not {', '.join(COLUMNS)}", str(notes))
    except DamageError as error:
        remedy = "Delete it: what the archive holds is not fetched again."
        raise DamageError("the notes on what was fetched cannot be read", error.where, remedy) from error
    rows = (dict(zip(header, map(plain_cell, line), strict=True)) for line in lines)
    return [Answer(**{**row, "size": int(row["size"]) if row["size"].isdigit() else None}) for row in rows]  # type: ignore[arg-type]


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
