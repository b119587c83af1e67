"""Bring the archive up to ICE's 287(g) page: the page, its lists, and agreements on request.

Nothing is stored until the page and every list it gives have arrived whole; then all are, at once. A list that the page
links no more, or that is gone, is told as a fact of the day and stops nothing.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

import httpx2

from open287g.archive.fetching import addresses
from open287g.archive.fetching.addresses import Held
from open287g.archive.fetching.answer import LATER, Gone
from open287g.archive.fetching.download import Bounds, Delivery, Validators, client, download
from open287g.archive.fetching.found import Fetched, Lists, Update, name_in, name_of
from open287g.archive.fetching.page import IcePage, ListLink, read_page_apart
from open287g.archive.fetching.told import MARK, NAME, Told, write
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


def update(
    home: Path, *, page: str = ICE_PAGE, moas: int | None = 0, dry_run: bool = False, bounds: Bounds | None = None
) -> Update:
    """Fetch what is new at `page` into the archive of `home`.

    At most `moas` linked agreements that are not held yet are fetched too; None fetches all of those and asks whether
    the held ones have changed. With `dry_run` everything is fetched and checked, and nothing kept. Raises `FetchError`
    when the page is refused, gone or without any list, or a list is refused, incomplete or not what it should be; then
    the archive is as it was.
    """
    if not page.lower().startswith(("http://", "https://")):
        raise FetchError(
            "this is not an http or https address",
            where=page,
            remedy=f"Write the whole address, such as {ICE_PAGE}",
            exit_code=2,
        )
    archive = Archive(home)
    if not dry_run:
        archive.require_writable()
    return asyncio.run(_Fetcher(archive, bounds or Bounds(), dry_run).run(page, moas))


class _Fetcher:
    """One update under way."""

    def __init__(self, archive: Archive, bounds: Bounds, dry_run: bool) -> None:
        self.archive = archive
        self.bounds = bounds
        self.dry_run = dry_run
        self.notes = archive.root / "addresses.json"
        self.held = addresses.load(self.notes)
        sightings = [s for s in archive.sightings() if s.source]
        self.latest = {s.source: s.sha256 for s in sightings}
        self.names = {s.source: s.name for s in sightings}

    async def run(self, page: str, moas: int | None) -> Update:
        """Fetch the page and what it links."""
        async with client(self.bounds, page) as http:
            delivered = await self._get(http, page)
            links = read_page_apart(self._content(delivered), delivered.final_address, delivered.where)
            lists = await self._get_lists(http, links.lists, delivered.where)
            files = self._keep([("page", delivered), *lists.files])
            self._keep_told(page, lists.told, delivered.received_at)
            wanted = _moa_addresses(links, lists.sheets)
            absent = [address for address in wanted if address not in self.latest]
            files += await self._get_moas(http, wanted if moas is None else absent[:moas])
        return Update(files, lists.told, len(wanted), sum(address not in self.latest for address in wanted))

    async def _get_lists(self, http: httpx2.AsyncClient, links: list[ListLink], where: str) -> Lists:
        """Every list that the page gives, known by its content."""
        lists = Lists()
        with step("fetching the lists", len(links)) as progress:
            for link in links:
                try:
                    delivered = await self._get(http, link.address)
                    lists.add(delivered, self._require_list(delivered))
                except Gone as error:
                    _say(f"{link.address}: {error.what}")
                    if link.kind:
                        lists.gone.setdefault(link.kind, link.address)
                except FetchError as error:
                    if link.is_sure:
                        raise
                    _say(f"{link.address}: passed over: {error.what}")
                progress.advance()
        if not lists.sheets:
            raise FetchError(
                "no link of this page leads to a list of ICE", where=where, remedy=f"Look at it in a browser. {LATER}"
            )
        for answer in lists.told:
            if answer.answer != "had":
                _say(f"The list of {answer.list} agencies is {answer.answer}: what is held of it grows old.")
        return lists

    def _keep_told(self, page: str, answers: list[Told], day: datetime) -> None:
        """Keep what became of the lists where one is missing, or where one was missing the last time."""
        source, content = page + MARK, write(answers)
        complete = all(answer.answer == "had" for answer in answers)
        if self.dry_run or (complete and source not in self.latest) or self.latest.get(source) == sha256_of(content):
            return
        self.archive.add(content, name=NAME, source=source, captured_at=day)
        self.latest[source] = sha256_of(content)

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
                    files.append(Fetched("moa", "failed", name_in(address), address, reason=error.what))
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
            sha256, name, address = sha256_of(content), self._name(delivered, content), delivered.address
            new = self.latest.get(address) != sha256
            state, led_to = "new" if new else "unchanged", delivered.led_to
            files.append(Fetched(kind, state, name, address, sha256, len(content), led_to=led_to))
            if new:
                incoming.append(Incoming(content, name, address, delivered.received_at, led_to))
        if self.dry_run or not deliveries:
            return files
        self.archive.add_all(incoming)
        for file, (_, delivered) in zip(files, deliveries, strict=True):
            self.latest[file.address] = file.sha256
            if delivered.content is not None:
                self.held[file.address] = Held(file.sha256, *vars(delivered.validators).values())
        addresses.save(self.notes, self.held)
        return files

    def _name(self, delivered: Delivery, content: bytes) -> str:
        """What the server calls the file, or did when it sent it; else the name in its address."""
        held = self.names.get(delivered.address)
        return held if held and delivered.content is None and not delivered.name else name_of(delivered, content)

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
    addresses = dict.fromkeys(links.moas)
    for sheet in sheets:
        for _, line in sheet.rows:
            addresses.update(dict.fromkeys(url for url in (line.moa_url, line.addendum_url) if url))
    return [address for address in addresses if urlsplit(address).path.lower().endswith(".pdf")]


def _say(text: str) -> None:
    print(text, file=sys.stderr)
