"""What may be wrong with a home, and what to do: rights, disk, archive, record, leftovers, versions, clock."""

from __future__ import annotations

import os
import platform
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb

from open287g.archive.store.archive import Archive
from open287g.core.errors import Open287gError
from open287g.core.health import Check, disk
from open287g.core.version import __version__
from open287g.record.asking.record import open_record
from open287g.record.tables.database import record_path
from open287g.vocabulary.messages import N_, translations

_SLACK = timedelta(minutes=5)
_NEXT_DAY = timedelta(days=1)
"""A list may be of tomorrow: it is UTC here, and a zone may be ahead."""
_ROOM = "Make room: a build needs three times the record, and the archive only grows."
_OLD = timedelta(days=1)
"""Scratch that is older is nobody's any more: no command writes for so long."""


def examine(home: Path, now: datetime, language: str = "en") -> list[Check]:
    """Every check of `home`; `now` is the clock's, with its zone. Nothing is written. `language` is that of the ages;
    what else is said is said in English, by forms that `ui` knows.
    """
    if not home.is_dir():
        remedy = "Name the folder with --home DIR or OPEN287G_HOME, or begin one: open287g build"
        return [Check("home", False, f"there is no folder {home}", remedy), _versions()]
    return [
        Check("home", True, str(home)),
        _looked("permissions", lambda: _rights(home)),
        _looked("disk", lambda: disk(home, _ROOM)),
        _looked("archive", lambda: _archive(home)),
        _looked("record", lambda: _record(home, now, language)),
        _looked("leftovers", lambda: _leftovers(home, now)),
        _versions(),
        _looked("clock", lambda: _clock(home, now)),
    ]


def _looked(name: str, look: Callable[[], Check]) -> Check:
    """What was found, or that the system does not let this account look."""
    try:
        return look()
    except OSError as error:
        says = f"it cannot be looked at ({error.strerror or error}: {error.filename or 'unnamed'})"
        return Check(name, False, says, "Look again under the account that owns the home.")


def _rights(home: Path) -> Check:
    """Whether this account may write the home, and no other account may."""
    if not os.access(home, os.R_OK | os.W_OK | os.X_OK):
        says = "this account may not write here: it can ask and serve, and neither build nor update"
        return Check("permissions", False, says, "Run what writes under the account that owns the home.")
    loose = bool(home.stat().st_mode & 0o022)
    says = "other accounts may write here, and so replace the record" if loose else "only its owner writes here"
    return Check("permissions", not loose, says, f"chmod go-w {home}" if loose else "")


def _archive(home: Path) -> Check:
    if not (home / "archive" / "lock").exists():
        return Check("archive", True, "none yet: the record is that of the bundled lists")
    lost = [damage for damage in Archive(home).verify() if damage.is_loss]
    says = f"{len(lost)} objects are damaged or missing" if lost else "every object matches its hash"
    remedy = "See them: open287g archive verify. Add the original files again, or restore a backup." if lost else ""
    return Check("archive", not lost, says, remedy)


def _record(home: Path, now: datetime, language: str) -> Check:
    if not record_path(home).exists():
        return Check("record", False, "there is none", "open287g build")
    try:
        with open_record(home) as record:
            ages, held = record.ages(), record.asof(record.publication()["published"])["agreements"]
    except Open287gError as error:
        return Check("record", False, f"it cannot be read ({error.what})", error.remedy)
    except duckdb.Error as error:
        return Check("record", False, f"it cannot be read ({error})", "open287g build")
    if ages.are_ahead(now.date() + _NEXT_DAY):
        says = f"its newest list is of a day after {now:%Y-%m-%d}, which it is by the clock"
        return Check(
            "record", False, says, "Set the clock; if it is right, see what dates the list: open287g snapshots"
        )
    count = translations(language).gettext(N_("%(count)s agreements")) % {"count": f"{held:,}"}
    return Check("record", True, f"{count}; {ages.says(now.date(), language)}")


def _leftovers(home: Path, now: datetime) -> Check:
    """Scratch of runs that were killed: the next run of the same command clears it."""
    old = [path for path in home.rglob(".*.part*") if now.timestamp() - path.lstat().st_mtime > _OLD.total_seconds()]
    says = f"{len(old)} scratch files of stopped runs, such as {old[0]}" if old else "no scratch files of stopped runs"
    return Check("leftovers", not old, says, "open287g build clears those of builds." if old else "")


def _versions() -> Check:
    says = f"open287g {__version__}, Python {platform.python_version()}, DuckDB {duckdb.__version__}"
    return Check("versions", True, says)


def _clock(home: Path, now: datetime) -> Check:
    """Whether what was written here was written in the clock's past."""
    files = [path for path in (record_path(home), *(home / "archive" / "sightings").glob("*")) if path.exists()]
    newest = max((path.stat().st_mtime for path in files), default=0.0)
    ahead = datetime.fromtimestamp(newest, UTC) - now if files else timedelta(0)
    if ahead <= _SLACK:
        return Check("clock", True, f"{now:%Y-%m-%d %H:%M} UTC, after all that was written here")
    says = f"the clock says {now:%Y-%m-%d %H:%M} UTC, and the newest file was written {ahead} after that"
    return Check("clock", False, says, "Set the clock: ages of lists and days of captures are told by it.")
