"""Backup while the office runs, as one file that fits either database; a restore is verified before it stands."""

from __future__ import annotations

import io
import json
import zipfile
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert, select

from open287g.core.errors import DamageError, InputError
from open287g.core.files import replacing
from open287g.office.checks import verify
from open287g.office.ledger.append import read_head
from open287g.office.ledger.database import connect, migrate, read, write
from open287g.office.ledger.schema import metadata, subjects
from open287g.office.ledger.signing import NAMES, make_keys
from open287g.office.ledger.verify import Verdict
from open287g.office.office import Office
from open287g.office.tables import as_kept

FORM = "open287g office backup 1"
AT_ONCE = 2000
FOLDED = 100
"""A ledger folds to about a tenth; a file that folds better by far is made to fill a disk."""

PASSING = ("sessions", "signins", "answers")
KEPT = [table for table in metadata.sorted_tables if table.name not in PASSING]
"""Who is in, or coming in, at the time of a backup is not in at the time of a restore; answers are kept for a day."""


def backup(office: Office, target: Path, with_keys: bool) -> dict[str, Any]:
    """Write every table, in one state, to `target`; with the office's keys where they are wanted."""
    if target.exists():
        raise InputError("already exists", str(target), "Name a new file.")
    with replacing(target) as scratch:
        told = read(office.engine, lambda connection: _write(connection, office, scratch, with_keys))
    target.chmod(0o600)
    return told


def _write(connection: Connection, office: Office, scratch: Path, with_keys: bool) -> dict[str, Any]:
    about = {"form": FORM, "checkpoint": read_head(connection).checkpoint(), "key": office.keys.public}
    with zipfile.ZipFile(scratch, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("about.json", json.dumps(about))
        if with_keys:
            for name, key in zip(NAMES, (office.keys.signing, office.keys.sealing), strict=True):
                archive.writestr(f"keys/{name}", key.hex())
        for table in KEPT:
            with archive.open(f"{table.name}.ndjson", "w", force_zip64=True) as file:
                for row in connection.execution_options(yield_per=AT_ONCE).execute(select(table)):
                    file.write((json.dumps({k: plain(v) for k, v in row._mapping.items()}) + "\n").encode())
    return about


def plain(value: Any) -> Any:
    """A cell as JSON."""
    return {"hex": bytes(value).hex()} if isinstance(value, bytes | memoryview) else value


def value(told: Any) -> Any:
    """The cell that `plain` wrote."""
    return bytes.fromhex(told["hex"]) if isinstance(told, dict) else told


def write_keys(office: Office, folder: Path) -> None:
    """The office's keys as files."""
    folder.mkdir(mode=0o700)
    for name, key in zip(NAMES, (office.keys.signing, office.keys.sealing), strict=True):
        (folder / name).touch(mode=0o600)
        (folder / name).write_text(key.hex() + "\n", encoding="ascii")


def put_keys(source: Path, folder: Path) -> None:
    """The keys of `source` into a folder that has none; nothing where `source` has none."""
    if (folder / NAMES[0]).exists() or not all((source / name).exists() for name in NAMES):
        return
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for name in NAMES:
        (folder / name).touch(mode=0o600)
        (folder / name).write_bytes((source / name).read_bytes())


def restore(source: Path, database: str, keys: Path) -> Verdict:
    """Bring a backup into an empty database, with its keys where it holds them and `keys` has none.

    Raises InputError for a file that is no backup or a database that is not empty, DamageError for one that does not
    verify; nothing then stays.
    """
    if not source.exists():
        raise InputError("there is no such file", str(source), "Name a backup, as office backup wrote it.")
    try:
        with zipfile.ZipFile(source) as archive:
            _check_size(archive, source)
            about = json.loads(archive.read("about.json"))
            if about.get("form") != FORM:
                raise InputError("is a backup of another form", str(source))
            return _restore(archive, about, database, keys)
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise InputError(f"cannot be read as a backup of an office ({type(error).__name__})", str(source)) from None


def _check_size(archive: zipfile.ZipFile, source: Path) -> None:
    """Raises InputError for a file that unpacks to what no backup does; zipfile reads no more than is declared."""
    full = sum(one.file_size for one in archive.infolist())
    if full > max(FOLDED * source.stat().st_size, 1 << 20):
        raise InputError("unpacks to more than a backup of an office holds", str(source))


def _restore(archive: zipfile.ZipFile, about: dict[str, Any], database: str, folder: Path) -> Verdict:
    put = _put_keys(archive, folder)
    try:
        return _fill(archive, about, database, folder)
    except BaseException:
        for name in put:
            (folder / name).unlink(missing_ok=True)
        raise


def _put_keys(archive: zipfile.ZipFile, folder: Path) -> list[str]:
    """The keys of the backup where the folder has none; which were put there."""
    if (folder / NAMES[0]).exists():
        return []
    held = [name for name in NAMES if f"keys/{name}" in archive.namelist()]
    if len(held) < len(NAMES):
        raise InputError("holds no keys, and the home has none", "keys", "Put the office's keys in place first.")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for name in held:
        (folder / name).touch(mode=0o600)
        (folder / name).write_bytes(archive.read(f"keys/{name}"))
    return held


def _fill(archive: zipfile.ZipFile, about: dict[str, Any], database: str, folder: Path) -> Verdict:
    """The rows of the backup in an empty database, verified against the checkpoint it was made at."""
    office = Office(connect(database), make_keys(folder))
    migrate(office.engine)

    def work(connection: Connection) -> Verdict:
        for table in KEPT:
            if connection.execute(select(table).limit(1)).first() is not None:
                raise InputError("the database holds an office already", "--database", "Name an empty one.")
            lines = io.TextIOWrapper(archive.open(f"{table.name}.ndjson"), encoding="utf-8")
            while some := list(islice(lines, AT_ONCE)):
                rows = [{k: value(v) for k, v in json.loads(line).items()} for line in some]
                connection.execute(insert(table), [as_kept(row) for row in rows] if table is subjects else rows)
        verdict = verify(connection, office.keys, [about["checkpoint"]])
        if not verdict.ok:
            raise DamageError(
                f"the backup does not verify: {verdict.why}", f"entry {verdict.first_bad}", "Take another."
            )
        return verdict

    return write(office.engine, work)
