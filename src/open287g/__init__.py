"""open287g: the record, the rules and the audit of 287(g) agreements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from open287g.core.version import __version__

if TYPE_CHECKING:
    from open287g.record.asking.record import open_record

__all__ = ["__version__", "open_record"]


def __getattr__(name: str) -> object:
    # The record's libraries load when it is opened, so that `open287g --help` stays quick.
    if name == "open_record":
        from open287g.record.asking.record import open_record

        return open_record
    raise AttributeError(name)
