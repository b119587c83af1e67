"""Numbers as people write them: 34, .40, 42%, or low, likely and high with spaces between them: 28 34 41."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from open287g.core.errors import InputError
from open287g.costs.assumptions import YOURS, Assumption, Range, check, unknown_name
from open287g.vocabulary.messages import N_

_NUMBER = re.compile(r"(?P<sign>-?)(?P<digits>[0-9]{1,15}(\.[0-9]{1,15})?|\.[0-9]{1,15})(?P<percent> ?%)?")
_LONGEST = 60

NO_NUMBER = N_("it is no number")
NO_SHARE = N_("it is no share")
AS_DIGITS = N_("Write digits with a point, such as 34.00: no $, no comma, no unit.")
WITHOUT_PERCENT = N_("Write it without %.")
ONE_OR_THREE = N_("Write one number, or low, likely and high with spaces between them: 28 34 41.")


def number_told(text: str, known: Assumption, where: str) -> float:
    """The number that `text` writes for an assumption. Raises InputError naming `where`; the text is not repeated."""
    number = _NUMBER.fullmatch(text.strip())
    if number is None:
        raise InputError(f"{known.name}: {NO_NUMBER}", where, AS_DIGITS)
    value = float(number["sign"] + number["digits"])
    if number["percent"] and known.unit != "share":
        raise InputError(f"{known.name}: {NO_SHARE}", where, WITHOUT_PERCENT)
    return value / 100 if number["percent"] else value


def range_told(text: str, known: Assumption, where: str) -> Range:
    """One value, or low, likely and high. Raises InputError as `number_told` does."""
    parts = text[: _LONGEST + 1].replace(" %", "%").split()
    if len(text) > _LONGEST or len(parts) not in (1, 3):
        raise InputError(f"{known.name}: {NO_NUMBER}", where, ONE_OR_THREE)
    numbers = [number_told(part, known, where) for part in parts]
    return Range(numbers[0], numbers[len(numbers) // 2], numbers[-1])


def with_told(known: Mapping[str, Assumption], name: str, text: str, where: str) -> dict[str, Assumption]:
    """`known` with what the reader tells of one assumption. Raises InputError for a name or text without meaning."""
    if name not in known:
        raise unknown_name(name, known, where)
    told = replace(known[name], range=range_told(text, known[name], where), source=YOURS, year=None)
    return {**known, name: check(told, where)}
