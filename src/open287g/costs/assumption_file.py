"""A reader's own assumptions: a small YAML file, read by line, so that every error names the line and what to write.

officers: 10
benefits: 42%
overtime_hours: {low: 100, likely: 200, high: 300, source: payroll of 2025, year: 2025}
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import yaml

from open287g.core.errors import InputError
from open287g.core.files import read_text_within
from open287g.costs.assumptions import YOURS, Assumption, Range, check, unknown_name
from open287g.costs.told_numbers import AS_DIGITS, NO_NUMBER, number_told

MOST_BYTES = 64 << 10
"""Every assumption with a page of source beside it is less than this."""
_DEEPEST = 2
"""An assumption's name, then low, likely, high."""
_KEYS = ("value", "low", "likely", "high", "source", "year")
_PLAIN = ("str", "int", "float")


def read_assumptions(path: Path, known: Mapping[str, Assumption]) -> dict[str, Assumption]:
    """`known` with what the file says. Raises InputError naming file and line; a value is never repeated in it."""
    told = dict(known)
    seen: set[str] = set()
    for key, value in _entries(read_text_within(path, MOST_BYTES, "Name a small YAML file."), path):
        where = _line(path, key)
        name = str(key.value)
        if name in seen:
            raise InputError("it names an assumption for the second time", where, "Leave one of the two out.")
        if name not in told:
            raise unknown_name(name, told, where)
        seen.add(name)
        told[name] = check(_assumption(told[name], value, path), where)
    return told


def _entries(text: str, path: Path) -> list[tuple[yaml.ScalarNode, yaml.Node]]:
    try:
        _check_events(text, path)
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{path}, line {mark.line + 1}" if mark else str(path)
        raise InputError("it is not YAML", where, "Write one line an assumption: name: value.") from error
    if root is None:
        return []
    return _pairs(root, path, "Write one line an assumption: name: value.")


def _check_events(text: str, path: Path) -> None:
    """Refuse aliases, tags and deep nesting while the text is read, before anything of its size is built."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        where = f"{path}, line {event.start_mark.line + 1}" if event.start_mark else str(path)
        if isinstance(event, yaml.AliasEvent):
            raise InputError("it uses an alias (*name)", where, "Write the value out.")
        tag = getattr(event, "tag", None)
        if tag and tag.rpartition(":")[2] not in _PLAIN:
            raise InputError("it uses a tag (!name)", where, "Write the value alone.")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise InputError("it nests lists or names too deep", where, "Write one line an assumption: name: value.")


def _pairs(node: yaml.Node, path: Path, remedy: str) -> list[tuple[yaml.ScalarNode, yaml.Node]]:
    if not isinstance(node, yaml.MappingNode):
        raise InputError("names and values are wanted here", _line(path, node), remedy)
    pairs: list[tuple[yaml.ScalarNode, yaml.Node]] = []
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise InputError("a name is wanted here", _line(path, key), remedy)
        pairs.append((key, value))
    return pairs


def _assumption(known: Assumption, node: yaml.Node, path: Path) -> Assumption:
    if isinstance(node, yaml.ScalarNode):
        value = _number(node, known, path)
        return replace(known, range=Range(value, value, value), source=YOURS, year=None)
    parts: dict[str, yaml.ScalarNode] = {}
    for key, value_node in _pairs(node, path, f"Write a number, or {', '.join(_KEYS)}."):
        if key.value not in _KEYS or key.value in parts or not isinstance(value_node, yaml.ScalarNode):
            remedy = f"Each of {', '.join(_KEYS)} may stand once, with one value."
            raise InputError(f"{known.name}: this cannot be used", _line(path, key), remedy)
        parts[str(key.value)] = value_node
    source = str(parts["source"].value).strip() if "source" in parts else YOURS
    year = _year(parts["year"], known, path) if "year" in parts else None
    return replace(known, range=_range(parts, known, node, path), source=source or YOURS, year=year)


def _range(parts: Mapping[str, yaml.ScalarNode], known: Assumption, node: yaml.Node, path: Path) -> Range:
    numbers = {key: _number(parts[key], known, path) for key in ("value", "low", "likely", "high") if key in parts}
    if set(numbers) == {"value"}:
        return Range(numbers["value"], numbers["value"], numbers["value"])
    if set(numbers) == {"low", "likely", "high"}:
        return Range(numbers["low"], numbers["likely"], numbers["high"])
    raise InputError(f"{known.name}: it has no value", _line(path, node), "Give value, or low, likely and high.")


def _number(node: yaml.ScalarNode, known: Assumption, path: Path) -> float:
    where = _line(path, node)
    if node.tag.rpartition(":")[2] not in _PLAIN:
        raise InputError(f"{known.name}: {NO_NUMBER}", where, AS_DIGITS)
    return number_told(str(node.value), known, where)


def _year(node: yaml.ScalarNode, known: Assumption, path: Path) -> int:
    text = str(node.value)
    if not re.fullmatch(r"(19|20)[0-9]{2}", text):
        raise InputError(f"{known.name}: its year is no year", _line(path, node), "Write four digits, such as 2026.")
    return int(text)


def _line(path: Path, node: yaml.Node) -> str:
    return f"{path}, line {node.start_mark.line + 1}"
