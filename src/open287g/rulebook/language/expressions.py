"""The words of Ibis in which provisions are written; it is loaded by the first that is used.

What a provision says, of whom and since when is told without it: only running one needs the engine.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from open287g.core.extras import extra


@cache
def engine() -> Any:
    """Ibis, set as the rulebook needs it. Raises MissingExtraError where it is not installed."""
    with extra("audit"):
        import ibis

    # Each stage of an expression is its own subquery, so that what two provisions share is computed once.
    ibis.options.sql.fuse_selects = False
    return ibis


def ifelse(condition: Any, then: Any, otherwise: Any) -> Any:
    """`then` where the condition holds, else `otherwise`, where it is unknown too."""
    return engine().ifelse(condition, then, otherwise)


def cases(*branches: tuple[Any, Any], else_: Any = None) -> Any:
    """What stands beside the first condition that holds."""
    return engine().cases(*branches, else_=else_)


def coalesce(*values: Any) -> Any:
    """The first that is known."""
    return engine().coalesce(*values)


def literal(value: Any, type: str | None = None) -> Any:
    """A plain value as an expression."""
    return engine().literal(value, type)


def interval(**spans: int) -> Any:
    """A span of `years` or `days`."""
    return engine().interval(**spans)


def unknown(type: str = "boolean") -> Any:
    """An answer, or a value of another type, that nobody knows."""
    return engine().null(type)
