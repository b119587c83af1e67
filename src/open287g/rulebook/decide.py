"""One decision, with its reasons: the expression of `evaluate` over one row of facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import ibis
import ibis.expr.operations as ops

from open287g.rulebook.engine.derive import coded, dated, derive
from open287g.rulebook.engine.digits import layout, word_names
from open287g.rulebook.engine.evaluate import evaluate, scope_of
from open287g.rulebook.engine.given import Given, base_row, base_schema
from open287g.rulebook.engine.interpret import Interpreter
from open287g.rulebook.engine.standing import stand
from open287g.rulebook.language.provision import Provision, provisions
from open287g.rulebook.language.wide import Facts, wide_table
from open287g.vocabulary import facts
from open287g.vocabulary.results import FAIL, NOT_APPLICABLE, PASS, UNKNOWN
from open287g.vocabulary.verdicts import AUTHORIZED_IF, UNDETERMINED

FIRST = ("act.act", "agreement.model", "agreement.edition", "act.at", "act.time_zone", "act.place")
"""Facts that decide which others matter: they are asked for first."""

SIGNATURES = {"the agency": "agreement_agency_signed_on", "ICE": "agreement_ice_signed_on"}

HOUR = {"act_at", "at_local"}
"""Columns that hold the hour of the act, and not its day alone."""

SAID = {PASS: "pass", FAIL: "fail", UNKNOWN: "unknown"}


@dataclass(frozen=True)
class Result:
    """How one provision came out: `result` is pass, fail or unknown; `missing` the facts that would tell."""

    id: str
    result: str
    says: str
    cites: str
    kind: str
    missing: tuple[str, ...] = ()
    yields_to: str = ""


@dataclass(frozen=True)
class Decision:
    """A verdict and everything it rests on.

    `verdict` is of the authority (`vocabulary.verdicts.AUTHORITY`), `lawfulness` of how the act was done (LAWFULNESS).
    `provisions` are those that apply or may apply. `missing` are the facts that would settle an undetermined verdict.
    `subject_to` are the premises, which no log holds, that an act *authorized if* still rests on. `duties` is kept,
    breached or open. `covered` is false when the rulebook does not hold the edition or the day, and unknown when they
    are. `basis` says in plain words where the answer rests on less than the fact itself: a day without its hour, a
    claim of ICE's list.
    """

    verdict: str
    lawfulness: str
    duties: str
    provisions: tuple[Result, ...]
    missing: tuple[str, ...]
    subject_to: tuple[str, ...]
    covered: bool | None
    basis: tuple[str, ...] = ()


def decide(
    given: Given | None = None,
    *,
    act: Mapping[str, Any] | None = None,
    officer: Mapping[str, Any] | None = None,
    agreement: Mapping[str, Any] | None = None,
) -> Decision:
    """The verdict on one act: `decide({"act": {...}, "officer": {...}, "agreement": {...}})`, or by keywords.

    Raises InputError for a fact that the rulebook does not know or a value that cannot be read.
    """
    merged = {name: dict(values) for name, values in (given or {}).items()}
    for name, values in (("act", act), ("officer", officer), ("agreement", agreement)):
        merged.setdefault(name, {}).update(values or {})
    return decide_row(base_row(merged))


def decide_row(row: Mapping[str, Any]) -> Decision:
    """The decision on one row of `given.base_schema`."""
    outcome = _interpreter().run(row)
    results = tuple(
        _result(p, code, outcome) for p in provisions() if (code := _digit(outcome, p.id)) != NOT_APPLICABLE
    )
    open_conditions = [one for one in results if one.kind == "condition" and one.result == "unknown"]
    missing: list[str] = []
    if outcome["verdict"] == UNDETERMINED and outcome["covered"] is not False:
        names = dict.fromkeys(name for one in open_conditions for name in one.missing)
        missing = [name for name in FIRST if name in names] + [name for name in names if name not in FIRST]
    unsure = [one.id for one in results if one.kind == "premise" and one.result == "unknown"]
    return Decision(
        verdict=outcome["verdict"],
        lawfulness=outcome["lawfulness"],
        duties=outcome["duties"],
        provisions=results,
        missing=tuple(missing),
        subject_to=tuple(unsure) if outcome["verdict"] == AUTHORIZED_IF else (),
        covered=outcome["covered"],
        basis=tuple(basis_of(row)),
    )


def basis_of(row: Mapping[str, Any]) -> Iterator[str]:
    """What the answer on one row of `given.base_schema` rests on, where that is less than the fact itself."""
    if row["act_at"] is None and row["act_began_on"] is not None:
        yield "Only the day of the act is known: every clock that needs its hour is open."
    if row["agreement_terminated_on"] is None:
        if (gone := row["agreement_delisted_on"]) is not None:
            yield f"From {gone} on ICE's list does not show the agreement; that is read as its end, which is not known."
        elif (shown := row["agreement_listed_until"]) is not None:
            yield f"ICE's list of {shown} shows the agreement; of later days its end is not known."
    claimed = row["agreement_listed_signed_on"]
    unknown = [who for who, name in SIGNATURES.items() if row[name] is None]
    if claimed is not None and unknown:
        yield (
            f"ICE's list states one day of signing, {claimed}, and not whose; it is read for the signature of "
            f"{' and of '.join(unknown)}, which is not known."
        )


def _digit(found: Mapping[str, Any], id: str) -> int:
    word, place = layout()[id]
    return int(found[word] >> 2 * place) & 3


def _result(p: Provision, code: int, found: Mapping[str, Any]) -> Result:
    scope = [name for name in _scope(p) if name != "agreement.model" or found["model_code"] is None]
    asked = [*scope, *p.needs] if code == UNKNOWN else []
    missing = tuple(dict.fromkeys(name for name in asked if _is_unknown(found, name, p)))
    return Result(p.id, SAID[code], p.says, p.cites, p.kind, missing, p.yields_to)


def _scope(p: Provision) -> list[str]:
    """The facts that say whether `p` applies at all."""
    acts, models, editions, *_ = scope_of(p)
    named = (("act.act", acts), ("agreement.model", models), ("agreement.edition", editions))
    return [name for name, mask in named if mask]


def _is_unknown(found: Mapping[str, Any], name: str, p: Provision) -> bool:
    if name == "act.time_zone":
        return found["day"] is None and found["act_at"] is not None
    if name == "act.at":
        return found["act_at"] is None and (found["day"] is None or _reads_hour(p))
    return found[name.replace(".", "_", 1)] is None


@cache
def _reads_hour(p: Provision) -> bool:
    records = tuple(Facts(wide_table(), record) for record in facts.RECORDS)
    read = p.test(*records).op().find(ops.Field)
    return bool(HOUR & {field.name for field in read})


@cache
def _interpreter() -> Interpreter:
    given = ibis.table(base_schema(), name="given")
    wide = derive(stand(coded(dated(given, engine="duckdb"))))
    plain = [name for name in given.columns if not name.endswith("_local")]
    return Interpreter(
        evaluate(wide).select("verdict", "lawfulness", "duties", "covered", "day", "model_code", *word_names(), *plain)
    )
