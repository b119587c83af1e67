"""What every command that asks the record says besides its answer, on standard error."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from open287g.cli.asked import current, note

if TYPE_CHECKING:
    from open287g.record.asking.record import Record


def opened(home: Path | None) -> Record:
    """The home's record; the day and age of the lists that every answer rests on are said on standard error."""
    from open287g.record.asking.record import open_record

    record = open_record(home)
    tell_age(record)
    return record


def tell_age(record: Record) -> None:
    """Say the day and age of the lists that the answer rests on."""
    from open287g.core.days import today

    note(record.ages().says(today(), current().language))


def tell_moved(moved: Mapping[str, str] | None) -> None:
    """Say where an id was asked for that is no longer in use, as answers have it under `redirected`."""
    if moved:
        note(f"{moved['from']} is now {moved['to']}: {moved['reason']}.")
