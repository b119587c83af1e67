"""No test fails for slowness alone: hangs are caught by bounds of two minutes or more, `bench/` measures speed."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

TESTS = Path(__file__).parents[1]
GENEROUS = 120
CLOCKS = {"monotonic", "perf_counter", "process_time", "time"}


def _reads_clock(node: ast.AST) -> bool:
    calls = (part.func for part in ast.walk(node) if isinstance(part, ast.Call))
    return any(isinstance(call, ast.Attribute) and call.attr in CLOCKS for call in calls)


def _short(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, int | float) and node.value < GENEROUS


def _upper_bound(node: ast.AST) -> bool:
    """`clock - begun < n` or `a < clock - begun < n`."""
    if not isinstance(node, ast.Compare):
        return False
    terms = [node.left, *node.comparators]
    return any(
        _reads_clock(left) and isinstance(left, ast.BinOp) and isinstance(sign, ast.Lt | ast.LtE) and _short(right)
        for left, sign, right in zip(terms, node.ops, terms[1:], strict=False)
    )


def impatience(source: str) -> Iterator[int]:
    """Lines that bound how long something may take by less than two minutes."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.keyword):
            if (node.arg in ("deadline", "timeout") and _short(node.value)) or (
                node.arg == "deadline" and not (isinstance(node.value, ast.Constant) and node.value.value is None)
            ):
                yield node.value.lineno
        elif _upper_bound(node) or (
            isinstance(node, ast.BinOp)
            and isinstance(node.op, ast.Add)
            and _reads_clock(node.left)
            and _short(node.right)
        ):
            yield node.lineno


@pytest.mark.parametrize(
    "line",
    [
        "settings(deadline=3_000)",
        "settings(deadline=timedelta(seconds=3))",
        "assert time.perf_counter() - begun < 3",
        "assert 1.9 < time.monotonic() - begun < 6",
        "end = time.monotonic() + 20",
        "process.wait(timeout=15)",
    ],
)
def test_an_impatient_line_is_seen(line: str) -> None:
    assert list(impatience(line)) == [1]


@pytest.mark.parametrize(
    "line",
    ["settings(deadline=None)", "assert time.monotonic() - begun > 1.9", "process.wait(timeout=120)"],
)
def test_a_patient_line_is_not(line: str) -> None:
    assert list(impatience(line)) == []


def test_no_test_bounds_time_tightly() -> None:
    found = {
        f"{path.relative_to(TESTS)}:{line}"
        for path in sorted(TESTS.rglob("*.py"))
        for line in impatience(path.read_text(encoding="utf-8"))
    }
    assert found == set()


def test_examples_made_by_hypothesis_have_no_deadline() -> None:
    assert settings().deadline is None
    assert HealthCheck.too_slow in settings().suppress_health_check
