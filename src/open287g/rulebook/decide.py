"""One decision, with its reasons: the expression of `evaluate` over one row of facts.

Where a fact may mean several things (a local hour that the end of daylight saving repeats), each is decided, and the
decision is what they agree on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from open287g.core.errors import InputError
from open287g.core.given import mapping_given
from open287g.rulebook.digests import of_facts
from open287g.rulebook.engine.compiled import compiled, interpreter
from open287g.rulebook.engine.given import Given, base_rows, day_of, local_day, zone_is_odd
from open287g.rulebook.engine.judged import Judged
from open287g.rulebook.engine.verdicts import verdicts
from open287g.rulebook.law.cases import questions
from open287g.rulebook.readings import Reading, readings_of
from open287g.rulebook.shipped import of_rulebook
from open287g.vocabulary import facts
from open287g.vocabulary.results import FAIL, NOT_APPLICABLE, PASS, UNKNOWN
from open287g.vocabulary.verdicts import AUTHORIZED, AUTHORIZED_IF, UNDETERMINED

FIRST = ("act.act", "agreement.model", "agreement.edition", "act.at", "act.time_zone", "act.place")
"""Facts that decide which others matter: they are asked for first."""

SIGNATURES = {"the agency": "agreement_agency_signed_on", "ICE": "agreement_ice_signed_on"}

CLAIMS = ("agreement.listed_signed_on", "agreement.listed_until")
"""Facts that never settle what is missing: claims of a list."""

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
    words: tuple[str, ...] = ()
    """Where the sentences stand that govern it, each with the beginning of its sha256."""
    sha256: str = ""
    """Of the provision: its sentences, its citation and the code that runs."""


@dataclass(frozen=True)
class Decision:
    """A verdict and everything it rests on.

    `verdict` is of the authority (`vocabulary.verdicts.AUTHORITY`), `lawfulness` of how the act was done (LAWFULNESS).
    `provisions` are those that apply or may apply. `missing` are the facts that would settle an undetermined verdict.
    `subject_to` are the premises, which no log holds, that an act *authorized if* still rests on. `duties` is kept,
    breached or open. `covered` is false when the rulebook does not hold the edition or the day, and unknown when the
    day is. `basis` says in plain words where the answer rests on less than the fact itself: a day without its hour, a
    claim of ICE's list. `contradictions` are flags: what of the facts told cannot be true together, and was not judged.
    `readings` are the questions on which the law is read in two ways for this act. `other_sources` are laws beside the
    agreement that may give power to what it does not. `agency` and `agreement` are those that were used.
    """

    verdict: str
    lawfulness: str
    duties: str
    provisions: tuple[Result, ...]
    missing: tuple[str, ...]
    subject_to: tuple[str, ...]
    covered: bool | None
    basis: tuple[str, ...] = ()
    contradictions: tuple[str, ...] = ()
    readings: tuple[Reading, ...] = ()
    other_sources: tuple[str, ...] = ()
    agency: str = ""
    agreement: str = ""
    rulebook_sha256: str = ""
    facts_sha256: str = ""

    def left_open(self) -> Iterator[Result]:
        """The provisions that leave a verdict undetermined, or the duties open."""
        kinds = {"condition": self.verdict == UNDETERMINED, "standard": self.lawfulness == UNDETERMINED,
                 "duty": self.duties == "open"}  # fmt: skip
        return (one for one in self.provisions if one.result == "unknown" and kinds.get(one.kind))

    def asked_by(self, kind: str) -> tuple[str, ...]:
        """The facts that would settle what provisions of a kind leave open."""
        return tuple(dict.fromkeys(name for one in self.left_open() if one.kind == kind for name in one.missing))

    def __repr__(self) -> str:
        failed = [one.id for one in self.provisions if one.result == "fail"]
        told = f"within the power: {self.verdict}; lawfully done: {self.lawfulness}; duties: {self.duties}"
        return f"<Decision, {told}" + (f"; fails: {', '.join(failed)}>" if failed else ">")


def decide(
    given: Given | None = None,
    *,
    act: Mapping[str, Any] | None = None,
    officer: Mapping[str, Any] | None = None,
    agreement: Mapping[str, Any] | None = None,
    readings: Mapping[str, str] | None = None,
) -> Decision:
    """The verdict on one act: `decide({"act": {...}, "officer": {...}, "agreement": {...}})`, or by keywords.

    `readings` chooses the wide one of two readings, such as {"hold-limit": "wide"}; the narrow one binds otherwise.
    Raises InputError for a fact that the rulebook does not know or a value that cannot be read.
    """
    merged = {name: dict(mapping_given(values, name)) for name, values in mapping_given(given or {}, "given").items()}
    for name, values in (("act", act), ("officer", officer), ("agreement", agreement)):
        merged.setdefault(name, {}).update(mapping_given(values or {}, name))
    other = [OTHER_DAYS] if _of_other_days(merged) else []
    if other:
        merged["officer"] = {}
    decision = decide_rows(base_rows(merged), _chosen(readings))
    odd = [*zone_is_odd(merged), *other]
    return replace(decision, contradictions=(*decision.contradictions, *odd)) if odd else decision


OTHER_DAYS = "the officer's row describes other days than that of the act, and is not read"


def _of_other_days(given: Mapping[str, Mapping[str, Any]]) -> bool:
    """The row of the officer is told to hold from a later day than that of the act, or no longer on it."""
    officer = given["officer"]
    first, last = (day_of(f"officer.{name}", officer.get(name)) for name in ("valid_from", "valid_to"))
    day = local_day(given["act"]) if first or last else None
    return day is not None and ((first is not None and day < first) or (last is not None and day >= last))


def _chosen(readings: Mapping[str, str] | None) -> Mapping[str, str]:
    for question, side in mapping_given(readings or {}, "readings").items():
        told = questions().get(question, {})
        if not {"narrow", "wide"} <= set(told) or side not in ("narrow", "wide"):
            open_ = ", ".join(name for name, one in questions().items() if "wide" in one)
            raise InputError(
                f"{question}={side} chooses no reading", remedy=f"Use narrow or wide of {open_}.", exit_code=2
            )
    return readings or {}


def decide_rows(rows: Sequence[Mapping[str, Any]], chosen: Mapping[str, str] | None = None) -> Decision:
    """The decision on rows of `given.base_schema`, one for each thing that the facts may mean."""
    chosen, row = chosen or {}, rows[0]
    provisions = compiled().provisions
    outcomes = [interpreter().run(one) for one in rows]
    codes = [{p.id: p.digit(one) for p in provisions} for one in outcomes]
    agreed = {id: code if all(one[id] == code for one in codes) else UNKNOWN for id, code in codes[0].items()}
    outcome = outcomes[0]
    if len(rows) > 1 or chosen:
        outcome = outcome | verdicts(provisions, _as_read(agreed, chosen, row), outcome["law_known"])
    results = tuple(_result(p, agreed[p.id], outcome) for p in provisions if agreed[p.id] != NOT_APPLICABLE)
    open_conditions = [one for one in results if one.kind == "condition" and one.result == "unknown"]
    if any(one.kind in ("condition", "premise") and one.result == "fail" for one in results):
        # What fails bars the act once its day is told: nothing else is asked for.
        open_conditions = [one for one in open_conditions if one.id == "rulebook.covered"]
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
        basis=tuple(basis_of(row)) + ((SEVERAL,) if len(rows) > 1 else ()),
        readings=readings_of(row, {one.id: one.result for one in results}, outcome["day"], chosen),
        other_sources=_sources(results) if outcome["verdict"] != AUTHORIZED else (),
        agency=str(row["agreement_agency_id"] or row["act_agency_id"] or row["officer_agency_id"] or ""),
        agreement=str(row["agreement_agreement_id"] or ""),
        rulebook_sha256=of_rulebook(),
        facts_sha256=of_facts(row),
        contradictions=tuple(dict.fromkeys(says for one in outcomes for says in _contradicts(one["contradictions"]))),
    )


JUVENILE = (
    "The person is a juvenile: beside two duties nothing is judged of what 8 CFR 236.3, 8 U.S.C. 1232 and the Flores "
    "settlement ask of custody and release."
)

SEVERAL = "A local hour comes twice that day: both are decided, and what they agree on is said."


def _as_read(codes: Mapping[str, int], chosen: Mapping[str, str], row: Mapping[str, Any]) -> dict[str, int]:
    """The results as the chosen readings have them: what the narrow one asks for, the wide one does not ask."""
    read = dict(codes)
    for question, side in chosen.items():
        told = questions()[question]
        narrow, wide = (told[one]["provision"] for one in ("narrow", "wide"))
        if read[narrow] == NOT_APPLICABLE:
            continue
        if side == "wide":
            read[narrow] = PASS if narrow == wide else read[wide]
        elif "fails_when" in told["narrow"] and row[told["narrow"]["fails_when"].replace(".", "_", 1)]:
            read[narrow] = FAIL
    return read


def _sources(results: Iterable[Result]) -> tuple[str, ...]:
    return tuple(one.id for one in results if one.kind == "source" and one.result != "fail")


def basis_of(row: Mapping[str, Any]) -> Iterator[str]:
    """What the answer on one row of `given.base_schema` rests on, where that is less than the fact itself."""
    if row["act_at"] is None and row["act_began_on"] is not None:
        yield "Only the day of the act is known: every clock that needs its hour is open."
    if row["act_at"] is None and row["act_began_on"] is None:
        yield "The day of the act is not told: only what the law of any day bars is not authorized."
    if row["agreement_edition"] is None:
        yield "The edition is not told: every text of the model written by then is judged, and they agree or are open."
    if row["act_age_group"] in ("juvenile", "under_14"):
        yield JUVENILE
    if row["agreement_terminated_on"] is None:
        if (gone := row["agreement_delisted_on"]) is not None:
            yield f"From {gone} on ICE's list does not show the agreement; that may be its end, which is not known."
        elif (shown := row["agreement_listed_until"]) is not None:
            yield f"ICE's list of {shown} shows the agreement; of later days its end is not known."
    claimed = row["agreement_listed_signed_on"]
    unknown = [who for who, name in SIGNATURES.items() if row[name] is None]
    if claimed is not None and unknown:
        yield (
            f"ICE's list states one day of signing, {claimed}, and not whose; it is read for the signature of "
            f"{' and of '.join(unknown)}, which is not known."
        )


def _contradicts(flags: int) -> list[str]:
    """What the bits that are set say."""
    return [says for place, says in enumerate(compiled().checks) if flags >> place & 1]


def _result(p: Judged, code: int, found: Mapping[str, Any]) -> Result:
    scope = [name for name in p.scope if name != "agreement.model" or _is_open(found["model_code"])]
    asked = [*scope, *p.needs] if code == UNKNOWN else []
    missing = tuple(
        dict.fromkeys(name for name in asked if _may_settle(name, found, p) and _is_unknown(found, name, p))
    )
    return Result(p.id, SAID[code], p.says, p.cites, p.kind, missing, p.yields_to, p.words, p.sha256)


def _may_settle(name: str, found: Mapping[str, Any], p: Judged) -> bool:
    """Whether it helps to tell a fact: no claim, and the close of a log only where something is said never to come."""
    if name == "act.observed_until":
        return any(found[need.replace(".", "_", 1)] == facts.NEVER_AT for need in p.needs)
    return name not in CLAIMS


def _is_open(code: int | None) -> bool:
    """More than one possibility, or none that is held."""
    return code is None or bool(code & (code - 1))


def _is_unknown(found: Mapping[str, Any], name: str, p: Judged) -> bool:
    if name == "act.time_zone":
        return found["day"] is None and found["act_at"] is not None
    if name == "act.at":
        return found["act_at"] is None and (found["day"] is None or p.reads_hour)
    return found[name.replace(".", "_", 1)] is None
