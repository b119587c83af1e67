"""SQLite in the home, or PostgreSQL: one engine, transactions that are serial and durable, schema by Alembic."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError

from open287g.core.errors import InputError, Open287gError
from open287g.core.settings import home as home_folder

TRIES = 12
"""How often a transaction is tried when the database says that another came between; the waits add up to seconds."""

BETWEEN = frozenset({"40001", "40P01", "55P03"})
"""PostgreSQL: serialization failure, deadlock, lock not available."""

Done = TypeVar("Done")


def url_of(named: str | None, home: Path | None) -> str:
    """The database: `named`, else OPEN287G_OFFICE, else SQLite in the home."""
    told = named or os.environ.get("OPEN287G_OFFICE")
    return told or f"sqlite:///{home_folder(home) / 'office' / 'office.sqlite'}"


def connect(url: str) -> Engine:
    """The engine of a database. Raises InputError for an address that is none of SQLite or PostgreSQL."""
    try:
        told = make_url(url)
    except ArgumentError:
        raise InputError("is no database address", "--database", _FORMS, exit_code=2) from None
    if told.get_backend_name() == "sqlite":
        if told.database:
            path = Path(told.database)
            path.parent.mkdir(parents=True, exist_ok=True)
            if told.database != ":memory:" and not path.exists():
                path.touch(mode=0o600)  # What SQLite makes beside it has the same rights.
        return _sqlite(create_engine(told))
    if told.drivername != "postgresql+psycopg":
        raise InputError("is no database address the office can use", "--database", _FORMS, exit_code=2)
    try:
        return create_engine(told, isolation_level="SERIALIZABLE", pool_pre_ping=True)
    except NoSuchModuleError:
        raise InputError("the driver of this database is not installed", "--database", _FORMS) from None


def is_there(url: str) -> bool:
    """Whether the file of a database is there; of one that is no file, its server tells."""
    try:
        told = make_url(url)
    except ArgumentError:
        return True  # `connect` says what is wrong with it.
    of_file = told.get_backend_name() == "sqlite" and told.database not in (None, "", ":memory:")
    return not of_file or Path(str(told.database)).exists()


_FORMS = "Write sqlite:///PATH or postgresql+psycopg://USER@HOST/NAME."


def _sqlite(engine: Engine) -> Engine:
    """Full durability, and every writing transaction takes the one lock at its start."""

    @event.listens_for(engine, "connect")
    def settings(connection: Any, _: Any) -> None:
        connection.isolation_level = None
        # Bytes that are no text are read too, so that verifying names the entry that holds them.
        connection.text_factory = lambda told: told.decode(errors="surrogateescape")
        for pragma in ("busy_timeout=20000", "journal_mode=WAL", "synchronous=FULL", "secure_delete=ON"):
            connection.execute(f"pragma {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get("writing")
        connection.exec_driver_sql("begin immediate" if writing else "begin")

    return engine


def write(engine: Engine, work: Callable[[Connection], Done], by: str = "") -> Done:
    """`work` in one serial transaction, tried again when another came between; durable when this returns.

    `by` is the account for which it is done: PostgreSQL then takes no entry in another's name.
    """
    for attempt in range(TRIES):
        try:
            with engine.connect().execution_options(writing=True) as connection, connection.begin():
                if engine.dialect.name == "postgresql":
                    # Taken before the first read, so that what is read is what the writer before left.
                    connection.execute(text("lock table head in exclusive mode"))
                    _behind_the_wall(connection, {**PROGRAM, "account": by})
                return work(connection)
        except DBAPIError as error:
            if not _came_between(error) or attempt == TRIES - 1:
                raise _told(error) from error
            time.sleep(random.uniform(0.005, 0.02) * 1.6**attempt)
    raise AssertionError("every try returns or raises")


def read(engine: Engine, work: Callable[[Connection], Done], reach: Mapping[str, str] | None = None) -> Done:
    """`work` in one transaction that sees one state, and that no writer makes fail.

    `reach` says who reads (`reading.Viewer.reach`): PostgreSQL then shows no row that is not theirs.
    """
    options = {"isolation_level": "REPEATABLE READ"} if engine.dialect.name == "postgresql" else {}
    try:
        with engine.connect().execution_options(**options) as connection, connection.begin():
            if engine.dialect.name == "postgresql":
                _behind_the_wall(connection, PROGRAM if reach is None else reach)
            return work(connection)
    except DBAPIError as error:
        raise _told(error) from error


PROGRAM = {"role": "program"}
"""The reach of the program itself, which folds and verifies across all agencies."""

_ROLE = """
select set_config('role', 'open287g_office', true), set_config('office.role', :role, true),
       set_config('office.account', :account, true), set_config('office.agency', :agency, true),
       set_config('office.area', :area, true), set_config('office.officer', :officer, true)
where to_regprocedure('office_sees(text,text,text,text)') is not null
"""


def _behind_the_wall(connection: Connection, reach: Mapping[str, str]) -> None:
    """Until the transaction ends, be the role that the policies of the tables hold for, and say who asks.

    Nothing happens before the migration that raised the wall.
    """
    told = {name: reach.get(name, "") for name in ("role", "account", "agency", "area", "officer")}
    connection.execute(text(_ROLE), told)


def stand_for(connection: Connection, reach: Mapping[str, str]) -> None:
    """From here to the end of the transaction, be shown what `reach` is shown and no more; SQLite has no wall."""
    if connection.dialect.name == "postgresql":
        _behind_the_wall(connection, reach)


@contextmanager
def beyond(connection: Connection, reach: Mapping[str, str]) -> Iterator[None]:
    """Within this the program itself reads, for what rests on more than `reach` is shown; then `reach` again."""
    stand_for(connection, PROGRAM)
    try:
        yield
    except DBAPIError:
        raise  # It ended the transaction, and the reach with it.
    except BaseException:
        stand_for(connection, reach)
        raise
    stand_for(connection, reach)


def migrate(engine: Engine, to: str = "head") -> None:
    """Bring the schema up to `to`."""
    config = _config()
    try:
        with engine.connect().execution_options(writing=True) as connection, connection.begin():
            config.attributes["connection"] = connection
            command.upgrade(config, to)
    except DBAPIError as error:
        raise _told(error) from error


def steps() -> ScriptDirectory:
    """Every step by which the schema came to be."""
    return ScriptDirectory.from_config(_config())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", "open287g.office:migrations")
    return config


def _came_between(error: DBAPIError) -> bool:
    state = getattr(error.orig, "sqlstate", None)
    return state in BETWEEN or (isinstance(error, OperationalError) and "database is locked" in str(error.orig))


def _told(error: DBAPIError) -> Open287gError:
    """The database's own first line, without the statement and its values."""
    line = (str(error.orig).strip().splitlines() or ["no message"])[0]
    remedy = next((remedy for words, remedy in _REMEDIES.items() if words in line), _UNREACHED)
    return Open287gError(f"the database answered: {line}", "office", remedy)


_UNREACHED = "See that it is running and reachable, and that `open287g office init` was run."
_FULL = "Free some space on the disk that holds it, and try again."
_REMEDIES = {
    "readonly database": "This account may not write it: run the command under the account that owns the office.",
    "disk is full": _FULL,
    "No space left on device": _FULL,
    "disk I/O error": "See that the disk that holds it is sound and has space left, and try again.",
    "malformed": "Its file is damaged: restore it from a backup (open287g office restore).",
    "not a database": "Its file is damaged or none of an office: restore it from a backup (open287g office restore).",
    "unable to open database file": "See that its folder is there, and that this account may write into it.",
}
"""By words of SQLite's and PostgreSQL's answers, what a person can do."""
