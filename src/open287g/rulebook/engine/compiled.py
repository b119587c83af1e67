"""The rulebook as one decision needs it, compiled: the program over one act and what is said of each provision.

The package ships it with the hash of the rulebook that it was made of, since making it takes longer than a second and
loads Ibis; `python -m tools.compiled` writes it. Where the rulebook that is installed is another one, it is made anew.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import cache
from typing import Any

from open287g.core.bundled import read_text
from open287g.rulebook.digests import of_rulebook
from open287g.rulebook.engine.interpret import Interpreter, Program
from open287g.rulebook.engine.judged import Compiled, Judged

FILE = "rulebook/engine/compiled.json"


@cache
def compiled() -> Compiled:
    """What the package ships, where it was made of this rulebook; else what the rulebook gives now."""
    try:
        shipped = json.loads(read_text(FILE))
    except ValueError:
        shipped = {}
    return _read(shipped) if shipped.get("rulebook_sha256") == of_rulebook() else made()


def _read(shipped: dict[str, Any]) -> Compiled:
    told = shipped["program"]
    program = Program([tuple(one) for one in told["steps"]], told["inputs"], told["outputs"])
    return Compiled(tuple(map(_provision, shipped["provisions"])), tuple(shipped["checks"]), program)


def _provision(told: dict[str, Any]) -> Judged:
    plain: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in told.items()}
    return Judged(**plain)


def made() -> Compiled:
    """The same, made of the rulebook's expression; it takes a second."""
    from open287g.rulebook.engine.one_act import checks, judged, program

    return Compiled(judged(), checks(), program())


def content() -> str:
    """The file to ship: the same text for the same rulebook."""
    told = {"rulebook_sha256": of_rulebook(), **asdict(made())}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")) + "\n"


@cache
def interpreter() -> Interpreter:
    """The program, ready to run."""
    return Interpreter(compiled().program)
