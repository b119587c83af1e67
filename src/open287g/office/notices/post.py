"""One pass: what is due, what of it was not told yet, and to whom it goes. Each is sent once, over restarts too."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from open287g.core.errors import Open287gError
from open287g.core.lock import only_one
from open287g.office.clocks.due import due
from open287g.office.ledger.database import read
from open287g.office.notices import hook as hooks
from open287g.office.notices import mail as mails
from open287g.office.notices.new import Notice, notices
from open287g.office.notices.settings import Mail, Recipient, Settings
from open287g.office.office import Office

LOG, BOOK = "log", "sent.ndjson"


@dataclass(frozen=True)
class Sent:
    """One notice on one way (log, mail, hook): whether it was taken, and why not."""

    way: str
    to: str
    notice: Notice
    ok: bool
    why: str = ""


def sent(folder: Path) -> dict[str, set[str]]:
    """Notice -> the ways by which it was sent, whoever to; as the book in `folder` has it."""
    ways: dict[str, set[str]] = {}
    for kind, _, notice in _Book(folder / BOOK).held:
        ways.setdefault(notice, set()).add(kind)
    return ways


@dataclass(frozen=True)
class Way:
    """A way to somebody: its name in the book of what was sent, what goes there, and how."""

    kind: str
    to: str
    wants: Callable[[Notice], bool]
    send: Callable[[Sequence[Notice]], None]


def one_pass(office: Office, settings: Settings, folder: Path, log: Callable[[str], None]) -> list[Sent]:
    """Send what is new; a way that fails is told, and tried again at the next pass. `folder` keeps what was sent."""
    now = office.clock()
    with only_one(folder / "lock", "another pass is sending notices"):
        book = _Book(folder / BOOK)
        wanted = notices(read(office.engine, lambda connection: due(connection, now)), now, settings.before)
        sent: list[Sent] = []
        for way in _ways(settings, now, log):
            new = [one for one in wanted if way.wants(one) and (way.kind, way.to, one.id) not in book.held]
            if new:
                sent += _along(way, new, book)
        return sent


def _along(way: Way, new: Sequence[Notice], book: _Book) -> list[Sent]:
    try:
        way.send(new)
    except Open287gError as error:
        return [Sent(way.kind, way.to, one, False, error.what) for one in new]
    book.add(way, new)
    return [Sent(way.kind, way.to, one, True) for one in new]


def _ways(settings: Settings, now: datetime, log: Callable[[str], None]) -> Iterator[Way]:
    def write(told: Sequence[Notice]) -> None:
        for one in told:
            log(one.line())

    yield Way(LOG, "", lambda _: True, write)
    if settings.mail is not None:
        for to in settings.mail.to:
            yield _mail(settings.mail, to, now)
    for one in settings.hooks:
        agencies = one.agencies
        yield Way(
            "hook",
            one.address,
            lambda notice, agencies=agencies: not agencies or notice.due.agency_id in agencies,  # type: ignore[misc]
            lambda told, one=one: hooks.send(one, told, now),  # type: ignore[misc]
        )


def _mail(mail: Mail, to: Recipient, now: datetime) -> Way:
    def wants(notice: Notice) -> bool:
        return notice.due.who == to.role and (not to.agencies or notice.due.agency_id in to.agencies)

    return Way("mail", to.address, wants, lambda told: mails.send(mail, mails.message(mail, to, told, now)))


class _Book:
    """What was sent, a line each, synced to disk before the pass goes on; a line that was cut off is none."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.held = set(self._read())

    def _read(self) -> Iterator[tuple[str, str, str]]:
        if not self.path.exists():
            return
        for line in self.path.read_text(encoding="utf-8").splitlines():
            try:
                kind, to, notice = json.loads(line)
            except ValueError:
                continue
            yield kind, to, notice

    def add(self, way: Way, told: Sequence[Notice]) -> None:
        with self.path.open("a", encoding="utf-8") as file:
            # The line before may have been cut off.
            file.write("\n" + "".join(json.dumps([way.kind, way.to, one.id]) + "\n" for one in told))
            file.flush()
            os.fsync(file.fileno())
        self.held |= {(way.kind, way.to, one.id) for one in told}
