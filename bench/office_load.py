"""The office under load and faults: fifty people on the API at once, and writers that are killed, on both databases.

OPEN287G_BENCH_LOAD_SECONDS sets for how long people work (300), OPEN287G_BENCH_KILLS how many writers are killed (500).
"""

from __future__ import annotations

import asyncio
import os
import random
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import quantiles
from typing import Any

import httpx2
from sqlalchemy import select

from bench.measure import Measure
from open287g.office.checks import verify
from open287g.office.ledger.database import read
from open287g.office.ledger.schema import entries
from open287g.office.login.tokens import issue
from open287g.office.office import begin_office, open_office
from open287g.office.setup import begin_accounts
from tests.office.agency import LEE, House, authorize, house, sign
from tests.office.killing import killed
from tests.office.postgres import server

PEOPLE, PAUSE = 50, 1.0
"""So many at once; each waits about so many seconds (exponentially) before the next request."""

SECONDS = float(os.environ.get("OPEN287G_BENCH_LOAD_SECONDS", "300"))
KILLS = int(os.environ.get("OPEN287G_BENCH_KILLS", "500"))

SCOPES = ("read", "may", "act.entered", "operation.tallied")

ACT = {"act": "interrogate", "at": "2025-05-01T10:00:00", "officer_id": "O-1", "agency_id": LEE, "model": "TFM"}
TALLY = {"kind": "operation.tallied", "on": "2025-05-01", "operation_id": "load", "method": "jail",
         "criminality": "unknown", "count": 1}  # fmt: skip

_SERVE = """
import sys
from pathlib import Path
import uvicorn
from open287g.office.api import api_app
from open287g.office.office import open_office

office = open_office(sys.argv[1], Path(sys.argv[2]))
uvicorn.run(api_app(lambda: office), host="127.0.0.1", port=int(sys.argv[3]), log_level="error", access_log=False)
"""


@dataclass
class Told:
    """What fifty people were told: seconds of each request, statuses, acts and tallies that were taken in."""

    seconds: list[float] = field(default_factory=list)
    writes: list[float] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)
    acts: set[str] = field(default_factory=set)
    tallies: int = 0

    def p99(self, seconds: list[float]) -> float:
        """Milliseconds."""
        return quantiles(seconds, n=100)[98] * 1000


def run() -> list[Measure]:
    """Load and kills on SQLite, and on PostgreSQL where this machine has it."""
    found: list[Measure] = []
    with tempfile.TemporaryDirectory() as folder, server() as running:
        urls = {"SQLite": f"sqlite:///{folder}/load.sqlite"}
        if running is not None:
            urls["PostgreSQL"] = running.new_database()
        for name, url in urls.items():
            found += _load(name, url, Path(folder) / name)
        urls = {"SQLite": f"sqlite:///{folder}/kills.sqlite"}
        if running is not None:
            urls["PostgreSQL"] = running.new_database()
        for name, url in urls.items():
            found += _kills(name, url, Path(folder) / f"kills-{name}")
    return found


def _load(name: str, url: str, home: Path) -> list[Measure]:
    made = house(url, home, datetime.now(UTC) - timedelta(minutes=5))
    sign(made)
    authorize(made, "O-1")
    made.say("manager1-lee", "operation.planned", "2025-05-01", operation_id="load", agency_id=LEE, name="North",
             first_day="2025-05-01", last_day="2025-05-02", officers=f"O-1:{LEE}:TFM")  # fmt: skip
    tokens = [issue(made.office, "manager1-lee", SCOPES, made.clock.now.date() + timedelta(2)) for _ in range(PEOPLE)]
    with _served(url, home) as address:
        # The first who asks makes the rulebook ready, as a server's start does.
        httpx2.post(f"{address}/v1/may", json=ACT, headers={"authorization": f"Bearer {tokens[0]}"}, timeout=120)
        told = asyncio.run(_people(address, tokens))
    lost = _lost(made, told)
    note = f"{name}, {PEOPLE} people, {SECONDS:.0f} s, {len(told.seconds):,} requests, {len(told.writes):,} writes"
    bad = sum(count for status, count in told.statuses.items() if status >= 500)
    return [
        Measure("office", f"p99 of all requests, {name}", told.p99(told.seconds), "ms", 150, note),
        Measure("office", f"p99 of writes, {name}", told.p99(told.writes), "ms", None, note),
        Measure("office", f"answers of 5xx, {name}", bad, "answers", 0, str(dict(sorted(told.statuses.items())))),
        Measure("office", f"lost updates, {name}", lost, "events", 0, note),
    ]


