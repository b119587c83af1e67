"""A PostgreSQL server of the tests' own: in a folder of its own, on a socket alone, gone when the tests end."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

_NUMBERS = count()


WAIT = ("-w", "-t", "900")
"""A busy machine starts a server in its own time."""


@dataclass(frozen=True)
class Server:
    """A running server: its socket's folder, its programs, and who it runs as (empty: who runs the tests)."""

    folder: Path
    programs: Path
    user: str

    def new_database(self) -> str:
        """The address of a new, empty database."""
        name = f"office_{next(_NUMBERS)}"
        self.run("createdb", "-h", str(self.folder), "-U", "office", name)
        return f"postgresql+psycopg://office@/{name}?host={self.folder}"

    def start(self) -> None:
        """Start it, and wait until it answers."""
        options = f"-c listen_addresses='' -c unix_socket_directories={self.folder}"
        self.run(
            "pg_ctl", "-D", str(self.folder / "data"), "-o", options, "-l", str(self.folder / "log"), *WAIT, "start"
        )

    def stop(self) -> None:
        """Stop it at once, as a fault would; what was committed is there when it starts again."""
        self.run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", *WAIT, "stop")

    def run(self, program: str, *arguments: str) -> None:
        """One of PostgreSQL's programs. A server refuses to run as root, so root hands it to another user."""
        user = self.user or None
        told = subprocess.run(
            [self.programs / program, *arguments], user=user, cwd="/", capture_output=True, text=True, check=False
        )
        assert told.returncode == 0, told.stderr


def programs() -> Path | None:
    """The folder of PostgreSQL's programs, newest first; None where there is none."""
    named = shutil.which("createdb")
    folders = [path.parent for path in sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)]
    folders += [Path(named).parent] if named else []
    return next((one for one in folders if (one / "createdb").exists() and (one / "initdb").exists()), None)


def other_user() -> str | None:
    """Whom root hands the server to; "" where the tests do not run as root, None where nobody can be found."""
    if os.geteuid() != 0:
        return ""
    known = {one.pw_name for one in pwd.getpwall()}
    return next((name for name in ("postgres", "nobody") if name in known), None)


@contextmanager
def server() -> Iterator[Server | None]:
    """A server; None where this machine has none to start."""
    found, user = programs(), other_user()
    if found is None or user is None:
        yield None
        return
    folder = Path(tempfile.mkdtemp(prefix="pg287g"))
    if user:
        shutil.chown(folder, user)
    running = Server(folder, found, user)
    try:
        running.run("initdb", "-D", str(folder / "data"), "-U", "office", "-A", "trust", "-E", "UTF8", "--locale=C")
        running.start()
        yield running
        running.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
