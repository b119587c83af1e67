"""Counters for operators in the Prometheus format, summed over all workers, without addresses or search words."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, disable_created_metrics, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector

from open287g.record.asking.loaded import LoadedRecord
from open287g.web.server.shared_counts import SHARED, claim_room

METHODS = ("GET", "HEAD", "OPTIONS")
NO_ROUTE = "none"
_BOUNDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0)

disable_created_metrics()  # type: ignore[no-untyped-call]  # prometheus-client leaves it untyped


@dataclass(frozen=True)
class Answered:
    """One answer as it is counted. `route` is a template of the atlas or NO_ROUTE, never an address asked for."""

    route: str
    method: str
    status: int
    seconds: float
    size: int
    from_cache: bool


class Metrics:
    """What has been answered since the start, by this process or, under `shared_counts`, by all workers together.

    Labels come from closed sets (templates of routes, methods, classes of status), so no visitor can add a series.
    """

    def __init__(self) -> None:
        claim_room()
        own = self._own = CollectorRegistry()
        self._answers = Counter("open287g_answers", "Answers.", ("route", "method", "status"), registry=own)
        self._seconds = Histogram(
            "open287g_answer_seconds", "Time to an answer, in seconds.", buckets=_BOUNDS, registry=own
        )
        self._bytes = Counter("open287g_bytes", "Bytes of bodies sent.", registry=own)
        self._hits = Counter("open287g_cache_hits", "Answers that were kept in memory.", registry=own)
        self._reloads = Counter("open287g_record_reloads", "Records taken up after the start.", registry=own)
        self._failures = Counter("open287g_record_reload_failures", "Records that could not be read.", registry=own)
        started = Gauge(
            "open287g_started_seconds",
            "When the first worker began (Unix time).",
            registry=own,
            multiprocess_mode="min",
        )
        started.set(int(time.time()))

    def count(self, answered: Answered) -> None:
        """Take note of one answer."""
        method = answered.method if answered.method in METHODS else "other"
        self._answers.labels(answered.route, method, f"{answered.status // 100}xx").inc()
        self._seconds.observe(answered.seconds)
        self._bytes.inc(answered.size)
        self._hits.inc(answered.from_cache)

    def count_reload(self, taken_up: bool) -> None:
        """Take note of a new record: taken up, or left because it cannot be read."""
        (self._reloads if taken_up else self._failures).inc()

    def text(self, record: LoadedRecord) -> bytes:
        """The exposition: the counts of every worker, and the record that this one answers from."""
        counts = self._own
        if SHARED in os.environ:
            counts = CollectorRegistry()
            MultiProcessCollector(counts)  # type: ignore[no-untyped-call]  # prometheus-client leaves it untyped
        return generate_latest(counts) + generate_latest(_of_record(record))


@dataclass(frozen=True, eq=False)
class _OfRecord:
    """What is told of a record as it is now. A gauge of its own would write a file beside the workers' counts, through
    memory: on a disk that is full that ends the process.
    """

    record: LoadedRecord

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """The families, made anew for each who asks."""
        published = int(time.mktime(self.record.today.timetuple()))
        yield GaugeMetricFamily("open287g_record_published_seconds", "Day of the newest list (Unix time).", published)
        yield GaugeMetricFamily("open287g_record_agreements", "Agreements in the newest list.", len(self.record.listed))


def _of_record(record: LoadedRecord) -> CollectorRegistry:
    now = CollectorRegistry()
    now.register(_OfRecord(record))
    return now
