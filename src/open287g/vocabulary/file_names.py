"""What the name of an agreement's file says, which ICE's list, an address and a disk each write in their own way."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from urllib.parse import unquote, urlsplit

_DAY = re.compile(
    r"(?<!\d)(?P<y>20\d{2})-(?P<m>\d{2})-(?P<d>\d{2})(?!\d)"
    r"|(?<!\d)(?P<m1>\d{1,2})[._-](?P<d1>\d{1,2})[._-](?P<y1>20\d{2}|\d{2})(?!\d)"
    r"|(?<!\d)(?P<m2>\d{2})(?P<d2>\d{2})(?P<y2>20\d{2}|\d{2})(?!\d)"
)
_MODEL = re.compile(r"(?:287g_?|(?<![A-Za-z]))(JEM|WSO|TFM)(?![a-z])")


@lru_cache(16_384)
def file_name(address: str) -> str:
    """The file name at the end of an address, decoded; empty if there is none."""
    return unquote(urlsplit(address).path.rpartition("/")[2]).strip() if address else ""


def is_number(name: str) -> bool:
    """Whether a file's name is the number of a download, which tells nothing of what is in it."""
    return name.isdecimal()


@lru_cache(16_384)
def file_key(name: str) -> str:
    """A file's name as two lists may write it: decoded, without regard to case, without space at the ends."""
    return unquote(name).strip().casefold()


@lru_cache(16_384)
def day_in_name(name: str) -> date | None:
    """The day a file's name gives: MMDDYY, MMDDYYYY, MM.DD.YYYY or YYYY-MM-DD; None when there is none."""
    for match in _DAY.finditer(unquote(name)):
        year, month, day = (match[k] or match[f"{k}1"] or match[f"{k}2"] for k in "ymd")
        try:
            return date(int(year) if len(year) == 4 else 2000 + int(year), int(month), int(day))
        except ValueError:
            continue
    return None


@lru_cache(16_384)
def model_in_name(name: str) -> str | None:
    """The model a file's name gives: JEM, WSO or TFM; None when it gives none."""
    match = _MODEL.search(unquote(name))
    return match[1] if match else None


@lru_cache(16_384)
def words_in_name(name: str) -> str:
    """What a file's name calls its agency, as words: "LancasterCoSC_WSO_MOA_04.02.2025.pdf" gives "Lancaster Co SC"."""
    stem = re.sub(r"(\.pdf)+$", "", unquote(name).strip(), flags=re.IGNORECASE)
    stem = re.sub(r"287g|JEM|WSO|TFM|MOA|MOU|addendum", " ", stem, flags=re.IGNORECASE)
    stem = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", stem)
    return " ".join(re.findall(r"[A-Za-z]+", stem))
