"""Bring the archive up to ICE's 287(g) page: the page, its two lists, and agreements on request.

Nothing is stored until the page and both lists have arrived whole and are what they should be; then all are, at once.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import httpx2

from open287g.archive.fetching import addresses
from open287g.archive.fetching.addresses import Held
from open287g.archive.fetching.download import Bounds, Delivery, Validators, client, download
from open287g.archive.fetching.page import IcePage, read_page
from open287g.archive.store.archive import Archive
from open287g.archive.store.errors import FetchError
from open287g.archive.store.intake import Incoming
from open287g.archive.workbooks.apart import read_apart
from open287g.archive.workbooks.package import UnreadableWorkbook
from open287g.archive.workbooks.sheet import Sheet
from open287g.core.errors import DamageError
from open287g.core.files import sha256_of
from open287g.core.progress import step

ICE_PAGE = "https://www.ice.gov/identify-and-arrest/287g"
_MOA_BATCH = 20


@dataclass(frozen=True)
class Fetched:
    """One address asked: `kind` is page, participating, pending or moa; `state` is new, unchanged or failed."""

    kind: str
    state: str
    name: str
    address: str
    sha256: str = ""
    size: int = 0
    reason: str = ""

    def as_row(self) -> dict[str, Any]:
        """The answer as plain values."""
        return dict(vars(self))


@dataclass(frozen=True)
class Update:
    """What an update found. `moas_linked` counts agreements linked, `moas_absent` those this archive has not."""

    files: list[Fetched] = field(default_factory=list)
    moas_linked: int = 0
    moas_absent: int = 0

    @property
    def new(self) -> list[Fetched]:
        """The files that were not held before."""
        return [file for file in self.files if file.state == "new"]


def update(
    home: Path, *, page: str = ICE_PAGE, moas: int | None = 0, dry_run: bool = False, bounds: Bounds | None = None
) -> Update:
    """Fetch what is new at `page` into the archive of `home`.

    At most `moas` linked agreements that are not held yet are fetched too; None fetches all of those and asks whether
    the held ones have changed. With `dry_run` everything is fetched and checked, and nothing kept. Raises `FetchError`
    when the page or a list is refused, gone, incomplete or not what it should be; then the archive is as it was.
    """
    if not page.lower().startswith(("http://", "https://")):
        raise FetchError(
            "this is not an http or https address",
            where=page,
            remedy=f"Write the whole address, such as {ICE_PAGE}",
            exit_code=2,
        )
    return asyncio.run(_Fetcher(Archive(home), bounds or Bounds(), dry_run).run(page, moas))


class _Fetcher:
    """One update under way."""

    def __init__(self, archive: Archive, bounds: Bounds, dry_run: bool) -> None:
        self.archive = archive
        self.bounds = bounds
        self.dry_run = dry_run
        self.notes = archive.root / "addresses.json"
        self.held = addresses.load(self.notes)
        self.latest = {s.source: s.sha256 for s in archive.sightings() if s.source}

    async def run(self, page: str, moas: int | None) -> Update:
        """Fetch the page and what it links."""
        async with client(self.bounds) as http:
            delivered = await self._get(http, page)
            links = read_page(self._content(delivered), delivered.final_address, delivered.where)
            for other in links.others:
                _say(f"{other}: a workbook that is neither list, passed over")
            with step("fetching the lists", len(links.lists)) as progress:
                needed = [("page", delivered)]
                sheets = []
                for link in links.lists:
                    needed.append((link.kind, await self._get(http, link.address)))
                    sheets.append(self._require_list(needed[-1][1]))
                    progress.advance()
            files = self._keep(needed)
            wanted = _moa_addresses(links, sheets)
            absent = [address for address in wanted if address not in self.latest]
            files += await self._get_moas(http, wanted if moas is None else absent[:moas])
        return Update(files, len(wanted), sum(address not in self.latest for address in wanted))

    async def _get_moas(self, http: httpx2.AsyncClient, wanted: list[str]) -> list[Fetched]:
        """Agreements one after the other, stored in small batches; one that fails is told and left for next time."""
        files: list[Fetched] = []
        batch: list[tuple[str, Delivery]] = []
        with step("fetching agreements", len(wanted)) as progress:
            for address in wanted:
                try:
                    delivered = await self._get(http, address)
                    self._require_pdf(delivered)
                    batch.append(("moa", delivered))
                except FetchError as error:
                    files.append(Fetched("moa", "failed", _name(address), address, reason=error.what))
                if len(batch) == _MOA_BATCH:
                    files += self._keep(batch)
                    batch = []
                progress.advance()
        return files + self._keep(batch)

    async def _get(self, http: httpx2.AsyncClient, address: str) -> Delivery:
        return await download(http, address, self.bounds, self._validators(address))

    def _content(self, delivered: Delivery) -> bytes:
        if delivered.content is not None:
            return delivered.content
        return self.archive.read(self.held[delivered.address].sha256)

    def _require_list(self, delivered: Delivery) -> Sheet:
        try:
            return read_apart(self._content(delivered), address=delivered.final_address)
        except UnreadableWorkbook as error:
            raise FetchError(
                f"this is not one of ICE's lists: {error.what}",
                where=delivered.where,
                remedy="Try again later; if it stays so, look at the page in a browser. Nothing was changed.",
            ) from error

    def _require_pdf(self, delivered: Delivery) -> None:
        if b"%PDF-" not in self._content(delivered)[:1024]:
            raise FetchError("not a PDF", where=delivered.where, remedy="Look at the address in a browser.")

    def _keep(self, deliveries: list[tuple[str, Delivery]]) -> list[Fetched]:
        """Store what is new of `deliveries`, all at once, then note how to ask for each next time."""
        files, incoming = [], []
        for kind, delivered in deliveries:
            content = self._content(delivered)
            sha256, name, address = sha256_of(content), _name(delivered.address), delivered.address
            new = self.latest.get(address) != sha256
            files.append(Fetched(kind, "new" if new else "unchanged", name, address, sha256, len(content)))
            if new:
                incoming.append(Incoming(content, name, address, delivered.received_at))
        if self.dry_run or not deliveries:
            return files
        self.archive.add_all(incoming)
        for file, (_, delivered) in zip(files, deliveries, strict=True):
            self.latest[file.address] = file.sha256
            if delivered.content is not None:
                self.held[file.address] = Held(file.sha256, *vars(delivered.validators).values())
        addresses.save(self.notes, self.held)
        return files

    def _validators(self, address: str) -> Validators | None:
        """How to ask only for a change; None unless what was had before is still held sound."""
        held = self.held.get(address)
        if held is None or self.latest.get(address) != held.sha256:
            return None
        try:
            self.archive.read(held.sha256)
        except DamageError as error:
            _say(f"{address} is fetched whole again: {error.what}")
            return None
        return held.validators


def _moa_addresses(links: IcePage, sheets: Iterable[Sheet]) -> list[str]:
    """Agreements linked by the page and by the rows of its lists, each once."""
    found = dict.fromkeys(links.moas)
    for sheet in sheets:
        for _, line in sheet.rows:
            found.update(dict.fromkeys(url for url in (line.moa_url, line.addendum_url) if url))
    return [address for address in found if urlsplit(address).path.lower().endswith(".pdf")]


def _name(address: str) -> str:
    """The file's own name in an address."""
    parts = urlsplit(address)
    name = unquote(parts.path.rstrip("/").rpartition("/")[2]).replace("/", "_").replace("\0", "_") or parts.netloc
    return name if "." in name else f"{name}.html"


def _say(text: str) -> None:
    print(text, file=sys.stderr)
