"""The rulebook as one decision needs it, compiled: the program over one act and what is said of each provision.

The package ships it with the hash of the rulebook that it was made of, since making it takes longer than a second and
loads Ibis; `python -m tools.compiled` writes it. Where the rulebook that is installed is another one, it is made anew.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

from open287g.core.bundled import read_text
from open287g.rulebook.digests import of_rulebook
from open287g.rulebook.engine.interpret import Interpreter, Program

FILE = "rulebook/engine/compiled.json"


@dataclass(frozen=True)
class Judged:
    """What a decision says of a provision, and the digit of its result: `place` in the column `word`.

    `scope` are the facts that say whether it applies, `needs` those that its body reads; `words` where the sentences
    stand that govern it; `counts`, `bars_always` as in `Provision`; `reads_hour`: the day of the act does not do.
    """

    id: str
    kind: str
    says: str
    cites: str
    yields_to: str
    words: tuple[str, ...]
    sha256: str
    scope: tuple[str, ...]
    needs: tuple[str, ...]
    reads_hour: bool
    counts: bool
    bars_always: bool
    word: str
    place: int

    def digit(self, found: Mapping[str, Any]) -> int:
        """Its result, 0 to 3, in a row that has the words."""
        return int(found[self.word] >> 2 * self.place) & 3


@dataclass(frozen=True)
class Compiled:
    """The rulebook over one act: its provisions in order, what each bit of `contradictions` says, the program."""

    provisions: tuple[Judged, ...]
    checks: tuple[str, ...]
    program: Program


@cache
def compiled() -> Compiled:
    """What the package ships, where it was made of this rulebook; else what the rulebook gives now."""
    try:
        shipped = json.loads(read_text(FILE))
    except ValueError:
        shipped = {}
    return _read(shipped) if shipped.get("rulebook_sha256") == of_rulebook() else made()


def _read(shipped: dict[str, Any]) -> Compiled:
    provisions = (
        Judged(**{name: tuple(value) if isinstance(value, list) else value for name, value in one.items()})
        for one in shipped["provisions"]
    )
    told = shipped["program"]
    program = Program([tuple(one) for one in told["steps"]], told["inputs"], told["outputs"])
    return Compiled(tuple(provisions), tuple(shipped["checks"]), program)


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
