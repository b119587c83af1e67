"""Measure the record against the labels of bench/labels: identity, endings, changes of the signing date.

    python -m tools.accuracy_record

The record is the one in the home folder: `open287g build` makes it, OPEN287G_HOME names another. What each measure
counts is said in bench/labels/README.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from open287g.core.bundled import read_table_at
from tools.wilson import wilson

LABELS = Path(__file__).parents[1] / "bench/labels"
TOLERANCE_DAYS = 7
"""A list's name, capture and modified time may differ by some days; episodes of one agreement lie further apart."""

SWITCH_DAYS = 45
"""Days between the absence of one model and the listing of another that a label may call one change."""

JUDGED_ENDINGS = {"ended", "renewed", "redated", "model_changed", "flicker", "reattributed", "unsure"}
CLAIMED = {"probable", "confirmed"}
NOT_ENDED = {"flicker", "renamed", "respelled", "reattributed", "signed_corrected", "state_corrected"}
NOT_ENDED |= {"merged_row", "file_fault", "redated"}
NOT_SCORED = {"renewed", "model_changed", "unsure"}
_SECOND = "a second source"
REPLACED = {"superseded", "model_changed"}
"""Endings that are told as what came in their place; they are measured there."""

Resolve = Callable[[str, str], str | None]
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Measure:
    """`wrong` of `total` cases, and the cases that were wrong."""

    name: str
    wrong: Sequence[str]
    total: int

    def row(self) -> dict[str, Any]:
        low, high = wilson(len(self.wrong), self.total)
        return {
            "measure": self.name,
            "wrong": len(self.wrong),
            "of": self.total,
            "share": len(self.wrong) / self.total if self.total else None,
            "low95": low,
            "high95": high,
            "cases": list(self.wrong),
        }


def labels(name: str) -> list[dict[str, str]]:
    """The rows of one label file; cells stand exactly as in the workbooks, stray spaces included."""
    return list(read_table_at(LABELS / f"{name}.csv"))


def day(value: date | datetime | str) -> date:
    """A calendar day from what an Arrow or CSV cell holds."""
    if isinstance(value, datetime):
        return value.date()
    return date.fromisoformat(value) if isinstance(value, str) else value


def score_pairs(pairs: Iterable[Row], resolve: Resolve) -> list[Measure]:
    """False merges: two bodies under one id. False splits: one body without one id, for want of any id included."""
    cases: dict[tuple[str, str], list[tuple[str, bool]]] = {}
    spellings: dict[str, bool] = {}
    for pair in pairs:
        (a, at), (b, bt) = ((pair[f"name_{side}"], pair[f"state_{side}"]) for side in "ab")
        one, other = resolve(a, at), resolve(b, bt)
        spellings |= {f"{at}: {a}": one is None, f"{bt}: {b}": other is None}
        wrong = (one is not None and one == other) != (pair["same"] == "yes")
        cases.setdefault((pair["same"], pair["hard"]), []).append((f"{at}: {a} / {bt}: {b}", wrong))

    def measure(name: str, same: str, *kinds: str) -> Measure:
        chosen = [case for kind in kinds for case in cases.get((same, kind), ())]
        return Measure(name, [text for text, wrong in chosen if wrong], len(chosen))

    return [
        measure("false merges", "no", "yes", "no"),
        measure("false merges, hard pairs", "no", "yes"),
        measure("false splits", "yes", "yes", "no"),
        measure("false splits, hard pairs", "yes", "yes"),
        Measure("spellings not found", [text for text, lost in spellings.items() if lost], len(spellings)),
    ]


def nearest(rows: Iterable[Row], column: str, when: date) -> Row | None:
    """The row whose day is closest to `when`, if one lies within the tolerance."""
    gaps = [(abs((day(row[column]) - when).days), n, row) for n, row in enumerate(rows)]
    gap, _, row = min(gaps, default=(TOLERANCE_DAYS + 1, 0, None))
    return row if gap <= TOLERANCE_DAYS else None


def grouped(rows: Iterable[Row]) -> dict[tuple[str | None, str], list[Row]]:
    """Rows by agency and model."""
    groups: dict[tuple[str | None, str], list[Row]] = {}
    for row in rows:
        groups.setdefault((row["agency_id"], row["model"]), []).append(row)
    return groups


