"""A number beside what it counts, and YAML in which nothing stands twice."""

from __future__ import annotations

import pytest
import yaml

from open287g.core.counted import counted
from open287g.core.yaml_given import line_twice, yaml_given


@pytest.mark.parametrize(
    ("number", "noun", "verb", "told"),
    [(0, "row", "was", "0 rows were"), (1, "row", "was", "1 row was"), (2000, "loss", "", "2,000 losses"),
     (1, "agency", "", "1 agency"), (2, "agency", "", "2 agencies")],
)  # fmt: skip
def test_a_noun_stands_in_its_number(number: int, noun: str, verb: str, told: str) -> None:
    assert counted(number, noun, verb) == told


@pytest.mark.parametrize(
    ("text", "line"), [("a: 1\nb: 2\na: 3", 3), ("x:\n  - {k: 1, k: 2}", 2), ("x: {'1': a, \"1\": b}", 1)]
)
def test_a_name_that_stands_twice_is_refused_with_its_line(text: str, line: int) -> None:
    with pytest.raises(yaml.YAMLError) as refused:
        yaml_given(text)
    assert line_twice(refused.value) == line


@pytest.mark.parametrize("text", ["a: 1\nb: {a: 1}", "base: &b {k: 1, l: 1}\nx: {<<: *b, k: 2}", "", "- a\n- a"])
def test_what_stands_once_is_read_as_ever(text: str) -> None:
    assert yaml_given(text) == yaml.safe_load(text)


def test_a_list_as_a_name_and_nesting_without_end_are_no_yaml() -> None:
    with pytest.raises(yaml.YAMLError):
        yaml_given("? [a, b]\n: 1")
    with pytest.raises((yaml.YAMLError, RecursionError)):
        yaml_given("[" * 5000)
