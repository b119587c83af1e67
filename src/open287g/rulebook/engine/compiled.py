"""The rulebook as one decision needs it, compiled: the program over one act and what is said of each provision.

The package ships it with the hash of the rulebook that it was made of, since making it takes longer than a second and
loads Ibis; `python -m tools.compiled` writes it. Where the rulebook that is installed is another one, it is made anew.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import cache
from typing import Any

from open287g.core.extras import extra
from open287g.rulebook.engine.interpret import Interpreter, Program
from open287g.rulebook.engine.judged import Compiled, Judged
from open287g.rulebook.shipped import of_rulebook, shipped


@cache
def compiled() -> Compiled:
    """What the package ships, where it was made of this rulebook; else what the rulebook gives now."""
    told = shipped()
    return _read(told) if told else made()


def _read(told: dict[str, Any]) -> Compiled:
    provisions, checks = tuple(map(_provision, told["provisions"])), tuple(told["checks"])
    return Compiled(provisions, checks, *(_program(told[name]) for name in ("program", "access")))


def _program(told: dict[str, Any]) -> Program:
    return Program([tuple(one) for one in told["steps"]], told["inputs"], told["outputs"])


def _provision(told: dict[str, Any]) -> Judged:
    plain: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in told.items()}
    return Judged(**plain)


def made() -> Compiled:
    """The same, made of the rulebook's expression; it takes a second. Raises MissingExtraError without the engine."""
    with extra("audit"):
        from open287g.rulebook.engine.one_act import access, checks, judged, program

    return Compiled(judged(), checks(), program(), access())


def content() -> str:
    """The file to ship: the same text for the same rulebook."""
    told = {"rulebook_sha256": of_rulebook(), **asdict(made())}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")) + "\n"


@cache
def interpreter() -> Interpreter:
    """The program over one act, ready to run."""
    return Interpreter(compiled().program)


@cache
def of_access() -> Interpreter:
    """The program of what access asks, ready to run."""
    return Interpreter(compiled().access)