def score_endings(candidates: Iterable[Row], endings: Sequence[Row], resolve: Resolve) -> list[Measure]:
    """Each ending the product claims against the labeled absences, and each labeled ending against the product."""
    known = [{**row, "agency_id": resolve(row["name"], row["state"])} for row in candidates]
    by_agency, product = grouped(known), grouped(endings)
    claims: list[tuple[str, bool, bool]] = []
    for ending in endings:
        if ending["grade"] not in CLAIMED or ending["ended_as"] in REPLACED:
            continue
        near = by_agency.get((ending["agency_id"], ending["model"]), ())
        label = nearest(near, "first_absent_date", day(ending["first_absent"]))
        verdict = label["verdict"] if label else "no such absence"
        if verdict in NOT_SCORED:
            continue
        text = f"{ending['agreement_id']} absent from {ending['first_absent']}: {verdict}"
        claims.append((text, verdict != "ended", label is not None and _has_second(label)))
    missed, missed_by_second, weak = [], [], []
    ended = [row for row in known if row["verdict"] == "ended"]
    for row in ended:
        near = product.get((row["agency_id"], row["model"]), ())
        ending_ = nearest(near, "first_absent", day(row["first_absent_date"]))
        text = f"{row['state']}: {row['name']} {row['model']} absent from {row['first_absent_date']}"
        if ending_ is None:
            missed.append(text)
            missed_by_second += [text] if _has_second(row) else []
        elif ending_["grade"] not in CLAIMED:
            weak.append(text)
    told_of = [(text, wrong) for text, wrong, second in claims if second]
    return [
        Measure("false endings", [text for text, wrong, _ in claims if wrong], len(claims)),
        Measure(f"false endings, {_SECOND}", [text for text, wrong in told_of if wrong], len(told_of)),
        Measure("missed endings", missed, len(ended)),
        Measure(f"missed endings, {_SECOND}", missed_by_second, sum(map(_has_second, ended))),
        Measure("endings only suspected", weak, len(ended)),
    ]


def _has_second(label: Row) -> bool:
    """Whether another source than the lists judged it too."""
    judge: str = label.get("judge", "lists")
    return judge != "lists"


def judged(event: Row) -> str | None:
    """What an event says of a changed signing date: the same agreement corrected or re-dated, or signed anew."""
    if event["kind"] == "date_corrected":
        return "redating" if "before both had signed" in event["says"] else "correction"
    return "renewal" if event["kind"] == "renewed" else None


def unreadable(signed: str) -> bool:
    """Whether a SIGNED cell is filled and no day of this century: read as the day it meant, it never changes."""
    try:
        return bool(signed) and date.fromisoformat(signed).year >= 2100
    except ValueError:
        return True


def score_changes(changes: Iterable[Row], events: Iterable[Row], resolve: Resolve) -> list[Measure]:
    """Each labeled change of SIGNED against the event the product has for it."""
    telling = grouped(event for event in events if judged(event))
    wrong: dict[str, list[str]] = {"correction": [], "redating": [], "renewal": []}
    total = dict.fromkeys(wrong, 0)
    for change in changes:
        verdict = change["verdict"]
        if verdict not in wrong:
            continue
        total[verdict] += 1
        near = telling.get((resolve(change["name"], change["state"]), change["model"]), ())
        event = nearest(near, "known", day(change["after_date"]))
        said = judged(event) if event else "no event"
        silent = event is None and unreadable(change["signed_before"])
        if said != verdict and not silent:
            what = f"{change['model']} {change['signed_before']} to {change['signed_after']}"
            wrong[verdict].append(f"{change['state']}: {change['name']} {what}: {said}")
    return [Measure(f"{kind}s not told as such", cases, total[kind]) for kind, cases in wrong.items()]


def score_claims(
    changes: Iterable[Row], absences: Iterable[Row], events: Iterable[Row], resolve: Resolve
) -> list[Measure]:
    """Each renewal, re-dating and change of model that the product claims, against the labels of that agency."""
    named = {
        "renewal": [("after_date", row) for row in changes if row["verdict"] == "renewal"],
        "redating": [("after_date", row) for row in changes if row["verdict"] == "redating"],
        "model change": [("first_absent_date", row) for row in absences if row["verdict"] == "model_changed"],
    }
    known = {
        (kind, resolve(row["name"], row["state"]), day(row[column]))
        for kind, rows in named.items()
        for column, row in rows
    }
    false: dict[str, list[str]] = {kind: [] for kind in named}
    total = dict.fromkeys(named, 0)
    for event in events:
        kind = "model change" if event["kind"] == "model_changed" else judged(event)
        if kind not in named:
            continue
        total[kind] += 1
        within = SWITCH_DAYS if kind == "model change" else TOLERANCE_DAYS
        near = [when for said, agency, when in known if said == kind and agency == event["agency_id"]]
        if not any(abs((event["known"] - when).days) <= within for when in near):
            false[kind].append(f"{event['agency_id']} {event['model']} {event['known']}: {event['says']}")
    return [Measure(f"false {kind}s", cases, total[kind]) for kind, cases in false.items()]


