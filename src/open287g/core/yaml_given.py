"""YAML that other people write: what stands twice under one name is refused, where YAML's own reader keeps the last."""

from __future__ import annotations

from typing import Any

import yaml


class _Once(yaml.SafeLoader):
    """The safe loader, which refuses a mapping that has a key twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen = set()
        for key in (key for key, _ in node.value if isinstance(key, yaml.ScalarNode) and key.tag != _MERGE):
            if (key.tag, key.value) in seen:
                raise yaml.constructor.ConstructorError(None, None, TWICE, key.start_mark)
            seen.add((key.tag, key.value))
        return super().construct_mapping(node, deep)


_MERGE = "tag:yaml.org,2002:merge"
TWICE = "a name stands twice in one mapping"


def yaml_given(text: str) -> Any:
    """What the text says. Raises yaml.YAMLError, and ValueError for what looks like a day and is none."""
    return yaml.load(text, Loader=_Once)  # noqa: S506  # a SafeLoader


def line_twice(error: Exception) -> int | None:
    """The line on which a name stands that stands twice; None where the error is another."""
    if isinstance(error, yaml.constructor.ConstructorError) and error.problem == TWICE and error.problem_mark:
        return int(error.problem_mark.line) + 1
    return None
