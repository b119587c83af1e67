"""Days as people write them."""

from __future__ import annotations

import os
from datetime import date

from open287g.core.errors import InputError


def today() -> date:
    """The day it is: OPEN287G_TODAY (YYYY-MM-DD) where that is set, so that what is made can be made again."""
    told = os.environ.get("OPEN287G_TODAY")
    return parse_day(told, "OPEN287G_TODAY") if told else date.today()


def parse_day(text: str, name: str = "date") -> date:
    """A day given as YYYY-MM-DD."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise InputError(
            f"{name} {text!r} is not a day",
            remedy="Write it as YYYY-MM-DD, for example 2025-04-24.",
            exit_code=2,
        ) from None