def score_flickers(absences: Iterable[Row], flickers: Sequence[Row], resolve: Resolve) -> list[Measure]:
    """Each labeled flicker against what the product makes of the absence."""
    product = grouped(flickers)
    wrong, total = [], 0
    for row in absences:
        if row["verdict"] == "flicker":
            total += 1
            near = product.get((resolve(row["name"], row["state"]), row["model"]), ())
            if nearest(near, "first_absent", day(row["first_absent_date"])) is None:
                wrong.append(f"{row['state']}: {row['name']} {row['model']} absent from {row['first_absent_date']}")
    return [Measure("flickers not told as such", wrong, total)]


def score_judges(absences: Sequence[Row], changes: Sequence[Row]) -> list[Measure]:
    """Labels that no other reading than that of the lists decided: what could not be judged otherwise."""
    told = [row for row in absences if row["verdict"] in JUDGED_ENDINGS]
    return [
        Measure(f"{name} judged by the lists alone", [str(r["name"]) for r in rows if r["judge"] == "lists"], len(rows))
        for name, rows in (
            ("endings", told),
            ("renewals and re-datings", [row for row in changes if row["verdict"] in ("renewal", "redating")]),
        )
    ]


def run() -> list[dict[str, Any]]:
    """Every measure of the record: `measure`, `wrong`, `of`, `share`, `low95`, `high95`, `cases`."""
    from open287g import open_record

    record = open_record()

    def resolve(name: str, state: str) -> str | None:
        return record.resolve(name, state).agency_id

    absences, changes, events = labels("endings"), labels("renewals"), record.events().to_pylist()
    measures = [
        *score_pairs(labels("identity_pairs"), resolve),
        *score_endings(absences, record.endings().to_pylist(), resolve),
        *score_changes(changes, events, resolve),
        *score_claims(changes, absences, events, resolve),
        *score_flickers(absences, record.flickers().to_pylist(), resolve),
        *score_judges(absences, changes),
    ]
    return [measure.row() for measure in measures]


def shares(right: int, given: int, there: int) -> tuple[float | None, float | None]:
    """Precision and recall from right answers, answers given, and answers there are."""
    return right / given if given else None, right / there if there else None


def pairs_scores() -> tuple[float | None, float | None]:
    """Of pairs told to be one agency, those that are; of pairs that are, those told."""
    from open287g import open_record

    record = open_record()
    told = [
        (
            pair["same"] == "yes",
            (one := record.resolve(pair["name_a"], pair["state_a"]).agency_id) is not None
            and one == record.resolve(pair["name_b"], pair["state_b"]).agency_id,
        )
        for pair in labels("identity_pairs")
    ]
    return shares(sum(a and b for a, b in told), sum(b for _, b in told), sum(a for a, _ in told))


def endings_scores() -> tuple[float | None, float | None]:
    """Of endings told to be probable or confirmed, those that are; of endings that are, those told so."""
    found = {row["measure"]: row for row in run()}
    false, missed, weak = (found[name] for name in ("false endings", "missed endings", "endings only suspected"))
    there = missed["of"]
    right = there - missed["wrong"] - weak["wrong"]
    return (1 - false["wrong"] / false["of"] if false["of"] else None), right / there if there else None


def renewals_scores() -> tuple[float | None, float | None]:
    """Of changes of SIGNED told to be renewals, those that are; of renewals, those told."""
    found = {row["measure"]: row for row in run()}
    corrections, renewals = (found[f"{kind}s not told as such"] for kind in ("correction", "renewal"))
    right = renewals["of"] - renewals["wrong"]
    mistaken = sum(case.endswith(": renewal") for case in corrections["cases"])
    return shares(right, right + mistaken, renewals["of"])


def main() -> None:
    """Print the measures, then the cases that were wrong."""
    rows = run()
    for row in rows:
        share = "-" if row["share"] is None else f"{row['share']:.2%}"
        bounds = f"{row['low95']:.2%} to {row['high95']:.2%}"
        print(f"{row['measure']:<28}{row['wrong']:>5} of {row['of']:<5}{share:>8}  (95%: {bounds})")
    for row in rows:
        for case in row["cases"]:
            print(f"{row['measure']}: {case}")


if __name__ == "__main__":
    main()
