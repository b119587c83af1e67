"""Edits behind the office's back: bytes, rows, order, a dropped tail, a forged event; every one is found.

OPEN287G_FAULTS multiplies how many edits are tried: 5 is the full run of 2,000.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from open287g.core.errors import Open287gError
from open287g.office.checks import verify
from open287g.office.ledger.append import keep_checkpoint
from open287g.office.ledger.database import connect, read, write
from open287g.office.ledger.entry import canonical
from open287g.office.ledger.outsider import leaf_of
from open287g.office.ledger.signing import Keys
from tests.office.agency import LEE, authorize, house, sign

MANY = 400 * int(os.environ.get("OPEN287G_FAULTS", "1"))
Edit = Callable[[sqlite3.Connection, random.Random], None]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Keys]:
    """An office of some forty entries, with a private text and a checkpoint kept inside."""
    folder = tmp_path_factory.mktemp("tampering")
    found = house(f"sqlite:///{folder / 'office.sqlite'}", folder)
    sign(found)
    authorize(found, "O-1")
    write(found.office.engine, keep_checkpoint)
    authorize(found, "O-2")
    told = {"complaint_id": "c1", "agency_id": LEE, "received_at": "2026-05-01T10:00:00"}
    found.say("", "complaint.received", "2026-05-01", **told, narrative="a text", contact="an address")
    found.office.engine.dispose()
    return folder / "office.sqlite", found.office.keys


def _cell(table: str, column: str) -> Edit:
    """Change one character or byte of a cell."""

    def edit(base: sqlite3.Connection, chance: random.Random) -> None:
        rows = base.execute(f"select rowid, {column} from {table} where length({column}) > 0").fetchall()
        row, value = chance.choice(rows)
        base.execute(f"update {table} set {column} = ? where rowid = ?", (_changed(value, chance), row))

    edit.__name__ = f"{table}.{column}"
    return edit


def _changed(value: str | bytes | int, chance: random.Random) -> str | bytes | int:
    if isinstance(value, int):
        return value + chance.choice([-3, -1, 1, 2, 1000])
    place = chance.randrange(len(value))
    if isinstance(value, bytes):
        return value[:place] + bytes([value[place] ^ (1 << chance.randrange(8))]) + value[place + 1 :]
    return value[:place] + chance.choice([c for c in 'x7 "{' if c != value[place]]) + value[place + 1 :]


def drop_tail(base: sqlite3.Connection, chance: random.Random) -> None:
    base.execute("delete from entries where number >= ?", (chance.randrange(_size(base)),))


def drop_one(base: sqlite3.Connection, chance: random.Random) -> None:
    base.execute("delete from entries where number = ?", (chance.randrange(_size(base)),))


def swap(base: sqlite3.Connection, chance: random.Random) -> None:
    one, other = chance.sample(range(_size(base)), 2)
    for old, new in ((one, -1), (other, one), (-1, other)):
        base.execute("update entries set number = ? where number = ?", (new, old))


def forge(base: sqlite3.Connection, chance: random.Random) -> None:
    """Rewrite an entry, and all after it so that each names the one before: all that is possible without the key."""
    size = _size(base)
    first = chance.randrange(size)
    previous = None
    for number in range(first, size):
        (body,) = base.execute("select body from entries where number = ?", (number,)).fetchone()
        told = json.loads(body)
        told |= {"by": "somebody-else"} if previous is None else {"previous": previous}
        previous = _write(base, number, canonical(told))


def put_in(base: sqlite3.Connection, chance: random.Random) -> None:
    """Put an event in, with all after it renumbered and linked anew."""
    size = _size(base)
    place = chance.randrange(size)
    bodies = [body for (body,) in base.execute("select body from entries order by number")]
    new = [*bodies[: place + 1], bodies[place], *bodies[place + 1 :]]
    base.execute("delete from entries where number > ?", (place,))
    previous = leaf_of(new[place].encode()).hex()
    for number in range(place + 1, size + 1):
        told = json.loads(new[number]) | {"number": number, "previous": previous}
        base.execute("insert into entries values (?, ?, '', x'')", (number, told["subject"]))
        previous = _write(base, number, canonical(told))


def _write(base: sqlite3.Connection, number: int, body: str) -> str:
    leaf = leaf_of(body.encode())
    base.execute("update entries set body = ?, leaf = ? where number = ?", (body, leaf, number))
    return leaf.hex()


def drop_row(base: sqlite3.Connection, chance: random.Random) -> None:
    table = chance.choice(["head", "texts", "keys", "subjects"])
    rows = [row for (row,) in base.execute(f"select rowid from {table}")]
    base.execute(f"delete from {table} where rowid = ?", (chance.choice(rows),))


def make_up(base: sqlite3.Connection, chance: random.Random) -> None:
    name = f"officer:O-{chance.randrange(10**6) + 10}:{LEE}:TFM"
    base.execute("insert into subjects values (?, 'officer', ?, 'authorized', '{}', 1)", (name, LEE))


def _size(base: sqlite3.Connection) -> int:
    (size,) = base.execute("select count(*) from entries").fetchone()
    return int(size)


CELLS = {
    "entries": ("number", "subject", "body", "leaf"),
    "head": ("size", "roots", "root", "known", "signature"),
    "checkpoints": ("size", "root", "known", "signature"),
    "texts": ("commitment", "subject", "sealed"),
    "keys": ("subject", "sealed"),
    "subjects": ("subject", "kind", "agency_id", "state", "facts", "entries"),
}
EDITS: list[Edit] = [_cell(table, column) for table, columns in CELLS.items() for column in columns]
EDITS += [drop_tail, drop_one, swap, forge, put_in, drop_row, make_up]


def found(path: Path, keys: Keys) -> bool:
    """Whether verifying finds something; an office that cannot be read is found too."""
    engine = connect(f"sqlite:///{path}")
    try:
        return not read(engine, lambda c: verify(c, keys)).ok
    except Open287gError:
        return True
    finally:
        engine.dispose()


def _edited(path: Path, edit: Edit, chance: random.Random) -> bool:
    """Whether the edit changed the office; one that the schema forbids is none."""
    with closing(sqlite3.connect(path, isolation_level=None)) as base:
        before = list(base.iterdump())
        try:
            edit(base, chance)
        except sqlite3.IntegrityError:
            return False
        return list(base.iterdump()) != before


def missed(made: tuple[Path, Keys], folder: Path, seeds: range) -> list[tuple[int, str]]:
    """Edits that verifying did not find."""
    path, keys = made
    assert not found(path, keys)
    through = []
    for seed in seeds:
        chance = random.Random(seed)
        edit = EDITS[seed % len(EDITS)]
        # A file of its own: a log that SQLite left beside one copy must not be read into the next.
        edited = folder / f"edited-{seed}.sqlite"
        shutil.copy(path, edited)
        if _edited(edited, edit, chance) and not found(edited, keys):
            through.append((seed, edit.__name__))
        for end in ("", "-wal", "-shm"):
            Path(f"{edited}{end}").unlink(missing_ok=True)
    return through


def test_edits_of_every_kind_are_found(made: tuple[Path, Keys], tmp_path: Path) -> None:
    assert missed(made, tmp_path, range(2 * len(EDITS))) == []


@pytest.mark.slow
def test_random_edits_are_all_found(made: tuple[Path, Keys], tmp_path: Path) -> None:
    assert missed(made, tmp_path, range(2 * len(EDITS), MANY)) == []


@pytest.mark.parametrize("value", ["'x'", "-1", "x'00ff'", "''", "cast(x'fffe' as text)", "1e300"])
def test_a_cell_that_became_another_kind_is_a_verdict_and_no_crash(
    made: tuple[Path, Keys], tmp_path: Path, value: str
) -> None:
    path, keys = made
    cells = [("entries", "body"), ("entries", "leaf"), ("entries", "number"), ("head", "roots"), ("head", "known"),
             ("checkpoints", "size"), ("texts", "sealed"), ("keys", "sealed"), ("subjects", "subject")]  # fmt: skip
    for number, (table, column) in enumerate(cells):
        copy = tmp_path / f"{number}.sqlite"
        shutil.copy(path, copy)
        with closing(sqlite3.connect(copy)) as base, base:
            base.execute(f"update {table} set {column} = {value} where rowid = (select max(rowid) from {table})")
        found = read(connect(f"sqlite:///{copy}"), lambda c: verify(c, keys))
        assert not found.ok and found.why, (table, column)


def test_a_ledger_without_its_head_is_named(made: tuple[Path, Keys], tmp_path: Path) -> None:
    path, keys = made
    shutil.copy(path, tmp_path / "copy.sqlite")
    with closing(sqlite3.connect(tmp_path / "copy.sqlite")) as base, base:
        base.execute("delete from head")
    found = read(connect(f"sqlite:///{tmp_path / 'copy.sqlite'}"), lambda c: verify(c, keys))
    assert (found.ok, found.first_bad) == (False, 0) and "head" in found.why
