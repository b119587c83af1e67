"""The small tables this room ships, read once."""

from __future__ import annotations

import csv
import gzip
import io
from functools import cache
from importlib.resources import files

from open287g.core.errors import DamageError


def read_bytes(name: str) -> bytes:
    """The content of a bundled file; a missing one means a damaged installation."""
    try:
        content = files("open287g.places").joinpath("data", name).read_bytes()
    except FileNotFoundError:
        raise DamageError(
            "a bundled table is missing", where=f"places/data/{name}", remedy="Install open287g again."
        ) from None
    return gzip.decompress(content) if name.endswith(".gz") else content


@cache
def read_table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a bundled CSV file, every value as text."""
    header, *lines = csv.reader(io.StringIO(read_bytes(name).decode("utf-8"), newline=""))
    return tuple(dict(zip(header, line, strict=True)) for line in lines)
