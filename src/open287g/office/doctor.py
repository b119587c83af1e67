"""What may be wrong with an office that a ledger alone does not show, each with what to do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from alembic.migration import MigrationContext
from sqlalchemy import Connection

from open287g.office.checks import verify
from open287g.office.clocks.due import due
from open287g.office.ledger.append import read_head
from open287g.office.ledger.database import read, steps
from open287g.office.ledger.entry import moment_of
from open287g.office.ledger.signing import NAMES
from open287g.office.office import Office, names_of, states_of

REMOTE = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "sshfs", "fuse.sshfs", "9p", "afs"})
"""File systems on which SQLite's locks do not hold."""


@dataclass(frozen=True)
class Check:
    """One thing looked at: whether it is well, what was found, and what to do where it is not."""

    check: str
    ok: bool
    says: str
    remedy: str = ""


def examine(office: Office, folder: Path) -> list[Check]:
    """Every check; `folder` is where the keys stand."""
    return [*_keys(folder), *_place(office), *read(office.engine, lambda c: list(_inside(c, office)))]


def _keys(folder: Path) -> Iterator[Check]:
    loose = [name for name in NAMES if (folder / name).stat().st_mode & 0o077]
    says = f"others may read {', '.join(loose)}" if loose else "only their owner reads them"
    yield Check("keys", not loose, says, "chmod 600 the files of the keys." if loose else "")


def _place(office: Office) -> Iterator[Check]:
    if office.engine.dialect.name != "sqlite" or not office.engine.url.database:
        return
    kind = _file_system(Path(office.engine.url.database).resolve())
    remote = kind in REMOTE
    remedy = "Move it to a disk of this machine, or use PostgreSQL." if remote else ""
    yield Check("database", not remote, f"SQLite on {kind or 'a file system that is not told'}", remedy)


def _file_system(path: Path) -> str:
    """The kind of file system a path is on, as Linux tells it; empty elsewhere."""
    mounts = Path("/proc/mounts")
    if not mounts.exists():
        return ""
    rows = [line.split() for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines()]
    above = [(row[1], row[2]) for row in rows if path.is_relative_to(row[1])]
    return max(above, key=lambda one: len(one[0]), default=("", ""))[1]


def _inside(connection: Connection, office: Office) -> Iterator[Check]:
    newest, here = steps().get_current_head(), _revision(connection)
    yield Check(
        "schema", here == newest, f"revision {here}", "" if here == newest else "open287g office init --upgrade"
    )
    verdict = verify(connection, office.keys)
    yield Check("ledger", verdict.ok, verdict.why or f"{verdict.entries:,} entries as they were signed",
                "" if verdict.ok else "Restore a backup, and compare it with checkpoints kept elsewhere.")  # fmt: skip
    yield _clock(moment_of(read_head(connection).known) - office.clock())
    accounts = states_of(connection, names_of(connection, "account"))
    roots = sum(one.state == "open" and one.facts["role"] == "administrator" for one in accounts)
    yield Check("administrators", roots > 1, f"{roots} open", "" if roots > 1 else "Open a second account for one.")
    late = sum(one.overdue for one in due(connection, office.clock()))
    yield Check("due", late == 0, f"{late} overdue", "open287g office due" if late else "")


def _clock(ahead: timedelta) -> Check:
    """Whether the clock went back behind the last entry."""
    if ahead < timedelta(minutes=5):
        return Check("clock", True, "the clock is not behind the last entry")
    return Check("clock", False, f"the last entry is known {ahead} after now", "See why the clock went back.")


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()
