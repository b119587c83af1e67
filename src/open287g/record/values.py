"""The few values that some columns of the record hold: the code's types, from which the data dictionary is written."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, get_args

ListName = Literal["participating", "pending"]
"""Which of ICE's two lists."""

Verdict = Literal["accepted", "duplicate", "quarantined"]
"""On a raw file."""

Grade = Literal["suspected", "probable", "confirmed"]
"""How sure an ending is."""

Status = Literal["listed", "ended", "moved"]
"""Of an agreement today."""

Basis = Literal["executed", "signed", "memorandum", "listed"]
"""What the first day in force rests on: the later signature on the memorandum's page, SIGNED, the day in the name of a
memorandum where SIGNED is unknown or was left as it was at a renewal, or the first listing."""

Reading = Literal["same", "corrected", "redated", "renewed"]
"""What a claim of the list is to the agreement before it: its SIGNED unchanged, its date mended, the day on which both
had signed told at last, or the agreement signed anew."""

Waiting = Literal["pending", "listed", "gone"]
"""Of an application in the pending list."""

Replaced = Literal["renewed", "model_changed", "moved"]
"""How another agreement came in the place of one."""

Ended = Literal["superseded", "model_changed", "withdrawn", "unexplained"]
"""How an agreement left the list: signed anew, for another model, before any memorandum was linked, or unsaid."""

EventKind = Literal[
    "pended", "listed", "moa_posted", "date_corrected", "renewed", "model_changed", "renamed", "delisted", "relisted"
]

Return = Literal["flicker", "rejoined"]
"""What an absence was after which an agreement came back."""

Tier = Literal["judgment", "same", "roster", "words", "document", "dated", "typo"]
"""The rule that joined two spellings, strongest first."""

SpellingTier = Literal["only", Tier]
"""The rule that joined a spelling to its agency; `only` where nothing was joined."""

EarlySource = Literal["list", "audit", "count", "study", "mirror", "index", "signatures", "correction", "claim"]
"""What a source of the years before 2021 is; only ICE's lists prove who was listed on a day."""

Said = Literal["listed", "reported", "pending", "withdrew", "signed", "ended", "archived", "corrected", "extended"]
"""What a source of those years says of an agency."""

EarlyEventKind = Literal[
    "listed", "renewed", "date_corrected", "model_changed", "delisted", "relisted", "announced_signing", "announced_end"
]
"""What happened in those years, as far as lists, memoranda and statements show it."""

EndBasis = Literal["renewed", "announced", "withdrew", "absent"]
"""What bounds the end of an agreement of those years: another signing, a statement, or a list that lacks the agency."""

DoubtKind = Literal[
    "signed long before listing",
    "signed against an earlier print",
    "day and month exchanged",
    "memorandum of another day",
    "memorandum of another model",
    "memorandum of another agency",
    "memorandum of two agencies",
    "county of another state",
    "row of another state",
    "type against the name",
]
"""What in a row contradicts what is known otherwise."""

Witness = Literal["list", "memorandum_name", "agency_signature", "ice_signature"]
"""What tells a day of signing: ICE's list, the name of the memorandum's file, or a signature on its page."""

StatementSays = Literal["never_signed", "signed", "ended", "in_force"]
"""What somebody other than ICE says of an agreement."""

Action = Literal["repaired", "ignored", "unreadable", "noted"]
"""What was done about something odd."""

SourceFact = Literal["not linked", "gone", "linked again", "columns"]
"""What became of a list itself."""

Judged = Literal["same", "distinct"]
"""A person's verdict on two spellings."""

AgencyType = Literal["county", "municipality", "state", "university", "tribal", "territory", "other"]
"""What ICE's TYPE means; `fixes/types.csv` reads its spellings."""

STATUSES: dict[Status, str] = {
    "listed": "in the newest publication",
    "ended": "absent",
    "moved": "ICE gave its row to another agency or model",
}
"""What each status of an agreement means."""


def values(kind: object) -> tuple[str, ...]:
    """The values of a Literal, in order."""
    return tuple(str(value) for value in get_args(kind))


def either(words: Iterable[str]) -> str:
    """The words as a sentence has them: a, b or c."""
    *others, last = words
    return f"{', '.join(others)} or {last}" if others else last
