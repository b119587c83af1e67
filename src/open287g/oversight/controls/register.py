"""The controls, and what an agency submits about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, cast, get_args

import yaml

from open287g.core.bundled import read_yaml
from open287g.core.errors import InputError
from open287g.core.files import read_text_within
from open287g.core.yaml_given import line_twice, yaml_given

State = Literal["met", "partly", "not", "unknown"]
STATES: tuple[State, ...] = get_args(State)
_MOST = 1 << 20
_REMEDY = "Write agency: its id, and under controls each id with state (met, partly, not, unknown) and evidence."
_ONCE = "Say it once: which of the two holds, nobody here can know."


@dataclass(frozen=True)
class Control:
    """One control: the report that asked for it, in `year`; `read` tells whether more than its summary was read."""

    id: str
    source: str
    year: int
    read: bool
    says: str


@dataclass(frozen=True)
class Finding:
    """The state of a control and the evidence for it, or why it is unknown."""

    state: State
    evidence: str


@cache
def controls() -> tuple[Control, ...]:
    """Every control, by the year of its report."""
    return tuple(Control(**row) for row in read_yaml("oversight/controls/controls.yaml"))


def read_submission(path: Path) -> Mapping[str, Mapping[str, Finding]]:
    """What a YAML file submits: findings by agency id and control. Raises InputError naming what is wrong with it."""
    try:
        told: Any = yaml_given(read_text_within(path, _MOST, _REMEDY))
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        line = line_twice(error)
        if line is not None:
            raise InputError("a name stands twice in it", f"{path}, line {line}", _ONCE) from None
        # What looks like a day and is none is a ValueError of the library's.
        raise InputError("it is no YAML that can be read", str(path), _REMEDY) from error
    rows = told if isinstance(told, list) else [told]
    found: dict[str, Mapping[str, Finding]] = {}
    for place, row in enumerate(rows):
        agency, findings = _submitted(row, path)
        if agency in found:
            raise InputError("it names an agency twice", f"{path}, agency number {place + 1}", _ONCE)
        found[agency] = findings
    return found


def _submitted(row: Any, path: Path) -> tuple[str, dict[str, Finding]]:
    if not isinstance(row, dict) or not isinstance(row.get("agency"), str) or not isinstance(row.get("controls"), dict):
        raise InputError("it names no agency with its controls", str(path), _REMEDY)
    known = {control.id for control in controls()}
    findings = {}
    for name, told in row["controls"].items():
        if name not in known:
            raise InputError("it names a control that is none", str(path), f"Choose of {', '.join(sorted(known))}.")
        evidence = _evidence(told)
        if not evidence or told["state"] not in STATES:
            raise InputError(f"{name} lacks a state or its evidence", str(path), _REMEDY)
        findings[name] = Finding(cast(State, told["state"]), f"submitted by the agency: {evidence}")
    return row["agency"], findings


def _evidence(told: Any) -> str:
    """The evidence of a control; empty where there is none, or a list or more of which the text may be endless."""
    evidence = told.get("evidence") if isinstance(told, dict) and "state" in told else None
    return "" if isinstance(evidence, (dict, list, set)) else str(evidence or "").strip()
