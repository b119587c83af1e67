"""A reader's file of assumptions: what is read, and what is refused by line with a remedy."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from open287g.core.errors import InputError
from open287g.costs.assumption_file import read_assumptions
from open287g.costs.assumptions import Assumption, Range, assumptions_for


def read(folder: Path, text: str | bytes) -> dict[str, Assumption]:
    path = folder / "ours.yaml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_assumptions(path, assumptions_for("TFM"))


def test_numbers_percents_and_ranges_are_read_with_their_source(tmp_path: Path) -> None:
    text = "officers: 10\nbenefits: 42%\nwage: {low: 30, likely: 34.00, high: 41, source: pay plan, year: 2026}\n"
    known = read(tmp_path, text)
    assert known["officers"].range == Range(10, 10, 10)
    assert known["benefits"].range == Range(0.42, 0.42, 0.42)
    assert (known["wage"].range, known["wage"].source, known["wage"].year) == (Range(30, 34, 41), "pay plan", 2026)
    assert known["officers"].source == "yours"


@pytest.mark.parametrize(
    ("text", "line", "remedy"),
    [
        ("benefits: 40", 1, "40 percent as 0.40"),
        ("benefits: 140%", 1, "40 percent as 0.40"),
        ("# ours\nbenefits: 1.4", 2, "40 percent as 0.40"),
        ("benefits: -10%", 1, "zero or more"),
        ("wage: {value: '$34.00'}", 1, "no $"),
        ("officers: -1\n", 1, "zero or more"),
        ("wage: {low: 50, likely: 34, high: 41}", 1, "small to large"),
        ("officers: !!int 10\nwage: !own 3", 2, "alone"),
        ("officers: 10\nwage: $34.00", 2, "no $"),
        ("officers: 10\n\nwage: 1,234.00", 3, "no comma"),
        ("officers: -3", 1, "zero or more"),
        ("wage: {low: 40, likely: 34, high: 30}", 1, "small to large"),
        ("wage: {low: 40, high: 50}", 1, "low, likely and high"),
        ("wage: {value: 3, value: 4}", 1, "may stand once"),
        ("officers: 10\nofficers: 12", 2, "one of the two"),
        ("oficers: 10", 1, "officers"),
        ("officers: .nan", 1, "digits"),
        ("officers: 1e400", 1, "digits"),
        ("officers: true", 1, "digits"),
        ("officers: !!python/object/apply:os.system ['true']", 1, "alone"),
        ("officers: !!binary aGk=", 1, "alone"),
        ("wage: {value: 34, year: 99}", 1, "four digits"),
        ("wage: 40%", 1, "without %"),
        ("- officers\n- 10", 1, "name: value"),
        ("officers: [10", 1, "name: value"),
        ("officers: &x 10\nwage: *x", 2, "Write the value out"),
        ("officers: 10\nwage: {low: {low: 1}}", 2, "name: value"),
    ],
)
def test_what_cannot_be_meant_is_refused_by_line(tmp_path: Path, text: str, line: int, remedy: str) -> None:
    with pytest.raises(InputError) as refused:
        read(tmp_path, text)
    assert remedy in refused.value.remedy
    assert not line or f"line {line}" in refused.value.where


@pytest.mark.parametrize("told", ["0.40", ".40", "40%", "40 %", "{value: 40%, source: pay plan}"])
def test_forty_percent_is_read_however_it_is_meant(tmp_path: Path, told: str) -> None:
    assert read(tmp_path, f"benefits: {told}\n")["benefits"].range == Range(0.4, 0.4, 0.4)


def test_a_value_is_never_repeated_in_the_error(tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        read(tmp_path, "officers: John Roe A012345678\n")
    assert "Roe" not in str(refused.value)
    assert "A0123" not in str(refused.value)


@pytest.mark.parametrize(
    "content", [b"officers: \xff\xfe", b"#" * (65 << 10), b"\x00\x00", "[" * 60_000, "#" * (10 << 20)]
)
def test_hostile_bytes_are_refused(tmp_path: Path, content: bytes | str) -> None:
    with pytest.raises(InputError):
        read(tmp_path, content)


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    try:
        known = read(tmp_path_factory.mktemp("any"), text.encode("utf-8", "replace"))
    except InputError as refused:
        assert refused.where
    else:
        assert set(known) == set(assumptions_for("TFM"))
