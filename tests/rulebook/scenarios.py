"""Reads the scenarios of `tests/scenarios/law`: facts in, result and verdict out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parents[1] / "scenarios" / "law"
BESIDE = ("lawfulness", "duties", "contradictions")
"""What a scenario may say beside its result and verdict."""

Facts = dict[str, dict[str, Any]]


@dataclass(frozen=True)
class Scenario:
    provision: str
    it: str
    facts: Facts
    result: str
    verdict: str | None
    lawfulness: str | None = None
    duties: str | None = None
    contradictions: str | None = None

    def __str__(self) -> str:
        return f"{self.provision}: {self.it}"


@cache
def starts() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((FOLDER / "starts.yaml").read_text(encoding="utf-8"))
    return loaded


def start(name: str) -> Facts:
    """A fresh act in which everything is in order: "WSO serve_arrest_warrant"."""
    model, act = name.split()
    told = starts()
    return {
        "act": {**told["act"], **told["models"][model], **told["acts"][act], "act": act},
        "officer": {**told["officer"], "model": model},
        "agreement": {**told["agreement"], **told["agreements"][model]},
    }


def start_names() -> list[str]:
    return [f"{model} {act}" for model in starts()["models"] for act in starts()["acts"]]


def scenarios() -> Iterator[Scenario]:
    for path in sorted(FOLDER.glob("*.yaml")):
        if path.name != "starts.yaml":
            told = yaml.safe_load(path.read_text(encoding="utf-8"))
            assert told["provision"] == path.stem
            for case in told["cases"]:
                facts = start(case.get("start", told["start"]))
                for record in facts:
                    facts[record] |= case.get(record, {})
                    facts[record] = {k: v for k, v in facts[record].items() if v != "unknown"}
                yield Scenario(
                    path.stem,
                    case["it"],
                    facts,
                    case["result"],
                    case.get("verdict"),
                    *(case.get(name) for name in BESIDE),
                )
