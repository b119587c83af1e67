"""What may be wrong with an office that a ledger alone does not show, each with what to do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from alembic.migration import MigrationContext
from sqlalchemy import Connection, select
from sqlalchemy import __version__ as sqlalchemy_version

from open287g.core.counted import counted
from open287g.core.health import Check, disk
from open287g.core.version import __version__
from open287g.office.checks import verify
from open287g.office.clocks.due import due
from open287g.office.ledger.append import read_head
from open287g.office.ledger.database import read, steps
from open287g.office.ledger.entry import moment_of
from open287g.office.ledger.schema import checkpoints
from open287g.office.ledger.signing import NAMES
from open287g.office.office import Office, names_of, states_of

REMOTE = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "sshfs", "fuse.sshfs", "9p", "afs"})
"""File systems on which SQLite's locks do not hold."""

OLDEST = (15,)
"""The oldest PostgreSQL that its makers still mend in November 2026."""

STALE = timedelta(days=7)
"""A checkpoint that is older, and behind, is told."""


def examine(office: Office, folder: Path) -> list[Check]:
    """Every check; `folder` is where the keys stand."""
    inside = read(office.engine, lambda connection: list(_inside(connection, office)))
    return [*_keys(folder), *_place(office), _disk(office, folder), _versions(office), *inside]


def _keys(folder: Path) -> Iterator[Check]:
    loose = [name for name in NAMES if (folder / name).stat().st_mode & 0o077]
    says = f"others may read {', '.join(loose)}" if loose else "only their owner reads them"
    yield Check("keys", not loose, says, "chmod 600 the files of the keys." if loose else "")


def _place(office: Office) -> Iterator[Check]:
    if office.engine.dialect.name != "sqlite" or not office.engine.url.database:
        return
    path = Path(office.engine.url.database).resolve()
    loose = path.exists() and bool(path.stat().st_mode & 0o077)
    says = "others may read or write the database" if loose else "only its owner reads the database"
    yield Check("permissions", not loose, says, f"chmod 600 {path.name} in its folder." if loose else "")
    kind = _file_system(path)
    remote = kind in REMOTE
    remedy = "Move it to a disk of this machine, or use PostgreSQL." if remote else ""
    yield Check("database", not remote, f"SQLite on {kind or 'a file system that is not told'}", remedy)


def _disk(office: Office, folder: Path) -> Check:
    """Room where the database stands; of a server elsewhere, where the keys do."""
    here = office.engine.url.database if office.engine.dialect.name == "sqlite" else None
    place = Path(here).resolve().parent if here else folder
    return disk(place, "Make room: a full disk stops the office from taking anything in.")


def _versions(office: Office) -> Check:
    """What it runs on."""
    with office.engine.connect() as connection:
        server = connection.dialect.server_version_info or ()
    told = ".".join(str(part) for part in server)
    old = office.engine.dialect.name == "postgresql" and server < OLDEST
    says = f"{office.engine.dialect.name} {told}, SQLAlchemy {sqlalchemy_version}, open287g {__version__}"
    return Check("versions", not old, says, "Use PostgreSQL 15 or later." if old else "")


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
    signed = f"{counted(verdict.entries, 'entry')} as {'it was' if verdict.entries == 1 else 'they were'} signed"
    yield Check("ledger", verdict.ok, verdict.why or signed,
                "" if verdict.ok else "Restore a backup, and compare it with checkpoints kept elsewhere.")  # fmt: skip
    yield _clock(moment_of(read_head(connection).known) - office.clock())
    accounts = states_of(connection, names_of(connection, "account"))
    roots = sum(one.state == "open" and one.facts["role"] == "administrator" for one in accounts)
    yield Check("administrators", roots > 1, f"{roots} open", "" if roots > 1 else "Open a second account for one.")
    yield _checkpoints(connection, office)
    items = due(connection, office.clock())
    open_cuts = sum(one.clock in ("grant.cut", "act.stopped") for one in items)
    says = (
        f"{open_cuts} grants to cut and acts to stop are not confirmed" if open_cuts else "nothing is left to confirm"
    )
    yield Check("cascade", open_cuts == 0, says, "open287g office due --overdue" if open_cuts else "")
    late = sum(one.overdue for one in items)
    yield Check("due", late == 0, f"{late} overdue", "open287g office due" if late else "")


def _checkpoints(connection: Connection, office: Office) -> Check:
    """How long what was recorded since stands under no kept checkpoint."""
    kept = connection.execute(select(checkpoints).order_by(checkpoints.c.size.desc()).limit(1)).first()
    remedy = "open287g office checkpoint, and keep it elsewhere."
    if kept is None:
        return Check("checkpoints", False, "none was kept", remedy)
    if kept.size == read_head(connection).size:
        return Check("checkpoints", True, f"the last was kept at all {counted(kept.size, 'entry')}")
    age = office.clock() - moment_of(kept.known)
    says = f"the last was kept {counted(age.days, 'day')} ago, at {counted(kept.size, 'entry')}"
    return Check("checkpoints", age <= STALE, says, "" if age <= STALE else remedy)


def _clock(ahead: timedelta) -> Check:
    """Whether the clock went back behind the last entry."""
    if ahead < timedelta(minutes=5):
        return Check("clock", True, "the clock is not behind the last entry")
    return Check("clock", False, f"the last entry is known {ahead} after now", "See why the clock went back.")


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()
