"""Kill every writer of results at random moments and at its steps, and look at what is left.

    python -m tools.kills                        (each writer a few times, over small lists)
    python -m tools.kills --each 60 --only export --only build
    python -m tools.kills --whole --only publish (over all the lists that ship)

Each kill is of a forked process, half at a random moment, half before or after one of its renames, removals or syncs,
of which a first whole run tells how many there are. After each, what stood there stands there whole, or the new does;
after the last, the writer runs through and leaves nothing but its result. Of an office, on SQLite and PostgreSQL,
everything that was acknowledged is there and verifies. Exits with 1 where anything else is found.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from datetime import time as midday
from pathlib import Path
from typing import Any, NoReturn

from sqlalchemy import select

from open287g.archive.store.archive import Archive
from open287g.archive.workbooks.sheet import Line
from open287g.cli.main import app
from open287g.core.children import about_to_fork, spare_inherited
from open287g.office.checks import verify
from open287g.office.ledger.database import read
from open287g.office.ledger.schema import entries
from open287g.office.office import begin_office, open_office
from open287g.office.setup import begin_accounts
from open287g.record.build import build
from tests.office.killing import killed as killed_writers
from tests.office.postgres import server
from tests.web.thin_site import thinned
from tools.small_bundle import LAST, make_lists, name_of, shipped_lines, small_bundle, workbook
from tools.year import Site, newest

_STEPS = ((Path, "rename"), (Path, "replace"), (Path, "unlink"), (os, "fsync"), (os, "rename"), (os, "rmdir"))
_TRIES = 4
"""Runs for each kill at most: some end before the moment that was to kill them."""


@dataclass(frozen=True)
class Death:
    """A process dies at its step of this number of all, or (< 0) after it; of 0 it counts them and says how many."""

    number: int
    told: int = -1
    """The pipe to say it in."""


@dataclass(frozen=True)
class Writer:
    """A command that writes: its words, and where its result is to stand."""

    words: tuple[str, ...]
    result: Path


def writers(folder: Path, home: Path) -> dict[str, Writer]:
    """Every kind of writer, each with its result in a folder of its own below `folder`."""
    at = {kind: folder / kind / "result" for kind in ("export", "release", "sample-log", "audit", "publish")}
    log, packed = at["sample-log"], folder / "pack" / "data"
    audit = ("audit", f"{log}/acts.csv", "--officers", f"{log}/officers.csv", "--agreements", f"{log}/agreements.csv")
    panel, dossier, answer = (folder / kind / name for kind, name in (
        ("panel", "panel.parquet"), ("dossier", "dossier.html"), ("answer", "agencies.csv")))  # fmt: skip
    here = ("--home", str(home))
    return {
        "build": Writer(("build", *here), home / "record"),
        "sample-log": Writer(("sample-log", "--acts", "3000", "--seed", "7", "--replace", "--out", str(log)), log),
        "audit": Writer((*audit, "--replace", "--out", str(at["audit"]), *here), at["audit"]),
        "export": Writer(("export", str(at["export"]), "--replace", *here), at["export"]),
        "release": Writer(("release", str(at["release"]), *here), at["release"]),
        "panel": Writer(("panel", str(panel), "--time", "month", *here), panel),
        "dossier": Writer(("dossier", "collier county fl", "--out", str(dossier), *here), dossier),
        "answer": Writer(("changes", "--since", "2026-05-01", "-o", str(answer), *here), answer),
        "publish": Writer(("publish", str(at["publish"]), "--workers", "1", *here), at["publish"]),
        "pack": Writer(("archive", "pack", str(folder / "bundle" / "lists"), "--out", str(packed)), packed),
    }


def run(words: tuple[str, ...], death: Death | None = None) -> int:
    """Fork a process that runs the command; with `death` it dies at a step of its own."""
    with about_to_fork():
        child = os.fork()
        if not child:
            _as_command(words, death)
    return child


def _as_command(words: tuple[str, ...], death: Death | None) -> NoReturn:
    spare_inherited()
    os.setsid()
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nowhere, number)
    taken = _watched(death.number) if death else [0]
    try:
        app(list(words), standalone_mode=False)
    except BaseException:  # noqa: BLE001 - what it was does not matter here: the process ends with 1
        os._exit(1)
    if death and death.number == 0:
        os.write(death.told, str(taken[0]).encode())
    os._exit(0)


def _watched(when: int) -> list[int]:
    """Count the steps of this process, and kill it at that of number `when` (< 0: after it); what was counted."""
    taken = [0]

    def deadly(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:
            taken[0] += 1
            mine = taken[0]
            if mine == when:
                os.kill(os.getpid(), signal.SIGKILL)
            done = real(*given, **named)
            if mine == -when:
                os.kill(os.getpid(), signal.SIGKILL)
            return done

        return call

    for place, name in _STEPS:
        setattr(place, name, deadly(getattr(place, name)))
    return taken


def steps_of(words: tuple[str, ...]) -> int:
    """Run the command whole: how many steps it takes."""
    here, there = os.pipe()
    child = run(words, Death(0, there))
    os.close(there)
    with os.fdopen(here) as told:
        steps = told.read()
    ended(child)
    return int(steps)


def ended(child: int, within: float | None = None) -> bool:
    """Wait until the process ends, or kill it and its children `within` so many seconds; whether it was killed.

    Raises RuntimeError where it ended by anything else: a fault of the command is no kill.
    """
    until = None if within is None else time.monotonic() + within
    while until is not None and time.monotonic() < until:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return _was_killed(status)
        time.sleep(0.005)
    if until is not None:
        os.killpg(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return _was_killed(status)


def _was_killed(status: int) -> bool:
    code = os.waitstatus_to_exitcode(status)
    if code not in (0, -signal.SIGKILL):
        raise RuntimeError(f"the command failed by itself ({code})")
    return code != 0


def shape(place: Path) -> frozenset[str]:
    """The names of what stands at `place`, a file or a folder; nothing where there is nothing."""
    if place.is_file():
        return frozenset({"."})
    return frozenset(path.relative_to(place).as_posix() for path in place.rglob("*")) if place.is_dir() else frozenset()


def wrongs(writer: Writer, kills: int, chance: random.Random) -> Iterator[str]:
    """Kill the writer so often; what was wrong after any of the kills, or after the run that follows the last."""
    new = "--replace" not in writer.words and writer.result.is_dir() is False and writer.words[0] == "release"
    begun = time.monotonic()
    steps = steps_of(writer.words)
    whole, sound = time.monotonic() - begun, shape(writer.result)
    if new:
        shutil.rmtree(writer.result, ignore_errors=True)
    beside, killed, most, number = shape_beside(writer.result), 0, 0, 0
    while killed < kills and number < _TRIES * kills:
        number += 1
        at = chance.choice((1, -1)) * chance.randint(1, steps) if number % 2 else 0
        killed += ended(*_killing(writer.words, at, chance, whole))
        stands = shape(writer.result)
        half = {name for name in stands - sound if ".part" not in name}
        if half or (stands and sound - stands):
            yield f"kill {number} ({f'step {at}' if at else 'moment'}) left {len(stands)} of {len(sound)} files"
        most = max(most, len(shape_beside(writer.result) - beside))
        if new:
            shutil.rmtree(writer.result, ignore_errors=True)
    ended(run(writer.words))
    if shape(writer.result) != sound:
        yield "the run after the kills made something else"
    left = shape_beside(writer.result) - beside - {writer.result.name}
    if left or most > 2:
        yield f"left beside the result: {len(left)} at the end, {most} at most"
    runs = f"{steps} steps, {number} runs, {killed} killed"
    print(f"{writer.words[0]:12} {runs}, at most {most} scratch beside the result", flush=True)


def _killing(words: tuple[str, ...], at: int, chance: random.Random, whole: float) -> tuple[int, float | None]:
    """A process that dies at its step `at`, or (0) is to be killed within the seconds that are told with it."""
    return (run(words, Death(at)), None) if at else (run(words), chance.uniform(0.0, 1.0) * whole)


def shape_beside(result: Path) -> frozenset[str]:
    """What stands beside a result."""
    return frozenset(path.name for path in result.parent.iterdir() if path != result)


def update_wrongs(home: Path, lines: list[Line], kills: int, chance: random.Random) -> Iterator[str]:
    """Kill updates, each with another list to fetch; what was wrong with archive or record after any of them."""
    site, killed, number, whole, steps = Site(), 0, 0, 0.0, 0
    words = ("update", "--page", site.page, "--home", str(home))
    before = newest(home)
    while number <= 1 or (killed < kills and number < _TRIES * kills):
        due, lines = _next_list(site, number, lines)
        begun = time.monotonic()
        if number == 0:
            steps = steps_of(words)
            whole = time.monotonic() - begun
        else:
            at = chance.choice((1, -1)) * chance.randint(1, steps) if number % 2 else 0
            killed += ended(*_killing(words, at, chance, whole))
        if newest(home) not in ({due} if number == 0 else {before, due}):
            yield f"run {number} left a record of {newest(home)}, neither {before} nor {due}"
        before, number = newest(home), number + 1
        yield from (f"run {number}: {one.kind} {one.path}" for one in Archive(home).verify() if one.is_loss)
    due, _ = _next_list(site, number, lines)
    ended(run(words))
    if newest(home) != due:
        yield f"the update after the kills holds {newest(home)}, not {due}"
    yield from (f"left: {path}" for path in home.rglob(".*.part*"))
    site.shutdown()
    print(f"{'update':12} {steps} steps, {number} runs, {killed} killed", flush=True)


def _next_list(site: Site, number: int, lines: list[Line]) -> tuple[tuple[date, int], list[Line]]:
    """Publish the next list: its day and rows, and what stands in it."""
    day = LAST + timedelta(days=number + 1)
    lines = [*lines[1:], lines[0]._replace(agency=f"Alder {number} Police Department")]
    site.publish(name_of(day), workbook(lines, datetime.combine(day, midday(9))))
    return (day, len(lines)), lines


def office_wrongs(name: str, url: str, home: Path, kills: int, chance: random.Random) -> Iterator[str]:
    """Kill writers of an office's ledger; whether anything that was acknowledged is lost, and whether all verifies."""
    office = begin_office(url, home)
    begin_accounts(office, "root", "staff-0", "2026-01-01")
    office.engine.dispose()
    told = killed_writers(url, home, kills, chance)
    again = open_office(url, home)
    rows = read(again.engine, lambda c: c.execute(select(entries.c.number, entries.c.subject)).all())
    held = {number: subject for number, subject in rows}
    lost = sum(held.get(number) != f"account:{account}" for number, account in told.items())
    verdict = read(again.engine, lambda c: verify(c, again.keys))
    if lost or not verdict.ok:
        yield f"{lost} acknowledged and lost; the ledger {'verifies' if verdict.ok else verdict.why}"
    print(f"{name:12} {kills} killed, {len(told):,} events acknowledged, {len(held):,} held", flush=True)


