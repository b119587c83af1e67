"""Columns that would point to a person an officer met: refused, or replaced by an opaque hash when the user asks."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

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


def shown(headers: Iterable[str], known: Collection[str]) -> str:
    """Headers for an error: those that share a word with a `known` name, the others counted.

    A file without a header begins with a row of values, which may name a person.
    """
    given, words = list(headers), {word for name in known for word in name.split("_")} - _SMALL
    alike = [header for header in given if words & set(plain_name(header).split("_")) and _is_heading(header, known)]
    others = len(given) - len(alike)
    told = [", ".join(alike[:30])] if alike else []
    return " and ".join([*told, f"{others} other column{'s' if others != 1 else ''}"] if others else told)


def heading(header: str, place: int, known: Collection[str] = ()) -> str:
    """The name of a column where it is made of words of columns, else its place (from 1), for it may be a value.

    One word alone may be a surname, where a file begins without its header. `known` are names whose words count too.
    """
    return header if _is_heading(header, known) else f"column {place}"


def _is_heading(header: str, known: Collection[str]) -> bool:
    words = {word for word in plain_name(header).split("_") if not re.fullmatch(r"\d{1,2}", word)}
    of_known = {word for name in known for word in plain_name(name).split("_")}
    return header.isascii() and bool(words) and not _is_value(header) and words <= _OF_COLUMNS | _SMALL | of_known


def _is_value(header: str) -> bool:
    return bool(re.search(r"\d{4}|\d[/-]\d|[@,]", header))


_SMALL = {"by", "at", "on", "in", "of", "to", "from", "the", "and", "or", "is", "id", ""}
_GENERAL = """
    age arrest badge case category charge city class code comment comments condition count country created custody
    date day days description detention employer end ended ethnicity family first flag full gender given group home
    hour hours index key kind language last level location mailing maiden method middle minute month mother no note
    notes num number officer other place position program purpose race rank reason record ref reference remarks
    removal result row sentence sex shift source start started status stop subject team time title total type updated
    user value version warrant week work year years yes zone
"""
_OF_COLUMNS = {*_GENERAL.split(), *_WORDS, *_BODIES, *(word for name in _WHOLE for word in name.split("_"))}
"""Words that columns are named with; a header of others is told by its place."""
