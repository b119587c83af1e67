"""Kill every writer of results at random moments and at its steps, and look at what is left.

    python -m tools.kills                        (each writer a few times)
    python -m tools.kills --each 60 --only export --only build

Each kill is of a forked process, half at a random moment, half before or after one of its renames, removals or syncs.
After each, what stood there stands there whole, or the new does; after the last, the writer runs through and leaves
nothing but its result. Exits with 1 where anything else is found.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from open287g.cli.main import app
from open287g.record.build import build

_STEPS = ((Path, "rename"), (Path, "replace"), (Path, "unlink"), (os, "fsync"), (os, "rename"), (os, "rmdir"))
_NEVER = 10**9


@dataclass(frozen=True)
class Writer:
    """A command that writes: its words, and where its result is to stand."""

    words: tuple[str, ...]
    result: Path


def writers(folder: Path, home: Path) -> dict[str, Writer]:
    """Every kind of writer, each with its result in a folder of its own below `folder`."""
    at = {kind: folder / kind / "result" for kind in ("export", "release", "sample-log", "audit", "publish")}
    log = at["sample-log"]
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
        "publish": Writer(("publish", str(at["publish"]), *here), at["publish"]),
    }


def run(words: tuple[str, ...], step: tuple[Any, str] | None = None, when: int = _NEVER) -> int:
    """Fork a process that runs the command; with `step` it dies at that call of number `when` (< 0: after it)."""
    child = os.fork()
    if child:
        return child
    _as_command(words, step, when)


def _as_command(words: tuple[str, ...], step: tuple[Any, str] | None, when: int) -> NoReturn:
    os.setsid()
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nowhere, number)
    if step is not None:
        setattr(*step, _deadly(getattr(*step), when))
    try:
        app(list(words), standalone_mode=False)
    except BaseException:  # noqa: BLE001 - what it was does not matter here: the process ends with 1
        os._exit(1)
    os._exit(0)


def _deadly(real: Callable[..., Any], when: int) -> Callable[..., Any]:
    seen = 0

    def call(*given: Any, **named: Any) -> Any:
        nonlocal seen
        seen += 1
        if seen == when:
            os.kill(os.getpid(), signal.SIGKILL)
        done = real(*given, **named)
        if seen == -when:
            os.kill(os.getpid(), signal.SIGKILL)
        return done

    return call


def ended(child: int, within: float | None = None) -> bool:
    """Wait until the process ends, or kill it and its children `within` so many seconds; whether it was killed."""
    until = None if within is None else time.monotonic() + within
    while until is not None and time.monotonic() < until:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.WIFSIGNALED(status)
        time.sleep(0.005)
    if until is not None:
        os.killpg(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if not os.WIFSIGNALED(status) and os.waitstatus_to_exitcode(status) != 0:
        raise RuntimeError("the command failed by itself")
    return os.WIFSIGNALED(status)


def shape(place: Path) -> frozenset[str]:
    """The names of what stands at `place`, a file or a folder; nothing where there is nothing."""
    if place.is_file():
        return frozenset({"."})
    return frozenset(path.relative_to(place).as_posix() for path in place.rglob("*")) if place.is_dir() else frozenset()


def wrongs(writer: Writer, kills: int, chance: random.Random) -> Iterator[str]:
    """Kill the writer so often; what was wrong after any of the kills, or after the run that follows the last."""
    new = "--replace" not in writer.words and writer.result.is_dir() is False and writer.words[0] == "release"
    begun = time.monotonic()
    ended(run(writer.words))
    whole, sound = time.monotonic() - begun, shape(writer.result)
    if new:
        _clear(writer.result)
    beside, killed, most = shape_beside(writer.result), 0, 0
    for number in range(kills):
        step = chance.choice(_STEPS) if number % 2 else None
        when = chance.choice((1, -1, 2, -2, 3, -3, 5, -5, 9)) if step else _NEVER
        killed += ended(run(writer.words, step, when), None if step else chance.uniform(0.0, 1.0) * whole)
        stands = shape(writer.result)
        half = {name for name in stands - sound if ".part" not in name}
        if half or (stands and sound - stands):
            yield f"kill {number} ({step[1] if step else 'moment'} {when}) left {len(stands)} of {len(sound)} files"
        most = max(most, len(shape_beside(writer.result) - beside))
        if new:
            _clear(writer.result)
    ended(run(writer.words))
    if shape(writer.result) != sound:
        yield "the run after the kills made something else"
    left = shape_beside(writer.result) - beside - {writer.result.name}
    if left or most > 2:
        yield f"left beside the result: {len(left)} at the end, {most} at most"
    print(f"{writer.words[0]:10} {kills} runs, {killed} killed, at most {most} scratch beside the result", flush=True)


def shape_beside(result: Path) -> frozenset[str]:
    """What stands beside a result."""
    return frozenset(path.name for path in result.parent.iterdir() if path != result)


def _clear(result: Path) -> None:
    import shutil

    shutil.rmtree(result, ignore_errors=True)


def main() -> None:
    """Kill, tell, and exit with 1 where a kill left anything half-done or growing."""
    asked = argparse.ArgumentParser(prog="python -m tools.kills", description=__doc__.splitlines()[0])
    asked.add_argument("--each", type=int, default=6, help="kills of each kind of writer")
    asked.add_argument("--only", action="append", default=[], help="this kind; may be given several times")
    asked.add_argument("--seed", type=int, default=287)
    given = asked.parse_args()
    chance, found = random.Random(given.seed), []
    with tempfile.TemporaryDirectory(prefix="open287g-kills-") as name:
        folder, home = Path(name), Path(name) / "home"
        os.environ["OPEN287G_HOME"] = str(home)
        build(home)
        for kind, writer in writers(folder, home).items():
            writer.result.parent.mkdir(parents=True, exist_ok=True)
            if given.only and kind not in given.only:
                continue
            if kind == "audit" and not writers(folder, home)["sample-log"].result.exists():
                ended(run(writers(folder, home)["sample-log"].words))
            found += [f"{kind}: {wrong}" for wrong in wrongs(writer, given.each, chance)]
    print(*found, sep="\n")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
