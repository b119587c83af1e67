"""What a file of ICE holds, told by its whole header: the kind whose layouts cover most of it, or none at a tie."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from open287g.activity.log.privacy import plain_name
from open287g.core.bundled import read_yaml


@dataclass(frozen=True)
class Kind:
    """One kind: its name, its columns in every layout, the days it may count by, what else it must have."""

    name: str
    day: tuple[str, ...]
    needs: tuple[frozenset[str], ...]
    state: str
    method: str
    columns: frozenset[str]


@dataclass(frozen=True)
class Verdict:
    """The kind of a header, or None and the reason in words; `covered` says how many of its columns are of the kind."""

    kind: Kind | None
    covered: int
    reason: str = ""


@cache
def layout() -> dict[str, Any]:
    """The bundled description of columns, kinds and spellings."""
    described: dict[str, Any] = read_yaml("activity/data/releases.yaml")
    return described


@cache
def kinds() -> tuple[Kind, ...]:
    """Every kind of file."""
    own = {name: set(told["columns"].split()) for name, told in layout()["kinds"].items()}
    return tuple(_kind(name, told, own) for name, told in layout()["kinds"].items())


@cache
def known_names() -> frozenset[str]:
    """Every column name of any layout."""
    return frozenset(name for kind in kinds() for name in kind.columns)


def canonical(headers: Iterable[str]) -> dict[str, list[str]]:
    """The header(s) of the file that tell each column of ours, the preferred name first."""
    plain: dict[str, list[str]] = {}
    for header in headers:
        plain.setdefault(plain_name(header), []).append(header)
    told_by = dict(plain)
    for name, others in layout()["same"].items():
        present = [header for key in others for header in plain.get(key, [])]
        if present:
            told_by[name] = present
    return told_by


def kind_of(headers: Sequence[str]) -> Verdict:
    """The kind of a file by all of its header; a tie between kinds is no answer."""
    ours = canonical(headers)
    plain = {plain_name(header) for header in headers}
    able = [kind for kind in kinds() if _has(ours, kind)]
    if not able:
        days = sorted({day for kind in kinds() for day in kind.day})
        return Verdict(None, 0, f"no kind of record has these columns with a day of its own ({', '.join(days)})")
    covers = sorted(((len(plain & kind.columns), kind.name, kind) for kind in able), key=lambda one: one[:2])
    covered, name, best = covers[-1]
    tied = [other for count, other, _ in covers[:-1] if count == covered]
    if tied:
        return Verdict(None, covered, f"the header fits {' and '.join(sorted([name, *tied]))} alike")
    if covered < layout()["least_columns"] or plain & set(layout()["sums"]):
        return Verdict(None, covered, "it looks like a table of sums, not one row a record")
    return Verdict(best, covered)


def _kind(name: str, told: Mapping[str, Any], own: Mapping[str, set[str]]) -> Kind:
    columns = own[name].union(*(own[other] for other in told.get("with", ())), layout()["everywhere"].split())
    needs = tuple(frozenset(line) for line in told.get("needs", ()))
    return Kind(name, tuple(told["day"]), needs, told["state"], told["method"], frozenset(columns))


def _has(ours: Mapping[str, list[str]], kind: Kind) -> bool:
    return any(day in ours for day in kind.day) and all(any(name in ours for name in line) for line in kind.needs)
