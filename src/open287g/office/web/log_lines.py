"""The log of the program: one line of JSON a message, with its time in UTC, to standard error."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime

NAME = "open287g.office"


class Lines(logging.Formatter):
    """JSON, so that nothing that was said can begin a line of its own."""

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        told = {"time": at, "level": record.levelname.lower(), "from": record.name, "says": record.getMessage()}
        if record.exc_info:
            told["trace"] = self.formatException(record.exc_info)
        return json.dumps(told, ensure_ascii=False)


def log_lines() -> None:
    """Write what the office logs to standard error, once."""
    log = logging.getLogger(NAME)
    if any(isinstance(one.formatter, Lines) for one in log.handlers):
        return
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Lines())
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    log.propagate = False