OFFICES = ("office SQLite", "office PostgreSQL")


def _of_offices(folder: Path, wanted: Callable[[str], bool], kills: int, chance: random.Random) -> Iterator[str]:
    with server() as running:
        urls = {OFFICES[0]: f"sqlite:///{folder}/office.sqlite"}
        if running is not None:
            urls[OFFICES[1]] = running.new_database()
        elif wanted(OFFICES[1]):
            print(f"{OFFICES[1]}: not here", flush=True)
        for name, url in urls.items():
            if wanted(name):
                found = office_wrongs(name, url, folder / name.replace(" ", "-"), kills, chance)
                yield from (f"{name}: {wrong}" for wrong in found)


def main() -> None:
    """Kill, tell, and exit with 1 where a kill left anything half-done or growing."""
    asked = argparse.ArgumentParser(prog="python -m tools.kills", description=(__doc__ or "").splitlines()[0])
    asked.add_argument("--each", type=int, default=6, help="kills of each kind of writer")
    asked.add_argument("--only", action="append", default=[], help="this kind; may be given several times")
    asked.add_argument("--whole", action="store_true", help="over all the lists that ship, and the whole site")
    asked.add_argument("--seed", type=int, default=287)
    given = asked.parse_args()
    chance, found, lines = random.Random(given.seed), [], shipped_lines(120)
    with tempfile.TemporaryDirectory(prefix="open287g-kills-") as name, ExitStack() as held:
        folder, home = Path(name), Path(name) / "home"
        os.environ["OPEN287G_HOME"] = str(home)
        make_lists(folder / "bundle", lines)
        if not given.whole:
            held.enter_context(small_bundle(folder / "bundle", lines))
            held.enter_context(thinned())
        build(home)
        every = writers(folder, home)
        for kind in (*every, "update"):
            if given.only and kind not in given.only:
                continue
            if kind == "update":
                found += [f"update: {wrong}" for wrong in update_wrongs(home, lines, given.each, chance)]
                continue
            every[kind].result.parent.mkdir(parents=True, exist_ok=True)
            if kind == "audit" and not every["sample-log"].result.exists():
                ended(run(every["sample-log"].words))
            found += [f"{kind}: {wrong}" for wrong in wrongs(every[kind], given.each, chance)]
        found += _of_offices(folder, lambda one: not given.only or one in given.only, given.each, chance)
    print(*found, sep="\n")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
