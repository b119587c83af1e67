"""A synthetic agency of 40 officers with a year of acts: a full office within a minute, in which nothing is real."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from open287g.core.bundled import read_yaml
from open287g.core.folders import replacing_folder
from open287g.office.demo.story import Said, story
from open287g.office.ledger.append import keep_checkpoint
from open287g.office.ledger.database import write
from open287g.office.office import Office, begin_office
from open287g.office.record import record_in
from open287g.office.setup import begin_accounts

AT_ONCE = 100
"""Events in one transaction: a made-up story needs no durable step at each of them."""

README = """This office is synthetic. open287g made it: no agency, officer, person or act in it is real.

See it:   open287g office due --home {folder}
Check it: open287g office verify --home {folder}
"""


@dataclass
class _Clock:
    """The clock of the story: it stands where the story is."""

    now: datetime = field(default=datetime(2025, 1, 2, 14, tzinfo=UTC))

    def __call__(self) -> datetime:
        return self.now


def write_demo(out: Path, seed: int = 287, acts: int = 600) -> dict[str, Any]:
    """Make the office in the new folder `out`, which is a home; the same seed tells the same story. What there is."""
    with replacing_folder(out) as folder:
        told = _write(folder, seed, acts)
        (folder / "README.txt").write_text(README.format(folder=out), encoding="utf-8")
        (folder / "demo.json").write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")
    return {**told, "home": str(out)}


def _write(folder: Path, seed: int, acts: int) -> dict[str, Any]:
    book, clock = read_yaml("office/demo/demo.yaml"), _Clock()
    office = begin_office(f"sqlite:///{folder / 'office' / 'office.sqlite'}", folder, clock)
    begin_accounts(office, "admin-1", "staff-01", "2025-01-02")
    told = sorted(story(book, random.Random(seed), acts), key=lambda said: said[0])
    for start in range(0, len(told), AT_ONCE):
        write(office.engine, partial(_tell, office, clock, told[start : start + AT_ONCE]))
    checkpoint = write(office.engine, keep_checkpoint)
    office.engine.dispose()
    return {
        "synthetic": True,
        "agency_id": book["agency"]["agency_id"],
        "officers": sum(one["officers"] for one in book["agreements"].values()),
        "acts": acts,
        "entries": checkpoint["size"],
        "root": checkpoint["root"],
        "key": office.keys.public,
    }


def _tell(office: Office, clock: _Clock, part: list[Said], connection: Connection) -> None:
    """Record a stretch of the story in one transaction, each event at its own time."""
    for clock.now, actor, event in part:
        record_in(connection, office, actor, event)
