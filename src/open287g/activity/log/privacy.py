"""Columns that would point to a person an officer met: refused, or replaced by an opaque hash when the user asks."""

from __future__ import annotations

import re

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
