"""One structured log line a request on standard error, without the visitor's address and without the query."""

from __future__ import annotations

import json
import logging
import sys
import time

from starlette.types import Scope

log = logging.getLogger("open287g.access")


def note(scope: Scope, status: int, seconds: float, size: int, cached: bool) -> None:
    """Log one answer. The query is left out: it can hold what a person searched for."""
    if log.isEnabledFor(logging.INFO):
        fields = {"method": scope["method"], "path": scope["path"], "status": status, "bytes": size}
        log.info("request", extra={"fields": fields | {"ms": round(seconds * 1000, 2), "cached": cached}})


class JsonLines(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """Time in UTC, level, message, and the fields given with it."""
        fields = getattr(record, "fields", {})
        when = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created))
        line = {"time": when, "level": record.levelname.lower(), "message": record.getMessage(), **fields}
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def log_to_stderr(level: str = "INFO") -> None:
    """Send the atlas's own log lines to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    root = logging.getLogger("open287g")
    root.handlers = [handler]
    root.setLevel(level)
    root.propagate = False
