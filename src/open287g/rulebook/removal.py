"""The proof that silence settles nothing: no fact that is taken away makes a verdict that was not there.

For each provision every pattern of its facts is enumerated, or where there are too many (`Proof.whole` is false) those
in which any two facts take all their values: each fact takes one value of every class that the provision can tell apart
(a flag both ways, each word of a code, a time before, in and after each clock, never, unknown), and from each pattern
each known fact is removed. A removal may leave the result as it was or make it unknown. Patterns
whose facts contradict each other are not judged, and count apart. Acts of a day of which the rulebook does not know
the law (AFTER) are tried too: what fails there bars nothing, unless it is of any day, and nothing without the day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from itertools import chain, combinations, product
from typing import Any

import ibis
import ibis.expr.types as ir

from open287g.core.errors import InputError
from open287g.rulebook.engine.compiling import program_of
from open287g.rulebook.engine.contradictions import consistent
from open287g.rulebook.engine.derive import coded, dated, derive
from open287g.rulebook.engine.digits import layout
from open287g.rulebook.engine.evaluate import with_words
from open287g.rulebook.engine.given import base_row, base_schema
from open287g.rulebook.engine.interpret import Interpreter
from open287g.rulebook.engine.standing import on_its_day
from open287g.rulebook.language.derived import STAND_INS
from open287g.rulebook.language.provision import Provision, provision_named, provisions
from open287g.rulebook.law.numbers import covered_at, covered_on, parameters
from open287g.vocabulary import facts
from open287g.vocabulary.editions import EDITIONS
from open287g.vocabulary.facts import Fact
from open287g.vocabulary.results import FAIL, NOT_APPLICABLE, PASS, UNKNOWN

Pattern = tuple[tuple[str, Any], ...]

MOST = 4_000
"""Patterns of one provision at most; where its facts have more, any two of them take all their values beside the values
of the act in order."""

CLAIMS = "agreement.claims-of-the-list"
TOGETHER = {
    CLAIMS: ("agreement.signed", "agreement.not-terminated"),
    "agreement.signed": (CLAIMS,),
    "agreement.not-terminated": (CLAIMS,),
    "arrest.in-view-or-likely-to-escape": ("arrest.felony-likely-to-escape",),
    "arrest.felony-likely-to-escape": ("arrest.in-view-or-likely-to-escape",),
    "certification.letter-under-agreement": (CLAIMS,),
    "tfm.authorization-under-agreement": (CLAIMS,),
}
"""What a premise says of claims, the conditions say of the facts themselves, and two powers to arrest ask the same:
they are proved as one.
"""

MODEL = "who.own-model"
"""Where nothing tells the agreement's model the officer's is read for it, and this condition says that they are one."""

AT = "2025-06-02T10:00:00-05:00"
AFTER = "2031-06-02T10:00:00-05:00"
"""A day of which the rulebook does not know the law."""

DAY = date(2025, 6, 2)
ALWAYS_TOLD = ("act.act", "act.at", "agreement.model", "agreement.edition")

HOURS = (-30, -1, 0, 30, 50, 80)
"""Hours from the act at which a time is set: before it, at it, and on either side of every clock of the law."""

DAYS = (-800, -200, -1, 0, 1)
"""Days from the act at which a day is set."""


@dataclass
class Proof:
    """What came of one provision: patterns judged, contradictory ones, removals tried, and those that went wrong."""

    id: str
    patterns: int = 0
    contradictory: int = 0
    removals: int = 0
    whole: bool = True
    wrong: list[str] = field(default_factory=list)


def row_of(proof: Proof) -> dict[str, Any]:
    """A proof as a row, with the first of the removals that went wrong."""
    told = {"provision": proof.id, "patterns": proof.patterns, "contradictory": proof.contradictory}
    rest = {"removals": proof.removals, "every pattern": proof.whole, "wrong": len(proof.wrong)}
    return told | rest | {"first": proof.wrong[0] if proof.wrong else ""}


PROVED = ("condition", "premise", "standard")
"""Kinds of provisions that bear on one of the two verdicts."""


def proofs(chosen: Iterable[Provision] | None = None) -> Iterator[Proof]:
    """The proof of each provision of the kinds PROVED. Raises InputError for a `chosen` one of another kind."""
    asked = list(chosen or (p for p in provisions() if p.kind in PROVED))
    for p in asked:
        if p.kind not in PROVED:
            raise InputError(
                f"{p.id} is a {p.kind}, and bears on no verdict: there is nothing to prove",
                remedy=f"Name a {', '.join(PROVED[:-1])} or {PROVED[-1]} (see: open287g rules list).",
                exit_code=2,
            )
    yield from map(_proof, asked)


def _proof(p: Provision) -> Proof:
    values = _values(p)
    patterns, whole = _patterns(values)
    proof, known = Proof(p.id, whole=whole), {}
    beside = (*TOGETHER.get(p.id, ()), *([MODEL] if p.counts and p.id != MODEL and "officer.model" in values else []))
    judge = _judge([p, *map(provision_named, beside)])

    def result(pattern: Pattern) -> int | None:
        if pattern not in known:
            known[pattern] = judge(pattern)
        return known[pattern]

    for pattern in chain(patterns, _after(values)):
        before = result(pattern)
        proof.patterns += 1
        if before is None:
            proof.contradictory += 1
            continue
        for name, value in pattern:
            if value is None:
                continue
            after = result(tuple((n, None if n == name else v) for n, v in pattern))
            proof.removals += 1
            if after is not None and not _keeps(before, after):
                proof.wrong.append(f"{_told(pattern)}: without {name}, {_SAID[before]} becomes {_SAID[after]}")
    return proof


_SAID = {NOT_APPLICABLE: "not applicable", FAIL: "fail", PASS: "pass", UNKNOWN: "unknown"}


def _keeps(before: int, after: int) -> bool:
    """Whether the result after a removal may follow: the same, or unknown. What does not apply counts as met."""
    met = (PASS, NOT_APPLICABLE)
    return after == UNKNOWN or before == after or (before in met and after in met)


def _judge(together: list[Provision]) -> Callable[[Pattern], int | None]:
    """What a pattern makes of provisions taken as one; None where its facts contradict each other."""
    words = tuple(dict.fromkeys(layout()[p.id][0] for p in together))
    told = with_words(_wide(), together, words).select("contradictions", "day_known", *words)
    interpreter = Interpreter(program_of(told))

    def judge(pattern: Pattern) -> int | None:
        told: dict[str, dict[str, Any]] = {record: {} for record in facts.RECORDS}
        for name, value in pattern:
            record, fact = name.split(".", 1)
            if value is not None:
                told[record][fact] = value
        outcome = interpreter.run(base_row(told))
        if outcome["contradictions"]:
            return None
        digits = {_bears(p, outcome) for p in together}
        return next(code for code in (FAIL, UNKNOWN, PASS, NOT_APPLICABLE) if code in digits)

    return judge


def _bears(p: Provision, outcome: Mapping[str, Any]) -> int:
    """The result of `p`, as far as it bears on a verdict: no fail where the law of the day is not known."""
    word, place = layout()[p.id]
    code = int(outcome[word] >> 2 * place) & 3
    in_vain = code == FAIL and p.counts and not p.bars_always and not outcome["day_known"]
    return UNKNOWN if in_vain else code


def _patterns(values: Mapping[str, list[Any]]) -> tuple[Iterable[Pattern], bool]:
    """Every pattern, or where there are too many the patterns in which any two facts take all their values."""
    size = 1
    for choices in values.values():
        size *= len(choices)
    names = list(values)
    if size <= MOST:
        return (tuple(zip(names, combination, strict=True)) for combination in product(*values.values())), True
    return _by_twos(names, values), False


def _by_twos(names: list[str], values: Mapping[str, list[Any]]) -> Iterator[Pattern]:
    for moving in combinations(range(len(names)), 2):
        free = [values[name] if place in moving else values[name][:1] for place, name in enumerate(names)]
        for combination in product(*free):
            yield tuple(zip(names, combination, strict=True))


def _after(values: Mapping[str, list[Any]]) -> Iterator[Pattern]:
    """The patterns of acts on a day of AFTER in which any one fact takes all its values."""
    proper = {name: choices[0] for name, choices in values.items()} | {"act.at": AFTER}
    for name, choices in values.items():
        yield from (tuple((proper | {name: one}).items()) for one in choices if name != "act.at")


def _values(p: Provision) -> dict[str, list[Any]]:
    """The facts that `p` reads, or that stand in for one of them, and a value of each class, the proper one first."""
    names = dict.fromkeys(p.needs)
    for name in p.needs:
        names |= dict.fromkeys(STAND_INS.get(name, ()))
    names |= dict.fromkeys(("act.act", "act.at", "agreement.model", "agreement.edition"))
    names.pop("act.began_on", None)  # A day that stands for `at`, with which it may not disagree.
    if any(facts.RECORDS[n.split(".")[0]][n.split(".")[1]].kind == "time" for n in p.needs):
        names["act.observed_until"] = None
    return {name: _ordered(p, name, _of(p, name)) for name in names}


def _ordered(p: Provision, name: str, choices: list[Any]) -> list[Any]:
    """The choices with that of an act in order first; a fact that only stands in for another is first unknown."""
    if name in ALWAYS_TOLD:
        return choices
    proper = PROPER.get(name) if name in p.needs else None
    kept = choices if proper is not None else [None, *(one for one in choices if one is not None)]
    return kept if proper not in choices else [proper, *(one for one in choices if one != proper)]


def _of(p: Provision, name: str) -> list[Any]:
    record, key = name.split(".", 1)
    fact = facts.RECORDS[record][key]
    if name == "act.act":
        return [p.acts[0], *(["interrogate"] if "interrogate" not in p.acts else []), None]
    if name == "act.at":
        return [AT, None]
    if key == "edition":
        return [p.editions[-1], *(n for n in ("WSO-2025", "TFM-2025") if n != p.editions[-1]), None]
    if key == "model":
        own = EDITIONS[p.editions[-1]].model
        return [own, *(m for m in ("JEM", "WSO", "TFM") if m != own), None]
    return [*_classes(fact, name), None]


def _classes(fact: Fact, name: str) -> list[Any]:
    if fact.kind == "flag":
        return [True, False]
    if fact.kind == "code":
        return list(fact.choices)
    if fact.kind == "day":
        days = [(DAY + timedelta(days=days)).isoformat() for days in DAYS]
        return [*days, *([""] if fact.none_when_empty else [])]
    if fact.kind == "time":
        times = [_time(hours) for hours in HOURS]
        return [*times, *(["never"] if fact.may_be_never else [])]
    if fact.kind in ("number", "count"):
        marks = {
            v.value
            for one in parameters().values()
            for v in one.values
            if one.name.split(".")[0] in ("training", "who")
        }
        low, high = fact.low or 0, fact.high or 0
        return [x for m in sorted(marks) for x in (m, m - 1) if low <= x <= high]
    return ["MD-one-county-sheriffs-office", "UT-two-county-sheriffs-office"] if "agency_id" in name else []


def _time(hours: int) -> str:
    return f"{DAY + timedelta(days=(10 + hours) // 24)}T{(10 + hours) % 24:02}:00:00-05:00"


def _proper() -> Iterator[tuple[str, Any]]:
    """A value of each fact in an act in order: holds begin at the act and end a day later, papers came before it."""
    for record, names in facts.RECORDS.items():
        for key, fact in names.items():
            if fact.kind == "time":
                yield f"{record}.{key}", _time(0 if key in EARLY else 30)
            elif fact.kind == "day":
                yield f"{record}.{key}", "" if fact.none_when_empty else (DAY + timedelta(days=-200)).isoformat()
            else:
                choices = _classes(fact, f"{record}.{key}")
                yield f"{record}.{key}", choices[0] if choices else None


EARLY = (
    "hold_started_at", "scheduled_release_at", "transferred_to_ice_at", "detainer_issued_at", "deconflicted_at",
    "supervisor_contacted_at", "citizenship_claimed_at", "complaint_received_at",
)  # fmt: skip
"""Times of an act that come no later than it does."""


def _told(pattern: Pattern) -> str:
    return ", ".join(f"{name}={value}" for name, value in pattern if value is not None)


PROPER = dict(_proper())


@cache
def _wide() -> ir.Table:
    checked = ibis.table(base_schema(), name="given")
    for record in facts.RECORDS:
        checked = consistent(checked, record)
    table = derive(on_its_day(coded(dated(checked, engine="duckdb"))))
    return table.mutate(day_known=covered_on(table.day).coalesce(covered_at(table.act_at)).coalesce(False))
