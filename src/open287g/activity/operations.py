"""The register of operations that someone announced with a number."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from open287g.core.bundled import read_yaml


@cache
def announced() -> tuple[Mapping[str, Any], ...]:
    """Each with its days, its states, what was claimed by whom, the evidence, and what no source confirms."""
    return tuple(read_yaml("activity/data/operations.yaml"))
