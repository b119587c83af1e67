"""A list from outside, read apart: what may be spent on it, and the words for one that spends more."""

from __future__ import annotations

from open287g.archive.workbooks.any_list import read_list
from open287g.archive.workbooks.package import UnreadableWorkbook
from open287g.archive.workbooks.sheet import Sheet
from open287g.core.guarded import MEMORY_IS_BOUNDED, Bounds, Failure, read_each

BOUNDS = Bounds(seconds=120, memory=3 * 2**30)
"""For one workbook or for a part of an archive."""
TOO_MUCH = "reading it took more memory than any list needs"
_DIED = "reading it ended the reader: more memory than any list needs, or a fault in it"


def read_apart(content: bytes, *, address: str = "") -> Sheet:
    """The list in `content`, as `read_list` reads it in a process that it may end. Raises UnreadableWorkbook."""
    (outcome,) = read_each(_read_from, [(content, address)], BOUNDS, jobs=1, forked=True)
    if outcome.failure is not None:
        raise UnreadableWorkbook(reason(outcome.failure))
    assert outcome.answer is not None
    return outcome.answer


def read_guarded(content: bytes, *, address: str = "") -> Sheet:
    """The list in `content`, in a process that `core.guarded` started."""
    return read_list(content, bounded=MEMORY_IS_BOUNDED, address=address)


def _read_from(file: tuple[bytes, str]) -> Sheet:
    content, address = file
    return read_guarded(content, address=address)


def reason(failure: Failure) -> str:
    """Why a workbook was not read; the same words on every machine, since they are kept."""
    return {"died": _DIED, "memory": TOO_MUCH}.get(failure.ending, failure.what)
