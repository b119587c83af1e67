"""Measure how agencies are matched to ORIs against bench/labels/ori.csv.

    python -m tools.accuracy_places

The labels were read in the roster: 150 agencies drawn at random from every spelling of ICE's lists, and 110 drawn
from the hard ones (misspelt, without a county, several roster rows of the name, no police or sheriff, no roster row).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from open287g.core.bundled import read_table_at
from open287g.places.match import PlaceMatch, match_agency
from tools.wilson import wilson

LABELS = Path(__file__).parents[1] / "bench/labels/ori.csv"
NONE = "none"

Label = dict[str, str]


def labels() -> list[Label]:
    """The labeled agencies: stratum, state, name, county, type, ori (or none), evidence."""
    return list(read_table_at(LABELS))


def score(cases: Sequence[Label], match: Callable[[str, str, str, str], PlaceMatch]) -> list[dict[str, Any]]:
    """False matches and missed matches over all labels and by stratum."""
    pairs = [(case, match(case["state"], case["name"], case["county"], case["type"]).ori or NONE) for case in cases]
    rows = []
    for stratum in ("all", "random", "hard"):
        mine = [(case, got) for case, got in pairs if stratum in {"all", case["stratum"]}]
        given = [(case, got) for case, got in mine if got != NONE]
        findable = [(case, got) for case, got in mine if case["ori"] != NONE]
        rows.append(_row(f"wrong ORI ({stratum})", [p for p in given if p[1] != p[0]["ori"]], len(given)))
        rows.append(_row(f"missed ORI ({stratum})", [p for p in findable if p[1] == NONE], len(findable)))
    return rows


def _row(measure: str, wrong: Sequence[tuple[Label, str]], total: int) -> dict[str, Any]:
    low, high = wilson(len(wrong), total)
    return {
        "measure": measure,
        "wrong": len(wrong),
        "of": total,
        "share": len(wrong) / total if total else None,
        "low95": low,
        "high95": high,
        "cases": [f"{case['state']} {case['name']}: {got}, labeled {case['ori']}" for case, got in wrong],
    }


def run() -> list[dict[str, Any]]:
    """Every measure of the matching: `measure`, `wrong`, `of`, `share`, `low95`, `high95`, `cases`."""
    return score(labels(), match_agency)


def scores() -> tuple[float | None, float | None]:
    """Of ORIs given, those that are right; of ORIs there are, those given."""
    wrong, missed, *_ = run()
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
