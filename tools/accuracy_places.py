"""Measure how agencies are matched to ORIs against bench/labels/ori.csv and ori_registers.csv.

    python -m tools.accuracy_places

The labels were read in the roster, and ORIs of the roster are scored against them: 150 agencies drawn at random from
every spelling of ICE's lists, and 110 drawn from the hard ones (misspelt, without a county, several roster rows of the
name, no police or sheriff, no roster row). The second file is another hand's look-up of 95 hard agencies in other
registers; `also` is the roster's code of the same agency where it bears two. Codes that the product took from that
look-up itself are not scored against it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from open287g.core.bundled import read_table_at
from open287g.places.match import PlaceMatch, match_agency
from open287g.places.tiers import NO_ORI
from open287g.record.asking.record import Record
from tools.wilson import wilson

LABELS = Path(__file__).parents[1] / "bench/labels/ori.csv"
REGISTERS = LABELS.with_name("ori_registers.csv")
NONE = "none"
SHARES = ("known", "none exists", "unknown")

Label = dict[str, str]


def labels(path: Path = LABELS) -> list[Label]:
    """The labeled agencies: stratum, state, name, county, type, ori (or none), evidence."""
    return list(read_table_at(path))


def score(cases: Sequence[Label], match: Callable[[str, str, str, str], PlaceMatch]) -> list[dict[str, Any]]:
    """False matches and missed matches over all labels and by stratum."""
    pairs = [(c, _in_roster(match(c["state"], c["name"], c["county"], c["type"]))) for c in cases]
    rows = []
    for stratum in ("all", "random", "hard"):
        mine = [(case, got) for case, got in pairs if stratum in {"all", case["stratum"]}]
        given = [(case, got) for case, got in mine if got != NONE]
        findable = [(case, got) for case, got in mine if case["ori"] != NONE]
        rows.append(_row(f"wrong ORI ({stratum})", [p for p in given if p[1] != p[0]["ori"]], len(given)))
        rows.append(_row(f"missed ORI ({stratum})", [p for p in findable if p[1] == NONE], len(findable)))
    return rows


def _in_roster(match: PlaceMatch) -> str:
    return match.ori if match.ori and match.ori_tier != "register" else NONE


def _row(measure: str, wrong: Sequence[tuple[Label, str]], total: int) -> dict[str, Any]:
    cases = [f"{case['state']} {case['name']}: {got}, labeled {case['ori']}" for case, got in wrong]
    return _counted(measure, len(wrong), total, cases)


def _counted(measure: str, count: int, total: int, cases: Sequence[str]) -> dict[str, Any]:
    low, high = wilson(count, total)
    share = count / total if total else None
    return {
        "measure": measure,
        "wrong": count,
        "of": total,
        "share": share,
        "low95": low,
        "high95": high,
        "cases": list(cases),
    }


def against_registers(cases: Sequence[Label]) -> dict[str, Any]:
    """ORIs that the roster gave and that another register gives to another agency."""
    pairs = [(case, match_agency(case["state"], case["name"], case["county"])) for case in cases]
    given = [(case, match.ori) for case, match in pairs if match.ori and match.ori_tier != "register"]
    wrong = [(case, ori) for case, ori in given if ori not in {case["ori"], case["also"]}]
    return _row("wrong ORI (other registers)", wrong, len(given))


def shares(record: Record) -> list[dict[str, Any]]:
    """Agreements of the newest list whose agency has an ORI, is known to have none, or neither: `wrong` counts them."""
    counts = Counter[str]()
    for row in record.table("agencies").to_pylist():
        known = (
            "unknown" if row["ori_tier"] in NO_ORI else "none exists" if row["ori_tier"] == "none_exists" else "known"
        )
        counts[known] += row["agreements_now"]
    return [_counted(f"ORI {known}, of agreements", counts[known], counts.total(), ()) for known in SHARES]


def run() -> list[dict[str, Any]]:
    """Every measure of the matching: `measure`, `wrong`, `of`, `share`, `low95`, `high95`, `cases`."""
    from open287g import open_record

    return [*matching(), *shares(open_record())]


def matching() -> list[dict[str, Any]]:
    """The measures that need no record."""
    return [*score(labels(), match_agency), against_registers(labels(REGISTERS))]


def scores() -> tuple[float | None, float | None]:
    """Of ORIs given, those that are right; of ORIs there are, those given."""
    wrong, missed, *_ = score(labels(), match_agency)
    right = wrong["of"] - wrong["wrong"]
    there = missed["of"]
    return (right / wrong["of"] if wrong["of"] else None), right / there if there else None


def main() -> None:
    """Print the measures, then the cases that were wrong."""
    rows = run()
    for row in rows:
        share = "-" if row["share"] is None else f"{row['share']:.2%}"
        bounds = f"{row['low95']:.2%} to {row['high95']:.2%}"
        print(f"{row['measure']:<28}{row['wrong']:>5} of {row['of']:<5}{share:>8}  (95%: {bounds})")
    for row in rows[:2]:
        for case in row["cases"]:
            print(f"{row['measure']}: {case}")


if __name__ == "__main__":
    main()
