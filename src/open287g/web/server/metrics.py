"""Counters for operators in the Prometheus format, and one structured log line a request, without addresses."""

from __future__ import annotations

import json
import logging
import sys
import time
from bisect import bisect_left
from collections import Counter

from starlette.types import Scope

from open287g.record.asking.loaded import LoadedRecord

log = logging.getLogger("open287g.access")

_BOUNDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0)


class Metrics:
    """What one worker process has answered since it started."""

    def __init__(self) -> None:
        self.started = time.time()
        self._answers: Counter[tuple[str, int]] = Counter()
        self._buckets = [0] * (len(_BOUNDS) + 1)
        self._seconds = 0.0
        self._bytes = 0
        self._hits = 0

    def count(self, scope: Scope, status: int, seconds: float, size: int, hit: bool) -> None:
        """Take note of one answer. The query is left out of the log: it can hold what a person searched for."""
        kind = _kind(scope["path"])
        self._answers[kind, status] += 1
        self._buckets[bisect_left(_BOUNDS, seconds)] += 1
        self._seconds += seconds
        self._bytes += size
        self._hits += hit
        if log.isEnabledFor(logging.INFO):
            fields = {"method": scope["method"], "path": scope["path"], "status": status, "bytes": size}
            log.info("request", extra={"fields": fields | {"ms": round(seconds * 1000, 2), "cached": hit}})

    def text(self, record: LoadedRecord, reloads: int, failures: int) -> str:
        """The exposition."""
        total = sum(self._buckets)
        lines = ["# TYPE open287g_answers_total counter"]
        lines += [
            f'open287g_answers_total{{kind="{kind}",status="{status}"}} {n}'
            for (kind, status), n in sorted(self._answers.items())
        ]
        lines.append("# TYPE open287g_answer_seconds histogram")
        running = 0
        for bound, n in zip(_BOUNDS, self._buckets, strict=False):
            running += n
            lines.append(f'open287g_answer_seconds_bucket{{le="{bound}"}} {running}')
        lines += [
            f'open287g_answer_seconds_bucket{{le="+Inf"}} {total}',
            f"open287g_answer_seconds_sum {self._seconds:.6f}",
            f"open287g_answer_seconds_count {total}",
        ]
        for name, value in self._gauges(record, reloads, failures):
            lines += [f"# TYPE {name} {'counter' if name.endswith('_total') else 'gauge'}", f"{name} {value}"]
        return "\n".join(lines) + "\n"

    def _gauges(self, record: LoadedRecord, reloads: int, failures: int) -> list[tuple[str, object]]:
        published = time.mktime(record.today.timetuple())
        return [
            ("open287g_bytes_total", self._bytes),
            ("open287g_cache_hits_total", self._hits),
            ("open287g_record_reloads_total", reloads),
            ("open287g_record_reload_failures_total", failures),
            ("open287g_record_published_seconds", int(published)),
            ("open287g_record_agreements", len(record.listed)),
            ("open287g_started_seconds", int(self.started)),
        ]


def _kind(path: str) -> str:
    first = path.removeprefix("/es").strip("/").split("/", 1)[0]
    return first if first.isalpha() and len(first) < 12 else ("nation" if not first else "other")


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
