"""Give every reader of outside bytes files that chance has damaged, by processor time, and keep each that breaks it.

    python -m tools.fuzz --seconds 60
    python -m tools.fuzz --seconds 600 --only workbook --keep broken/
    python -m tools.fuzz --again broken/workbook-1a2b3c4d

A reader may read a file or refuse it with an error of the program's own, and must do either soon. Anything else is a
find: it is told, kept under --keep, and the command exits with 1. `make fuzz` runs it beside the properties.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import os
import random
import signal
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import NoReturn

from open287g.core.errors import Open287gError
from tools.fuzz_readers import READERS, Reader
from tools.fuzz_seeds import damaged

PATIENCE = 20
"""Seconds of processor time for one small file: a hundred times what the slowest of them takes."""


class TooLongError(Exception):
    """A reader went on after its time."""


@dataclass
class Found:
    """What came of one reader's files: how many were read or refused, and what broke it, by a name of the fault."""

    told: Counter[str] = field(default_factory=Counter)
    broken: dict[str, tuple[bytes, str]] = field(default_factory=dict)


def tried(reader: Reader, content: bytes, folder: Path) -> tuple[str, str]:
    """What a reader does with a file, `read`, `refused` or the name of the fault, and how that came about."""
    signal.signal(signal.SIGVTALRM, _late)
    signal.setitimer(signal.ITIMER_VIRTUAL, PATIENCE)
    try:
        reader.read(content, folder)
    except Open287gError:
        return "refused", ""
    except Exception as error:  # noqa: BLE001 - any other error at all is what is looked for
        last = traceback.extract_tb(error.__traceback__)[-1]
        return f"{type(error).__name__} at {Path(last.filename).name}:{last.name}", traceback.format_exc()
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return "read", ""


def _late(_signal: int, _frame: FrameType | None) -> NoReturn:
    raise TooLongError


def fuzz(reader: Reader, seconds: float, chance: random.Random, folder: Path, most: int | None = None) -> Found:
    """Damage the reader's sound files for so many seconds of processor time, or `most` times, and see what it does with
    each. The making of the sound files is not counted.
    """
    found, seeds = Found(), reader.seeds()
    until = spent() + seconds
    for sound in seeds:
        what, how = tried(reader, sound, folder)
        if what != "read":
            found.broken[f"a sound file: {what}"] = sound, how
    while spent() < until and (most is None or found.told.total() < most):
        content = damaged(chance, seeds)
        what, how = tried(reader, content, folder)
        found.told[what if what in ("read", "refused") else "broken"] += 1
        if what not in ("read", "refused"):
            found.broken.setdefault(what, (content, how))
    return found


def spent() -> float:
    """Seconds of processor time of this process and of those it has waited for: a busy machine adds none."""
    return sum(os.times()[:4])


def _kept(kind: str, found: Found, keep: Path | None) -> Iterator[str]:
    for what, (content, how) in found.broken.items():
        where = ""
        if keep is not None:
            keep.mkdir(parents=True, exist_ok=True)
            file = keep / f"{kind}-{hashlib.sha256(content).hexdigest()[:8]}"
            file.write_bytes(content)
            where = f" ({file})"
        yield f"{kind}: {what}{where}\n{how}"


def main() -> None:
    """Fuzz the readers, one after the other, and tell what was found."""
    asked = argparse.ArgumentParser(prog="python -m tools.fuzz", description=(__doc__ or "").splitlines()[0])
    asked.add_argument("--seconds", type=float, default=60, help="of processor time, for all readers together")
    asked.add_argument("--only", action="append", choices=sorted(READERS), help="this reader; may be given again")
    asked.add_argument("--most", type=int, default=None, help="files of each reader at most")
    asked.add_argument("--seed", type=int, default=None, help="of chance; told where none is given")
    asked.add_argument("--keep", type=Path, default=None, help="folder for files that break a reader")
    asked.add_argument("--again", type=Path, default=None, help="try one kept file again")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="open287g-fuzz-") as name, contextlib.redirect_stderr(sys.stdout):
        folder = Path(name)
        if given.again is not None:
            what, how = tried(READERS[given.again.name.partition("-")[0]], given.again.read_bytes(), folder)
            sys.exit(f"{what}\n{how}" if how else 0)
        seed = random.SystemRandom().randrange(2**32) if given.seed is None else given.seed
        chosen, lines = given.only or list(READERS), []
        for kind in chosen:
            found = fuzz(
                READERS[kind], given.seconds / len(chosen), random.Random(f"{seed} {kind}"), folder, given.most
            )
            lines += _kept(kind, found, given.keep)
            counts = ", ".join(f"{count:,} {what}" for what, count in sorted(found.told.items()))
            print(f"{kind:12} {counts}; seed {seed}", flush=True)
    print(*lines, sep="\n")
    sys.exit(1 if lines else 0)


if __name__ == "__main__":
    main()
