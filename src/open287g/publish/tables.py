"""JSON text, the same for downloads and for the API."""

from __future__ import annotations

import json
from datetime import date, datetime


def json_text(value: object) -> str:
    """Compact JSON; days and times in ISO 8601."""
    return json.dumps(value, default=_plain, ensure_ascii=False, separators=(",", ":"))


def _plain(value: object) -> str:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    raise TypeError(f"no JSON for {type(value).__name__}")
