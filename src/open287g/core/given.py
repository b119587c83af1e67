"""Arguments of the public functions by their kind: one that is of another is refused in words, whichever is called."""

from __future__ import annotations

from collections.abc import Mapping
from os import PathLike
from pathlib import Path
from typing import Any

from open287g.core.errors import InputError


def text_given(value: Any, name: str) -> str:
    """A text. Raises InputError for anything else; the value is not repeated."""
    if not isinstance(value, str):
        raise _refused(value, name, "a text")
    return value


def path_given(value: Any, name: str) -> Path:
    """A path, of a path or a text. Raises InputError for anything else."""
    if not isinstance(value, (str, PathLike)):
        raise _refused(value, name, "a path")
    return Path(value)


def mapping_given(value: Any, name: str) -> Mapping[str, Any]:
    """A mapping of names. Raises InputError for anything else."""
    if not isinstance(value, Mapping) or not all(isinstance(key, str) for key in value):
        raise _refused(value, name, "a mapping of names to values")
    return value


def _refused(value: Any, name: str, kind: str) -> InputError:
    what = "nothing" if value is None else f"of type {type(value).__name__}"
    return InputError(f"{name} is {what}, not {kind}", remedy=f"Give {kind}.", exit_code=2)