@contextmanager
def _served(url: str, home: Path) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    child = subprocess.Popen([sys.executable, "-c", _SERVE, url, str(home), str(port)])
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(600):
            try:
                httpx2.get(f"{address}/v1/openapi.json")
                break
            except httpx2.HTTPError:
                time.sleep(0.1)
        yield address
    finally:
        child.terminate()
        child.wait()


async def _people(address: str, tokens: list[str]) -> Told:
    told, until = Told(), time.monotonic() + SECONDS
    limits = httpx2.Limits(max_connections=PEOPLE)
    async with httpx2.AsyncClient(base_url=address, timeout=60, limits=limits) as client:
        await asyncio.gather(*(_person(client, n, token, until, told) for n, token in enumerate(tokens)))
    return told


async def _person(client: httpx2.AsyncClient, number: int, token: str, until: float, told: Told) -> None:
    """Reads lists and single things, asks "may I?", enters acts and tallies, one after the other with pauses."""
    chance = random.Random(number)
    own = {"authorization": f"Bearer {token}"}
    for turn in range(1_000_000):
        await asyncio.sleep(chance.expovariate(1 / PAUSE))
        if time.monotonic() > until:
            return
        kind = chance.random()
        begun = time.perf_counter()
        try:
            status = await _request(client, kind, f"load-{number}-{turn}", own, told)
        except httpx2.TimeoutException:
            status = 0
        spent = time.perf_counter() - begun
        told.seconds.append(spent)
        if kind >= 0.7:
            told.writes.append(spent)
        told.statuses[status] = told.statuses.get(status, 0) + 1


async def _request(client: httpx2.AsyncClient, kind: float, name: str, own: dict[str, str], told: Told) -> int:
    """One request, by a number from 0 to 1; its status."""
    key = {**own, "idempotency-key": name}
    if kind < 0.35:
        return (await client.get("/v1/acts", params={"limit": 25}, headers=own)).status_code
    if kind < 0.65:
        return (await client.get(f"/v1/officers/O-1:{LEE}:TFM", headers=own)).status_code
    if kind < 0.7:
        return (await client.post("/v1/may", json=ACT, headers=own)).status_code
    if kind < 0.85:
        answer = await client.post("/v1/events", json={**ACT, "kind": "act.entered", "act_id": name}, headers=key)
        told.acts |= {name} if answer.status_code == 201 else set()
        return answer.status_code
    answer = await client.post("/v1/events", json=TALLY, headers=key)
    told.tallies += answer.status_code == 201
    return answer.status_code


def _lost(made: House, told: Told) -> int:
    """Acknowledged acts that are not there, and tallies fewer or more than were acknowledged; whoever was not answered
    in a minute does not know.
    """
    assert read(made.office.engine, lambda c: verify(c, made.office.keys)).ok
    names: Any = read(made.office.engine, lambda c: c.execute(select(entries.c.subject)).scalars().all())
    acts = {name.partition(":")[2] for name in names if name.startswith("act:")}
    tallies = made.state("operation:load").facts.get("tallies", [])
    unanswered = told.statuses.get(0, 0)
    surplus = len(tallies) - told.tallies
    return len(told.acts - acts) + (-surplus if surplus < 0 else max(0, surplus - unanswered))


def _kills(name: str, url: str, home: Path) -> list[Measure]:
    office = begin_office(url, home)
    begin_accounts(office, "root", "staff-0", "2026-01-01")
    office.engine.dispose()
    told = killed(url, home, KILLS, random.Random(287))
    again = open_office(url, home)
    held = dict(read(again.engine, lambda c: c.execute(select(entries.c.number, entries.c.subject)).all()))
    lost = sum(held.get(number) != f"account:{account}" for number, account in told.items())
    found = read(again.engine, lambda c: verify(c, again.keys))
    assert found.ok, found
    note = f"{KILLS} writers killed, {len(told):,} events acknowledged, {len(held):,} held, all verify"
    return [Measure("office", f"acknowledged and lost, {name}", lost, "events", 0, note)]
