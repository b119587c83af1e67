"""What the name of an agreement's file says: a model, a day."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import unquote

from open287g.documents.findings.written_days import days_in

_NAME_DATE = re.compile(
    r"(?<!\d)(?P<y>20\d{2})-(?P<m>\d{2})-(?P<d>\d{2})(?!\d)"
    r"|(?<!\d)(?P<month>\d{2})[.\-_]?(?P<day>\d{2})[.\-_]?(?P<year>(?:20)?\d{2})(?!\d)"
)
MODEL_IN_NAME = re.compile(r"(?<![A-Za-z])(JEM|WSO|TFM)(?![A-Za-z])")


def name_day(file: str) -> date | None:
    """The day a file's name gives: MMDDYY, MMDDYYYY, MM.DD.YYYY or YYYY-MM-DD; None when there is none."""
    for match in _NAME_DATE.finditer(unquote(file)):
        parts = ("m", "d", "y") if match["y"] else ("month", "day", "year")
        for read in days_in("/".join(match[part] for part in parts)):
            return read.day
    return None
