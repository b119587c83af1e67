"""Columns that would point to a person an officer met: refused, or replaced by an opaque hash when the user asks."""

from __future__ import annotations

import re
from collections.abc import Iterable

_WHOLE = {
    "a_file",
    "a_no",
    "a_num",
    "a_number",
    "anumber",
    "eid_case_id",
    "eid_subject_id",
    "eid_dta_id",
    "fin",
    "fbi_no",
    "fbi_number",
    "name",
    "subject",
    "detainee",
    "inmate",
    "sid",
}
_WORDS = {
    "address",
    "alias",
    "alien",
    "birth",
    "birthday",
    "birthdate",
    "dob",
    "email",
    "fingerprint",
    "passport",
    "phone",
    "photo",
    "plate",
    "residence",
    "ssn",
    "street",
    "surname",
    "telephone",
}
_BODIES = {"agency", "county", "facility", "file", "jail", "office", "operation", "program", "sheet", "state", "unit"}


def plain_name(header: str) -> str:
    """A header in lower case with single underscores: " Apprehension  Method" -> "apprehension_method"."""
    cut = re.sub(r"\.\.\.\d+$", "", header.strip())
    return re.sub(r"[^a-z0-9]+", "_", cut.lower()).strip("_")


def identifies(header: str) -> bool:
    """Whether a column of this name would hold a name, number, birth date, address or contact of a person."""
    name = plain_name(header)
    words = set(name.split("_"))
    if name in _WHOLE or words & _WORDS or {"social", "security"} <= words:
        return True
    if words & {"name", "names"}:
        return not words & _BODIES
    return False


def shown(headers: Iterable[str], known: Iterable[str]) -> str:
    """Headers for an error: those that share a word with a `known` name, the others counted.

    A file without a header begins with a row of values, which may name a person.
    """
    given, words = list(headers), {word for name in known for word in name.split("_")} - _SMALL
    alike = [header for header in given if words & set(plain_name(header).split("_")) and not _is_value(header)]
    others = len(given) - len(alike)
    told = [", ".join(alike[:30])] if alike else []
    return " and ".join([*told, f"{others} other column{'s' if others != 1 else ''}"] if others else told)


def heading(header: str, place: int) -> str:
    """The name of a column that is not read, or its place (from 1) where it may be a value or a person's name."""
    return f"column {place}" if _is_value(header) or _may_be_a_name(header) else header


def _may_be_a_name(header: str) -> bool:
    """Several words, and none of them a word of columns: so is a name where a file begins without its header."""
    words = re.findall(r"[^\W\d]+", header.lower())
    return len(words) > 1 and not set(words) & (_WORDS | _BODIES | {"name", "names", "number", "type", "date", "id"})


def _is_value(header: str) -> bool:
    return bool(re.search(r"\d{4}|\d[/-]\d|[@,]", header))


_SMALL = {"by", "at", "on", "in", "of", "to", "from", "the", "and", "or", "is", "id", ""}
