"""The small files the package ships, each named by its path below `open287g/`, such as "places/data/states.csv"."""

from __future__ import annotations

import csv
import gzip
import io
import zlib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from open287g.core.cells import plain_cell
from open287g.core.errors import DamageError

_REMEDY = "Install open287g again."


def read_bytes(name: str) -> bytes:
    """The content of a bundled file, unpacked where its name ends in .gz.

    Raises DamageError naming the file where it is missing or not whole, as do all that read here.
    """
    try:
        content = files("open287g").joinpath(name).read_bytes()
        return gzip.decompress(content) if name.endswith(".gz") else content
    except FileNotFoundError:
        raise DamageError("a bundled file is missing", name, _REMEDY) from None
    except (OSError, EOFError, zlib.error) as error:
        raise DamageError(f"a bundled file cannot be read ({error})", name, _REMEDY) from error


def read_text(name: str) -> str:
    """The text of a bundled file in UTF-8."""
    return _text(read_bytes(name), name)


def read_yaml(name: str) -> Any:
    """What a bundled YAML file says."""
    import yaml

    try:
        return yaml.safe_load(read_text(name))
    except yaml.YAMLError as error:
        raise DamageError(f"a bundled file is not YAML ({error})", name, _REMEDY) from error


def read_lines(name: str) -> tuple[list[str], list[list[str]]]:
    """The header and the lines of a bundled CSV file, every line as long as the header."""
    return lines_of(read_bytes(name), name)


def lines_of(content: bytes, where: str) -> tuple[list[str], list[list[str]]]:
    """The same of a file's content, or of its header and some of its lines; `where` names the file in errors."""
    reader = csv.reader(io.StringIO(_text(content, where), newline=""))
    try:
        header = next(reader, None)
        if not header:
            raise DamageError("a bundled table has no header", where, _REMEDY)
        lines = []
        for line in reader:
            if len(line) != len(header):
                told = f"a line has {len(line)} cells, the header {len(header)}"
                raise DamageError(told, f"{where}, line {reader.line_num}", _REMEDY)
            lines.append(line)
    except csv.Error as error:
        raise DamageError(f"a bundled table cannot be read ({error})", where, _REMEDY) from error
    return header, lines


@cache
def read_table(name: str, columns: tuple[str, ...] | None = None) -> tuple[dict[str, str], ...]:
    """The rows of a bundled CSV file, every value as text; its header must be `columns`, where they are given."""
    return _rows(read_bytes(name), name, columns)


def read_table_at(path: Path) -> tuple[dict[str, str], ...]:
    """The rows of a CSV file of the same form that stands elsewhere, read anew each time."""
    return _rows(path.read_bytes(), str(path), None)


def _text(content: bytes, where: str) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise DamageError(f"a bundled file is not UTF-8 text ({error})", where, _REMEDY) from error


def _rows(content: bytes, where: str, columns: Sequence[str] | None) -> tuple[dict[str, str], ...]:
    header, lines = lines_of(content, where)
    if columns is not None and tuple(header) != tuple(columns):
        raise DamageError(f"its columns are not {', '.join(columns)}", where, _REMEDY)
    return tuple(dict(zip(header, map(plain_cell, line), strict=True)) for line in lines)
