"""What signature pages of memoranda say, where somebody has read them: `data/signatures.csv`, each with its source."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import NamedTuple

from open287g.core.bundled import read_table
from open287g.vocabulary.file_names import file_key


class Signatures(NamedTuple):
    """The days of a memorandum's two signatures; None where the page or its reader does not say.

    `executed` is the later of both, the day from which the agreement is in force; `lacks` names the parties whose
    signature or day the page does not have.
    """

    agency_signed: date | None
    ice_signed: date | None
    executed: date | None
    lacks: tuple[str, ...]
    source: str


def signatures(state: str, model: str, file: str) -> Signatures | None:
    """The signatures of the memorandum `file` of an agency in `state`; None where nobody has read its page."""
    return _read().get((state, model, file_key(file))) if file else None


def lacks_ice(state: str, model: str, file: str) -> bool:
    """Whether the page is known to have no signature of ICE, so that it put nothing in force."""
    page = signatures(state, model, file)
    return page is not None and "ice" in page.lacks


@cache
def _read() -> dict[tuple[str, str, str], Signatures]:
    return {(row["state"], row["model"], file_key(row["file"])): _of(row) for row in _rows()}


def _rows() -> tuple[dict[str, str], ...]:
    columns = ("state", "model", "file", "agency_signed", "ice_signed", "executed", "lacks", "source")
    return read_table("record/data/signatures.csv", columns)


def _of(row: dict[str, str]) -> Signatures:
    agency, ice, executed = (_day(row[name]) for name in ("agency_signed", "ice_signed", "executed"))
    if executed is None and agency is not None and ice is not None:
        executed = max(agency, ice)
    return Signatures(agency, ice, executed, tuple(row["lacks"].split()), row["source"])


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
