"""Speed and memory of the office: a ledger of a million entries verified, in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from importlib.util import find_spec
from pathlib import Path

from sqlalchemy import Connection, insert, update

from bench.measure import Measure, timed
from open287g.office.ledger.append import read_head
from open287g.office.ledger.database import read, write
from open287g.office.ledger.entry import Entry, moment_text
from open287g.office.ledger.outsider import leaf_of
from open287g.office.ledger.proofs import prove_inclusion
from open287g.office.ledger.schema import entries, head
from open287g.office.office import Office, begin_office
from open287g.office.record import record
from open287g.office.setup import begin_accounts

ENTRIES = 1_000_000
AT_ONCE = 20_000
NOW = datetime(2026, 6, 1, tzinfo=UTC)

_VERIFY = """
import json, resource, sys, time
from pathlib import Path
from open287g.office.ledger.append import read_head
from open287g.office.ledger.database import read
from open287g.office.ledger.verify import verify_ledger
from open287g.office.office import open_office

office = open_office(None, Path(sys.argv[1]))
begun = time.process_time()
found = read(office.engine, lambda connection: verify_ledger(connection, office.keys.public))
spent = time.process_time() - begun
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
print(json.dumps({"ok": found.ok, "entries": found.entries, "cpu": spent, "gib": peak}))
"""

_BARE = """
import hashlib, sqlite3, sys, time

begun = time.process_time()
for body, leaf in sqlite3.connect(sys.argv[1]).execute("select body, leaf from entries order by number"):
    assert hashlib.sha256(b"\\0" + body.encode()).digest() == leaf
print(time.process_time() - begun)
"""


_PYMERKLE = """
import sqlite3, sys, time
from pymerkle import InmemoryTree

rows = sqlite3.connect(sys.argv[1]).execute("select body from entries order by number limit ?", (int(sys.argv[2]),))
begun, tree = time.process_time(), InmemoryTree(algorithm="sha256")
for (body,) in rows:
    tree.append_entry(body.encode())
tree.get_state()
print(time.process_time() - begun)
"""
SOME = 100_000
"""Entries that pymerkle builds its tree of; it is not among what the project installs."""


def run() -> list[Measure]:
    """CPU seconds and memory of verifying, beside the bare read and hash of the same entries, and beside pymerkle where
    it is installed; one durable event.
    """
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        office = begin_office(f"sqlite:///{home / 'office' / 'office.sqlite'}", home, lambda: NOW)
        single = _one_by_one(office)
        _fill(office)
        found = json.loads(_child(_VERIFY, str(home)))
        database = str(home / "office" / "office.sqlite")
        bare = float(_child(_BARE, database))
        beside = list(_beside_pymerkle(database, found["cpu"]))
        with timed() as proof:
            read(office.engine, lambda connection: prove_inclusion(connection, ENTRIES // 2))
        office.engine.dispose()
    assert found["ok"] and found["entries"] == ENTRIES
    count = f"{ENTRIES:,} entries"
    return [
        Measure("office", "ledger verified", found["cpu"], "CPU s", 20, count),
        Measure("office", "memory of verifying", found["gib"], "GiB", 1, count),
        Measure("office", "verifying / bare read and hash", found["cpu"] / bare, "times", None, "the same entries"),
        *beside,
        Measure("office", "one inclusion proof", proof.seconds, "s", None, count),
        Measure("office", "one event, durable", single * 1000, "ms", None, "SQLite, bound by the disk"),
    ]


def _beside_pymerkle(database: str, spent: float) -> Iterator[Measure]:
    """pymerkle's time to build its tree of the first entries, for as many as were verified; nothing where it is not."""
    if find_spec("pymerkle") is not None:
        theirs = float(_child(_PYMERKLE, database, str(SOME))) * ENTRIES / SOME
        count = f"{SOME:,} entries, times {ENTRIES // SOME}"
        yield Measure("office", "pymerkle builds the same tree", theirs, "CPU s", None, count)
        yield Measure("office", "verifying / pymerkle", spent / theirs, "times", None, "the same entries")


def _child(program: str, *arguments: str) -> str:
    words = [sys.executable, "-c", program, *arguments]
    return subprocess.run(words, capture_output=True, text=True, check=True).stdout


def _one_by_one(office: Office, times: int = 50) -> float:
    """Seconds of one event, from the roles to the disk."""
    begin_accounts(office, "root", "staff-1", "2026-01-01")
    told = {"kind": "account.opened", "on": "2026-01-01", "role": "inspector", "person": "staff-2"}
    with timed() as clock:
        for number in range(times):
            record(office, "root", {**told, "account": f"ig-{number}"})
    return clock.seconds / times


def _fill(office: Office) -> None:
    """Acts up to a million entries, as `append` would write them, signed once: they are only to be verified."""
    write(office.engine, lambda connection: _append(connection, office))


def _append(connection: Connection, office: Office) -> None:
    before = read_head(connection)
    frontier, previous = before.frontier, before.previous
    for start in range(before.size, ENTRIES, AT_ONCE):
        rows = []
        for number in range(start, min(start + AT_ONCE, ENTRIES)):
            body = _act(number, previous).body()
            leaf = leaf_of(body.encode())
            frontier.append(leaf)
            rows.append({"number": number, "subject": f"act:a-{number}", "body": body, "leaf": leaf})
            previous = leaf.hex()
        connection.execute(insert(entries), rows)
    root, known = frontier.root.hex(), moment_text(NOW)
    told = {"size": ENTRIES, "roots": b"".join(frontier.roots), "root": root, "known": known}
    connection.execute(update(head).values(told | {"signature": office.keys.sign(ENTRIES, root, known)}))


def _act(number: int, previous: str) -> Entry:
    data = {"act_id": f"a-{number}", "act": "interrogate", "officer_id": f"O-{number % 40}", "model": "JEM"}
    asked = ("agreement.signed", "agreement.not-suspended", "certification.certified", "who.employed")
    return Entry(
        number, NOW, date(2026, 5, 1), "act.entered", f"act:a-{number}", "FL-example-police-department", "manager-1",
        "manager", data, {"state": ""}, {"state": "authorized", "verdict": "authorized"}, {}, "", asked, previous,
    )  # fmt: skip
