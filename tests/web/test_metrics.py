"""Counts for operators: right with several workers, and no series that a visitor can add."""

from __future__ import annotations

import errno
import os
import random
import re
import shutil
import signal
import socket
import string
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import Mock
from urllib.error import URLError

import pytest
from prometheus_client import values
from starlette.testclient import TestClient

from open287g.core.errors import InputError
from open287g.web.server.app import create_app
from open287g.web.server.routing import page_routes
from open287g.web.server.shared_counts import SHARED, claim_room, shared_counts

_SERIES = re.compile(r"^(\w+(?:\{.*\})?) (\S+)$", re.MULTILINE)


def _series(text: str) -> dict[str, float]:
    return {name: float(value) for name, value in _SERIES.findall(text)}


def _answers(text: str) -> int:
    return int(sum(value for name, value in _series(text).items() if name.startswith("open287g_answers_total{")))


def test_four_hundred_random_paths_add_no_series(sample_home: Path) -> None:
    client = TestClient(create_app(sample_home))
    dice = random.Random(287)

    def ask(times: int) -> None:
        for _ in range(times):
            word = "".join(dice.choices(string.ascii_letters + string.digits + "-", k=dice.randint(1, 12)))
            for path in (f"/{word}", f"/agency/{word}", f"/api/v1/agencies/{word}", f"/{word}/{word}", f"/?{word}=1"):
                client.get(path)

    ask(1)
    before = _series(client.get("/metrics").text).keys()
    client.get("/metrics")
    ask(80)
    after = _series(client.get("/metrics").text).keys()
    assert after - before == {'open287g_answers_total{method="GET",route="/metrics",status="2xx"}'}


def test_counters_have_one_address_which_a_web_server_may_keep_to_itself(sample_home: Path) -> None:
    client = TestClient(create_app(sample_home))
    version = client.get("/health").json()["record"]
    for path in ("/metrics", "/health"):
        assert client.get(path).status_code == 200
        assert client.get(f"/v/{version}{path}").status_code == 404
    assert client.get(f"/v/{version}/changes").status_code == 200


def test_labels_are_templates_methods_and_classes_of_status(sample_home: Path) -> None:
    client = TestClient(create_app(sample_home), follow_redirects=False)
    asked = [
        ("GET", "/agency/FL-collier-county-sheriffs-office", "/agency/{agency_id}", "2xx"),
        ("GET", "/agency/FL-colier-county-so", "/agency/{agency_id}", "3xx"),
        ("HEAD", "/es/county/12021", "/es/county/{fips}", "2xx"),
        ("GET", "/api/v1/asof/2025-04-24", "/api/v1/asof/{day}", "2xx"),
        ("GET", "/api/v1/asof/never", "/api/v1/asof/{day}", "4xx"),
        ("GET", "/api/v1/events", "/api/v1/events", "2xx"),
        ("GET", "/downloads/none", "/downloads/{name:path}", "4xx"),
        ("GET", "/static/site.css", "/static", "2xx"),
        ("GET", "/nowhere", "none", "4xx"),
        ("GET", "/search?q=" + "a" * 3000, "none", "4xx"),
        ("OPTIONS", "/api/v1/events", "none", "2xx"),
        ("PROPFIND", "/rules", "/rules", "4xx"),
    ]
    for method, path, *_ in asked:
        client.request(method, path)
        client.request(method, path)  # from memory, where it is kept
    text = client.get("/metrics").text
    for method, _, route, status in asked:
        name = "other" if method == "PROPFIND" else method
        assert f'open287g_answers_total{{method="{name}",route="{route}",status="{status}"}} ' in text
    assert _answers(text) == 2 * len(asked) == _series(text)["open287g_answer_seconds_count"]


def test_the_room_that_counts_take_is_there_before_they_are_written(
    sample_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that is full later ends no worker: what is written through memory has its blocks, for every series."""
    monkeypatch.setenv(SHARED, str(tmp_path))
    claim_room()
    room = {path.name: path.stat().st_blocks * 512 for path in tmp_path.iterdir()}
    monkeypatch.delenv(SHARED)
    of_api = create_app(sample_home).app.openapi()["paths"]  # type: ignore[attr-defined]
    routes = [route.path for route in page_routes()] + list(of_api)  # type: ignore[attr-defined]
    longest = max(map(len, routes)) + 150
    assert set(room) == {f"{kind}_{os.getpid()}.db" for kind in ("counter", "histogram", "gauge_min")}
    assert room[f"counter_{os.getpid()}.db"] > len(routes) * longest * 4 * 4
    assert min(room.values()) >= 1 << 16


def test_a_worker_that_finds_no_room_counts_alone_and_answers(
    sample_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(*_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setenv(SHARED, str(tmp_path))
    monkeypatch.setattr(values, "ValueClass", values.ValueClass)
    monkeypatch.setattr(os, "posix_fallocate", full)
    client = TestClient(create_app(sample_home))
    client.get("/health")
    assert _answers(client.get("/metrics").text) == 1
    assert list(tmp_path.iterdir()) == [] and "No space left on device" in caplog.text


def test_a_scrape_writes_nothing(sample_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside the counts, whose room is claimed, a file of a scrape's own would end the process on a full disk."""
    code = (
        "import sys; from pathlib import Path; from starlette.testclient import TestClient\n"
        "from open287g.web.server.app import create_app\n"
        "client = TestClient(create_app(Path(sys.argv[1])))\n"
        "texts = [client.get('/metrics').text for _ in range(3)]\n"
        "print(*sorted(path.name.split('_')[0] for path in Path(sys.argv[2]).iterdir()))\n"
        "print([text.count('open287g_record_agreements ') for text in texts])"
    )
    monkeypatch.setenv(SHARED, str(tmp_path))
    words = [sys.executable, "-c", code, str(sample_home), str(tmp_path)]
    told = subprocess.run(words, capture_output=True, text=True, check=True).stdout.splitlines()
    assert told == ["counter gauge histogram", "[3, 3, 3]"]  # With its help and its type; once each.


def test_a_temporary_folder_without_room_is_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: Mock(free=1 << 20))
    with pytest.raises(InputError, match="no room for the counts"), shared_counts(2):
        pass
    assert SHARED not in os.environ


@contextmanager
def _serving(home: Path, workers: int) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """`open287g serve` and its address, before it need answer; stopped at the end."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = ["serve", "--port", str(port), "--workers", str(workers), "--home", str(home)]
    code = "from open287g.cli.main import main; main()"
    process = subprocess.Popen([sys.executable, "-c", code, *words], stderr=subprocess.DEVNULL)
    try:
        yield f"http://127.0.0.1:{port}", process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=240)


def _get(address: str) -> str:
    with urllib.request.urlopen(address, timeout=240) as answer:
        text: str = answer.read().decode()
        return text


@pytest.mark.network
@pytest.mark.slow
def test_two_workers_tell_one_sum(sample_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    end, asked, counters = time.monotonic() + 240, 0, set[Path]()
    with _serving(sample_home, 2) as (address, _):
        while asked < 20 or len(counters) < 2:
            assert time.monotonic() < end, "two workers did not answer within four minutes"
            try:
                _get(f"{address}/health")
                asked += 1
            except URLError:
                time.sleep(0.1)
            counters = set(tmp_path.glob("open287g-metrics-*/counter_*.db"))
        # An answer is counted once it is sent, so that a scrape may come before the count of the one before it.
        scrapes = exact = 0
        while exact < 12:
            assert time.monotonic() < end, "the sum of two workers never caught up with what was asked"
            told = _answers(_get(f"{address}/metrics"))
            assert told <= asked + scrapes
            exact += told == asked + scrapes
            scrapes += 1
            time.sleep(0.02)


@pytest.mark.network
@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 2])
def test_the_counts_go_when_the_server_is_stopped(
    sample_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, workers: int
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    end = time.monotonic() + 240
    with _serving(sample_home, workers) as (_, process):
        while not list(tmp_path.glob("open287g-metrics-*/counter_*.db")):
            assert process.poll() is None and time.monotonic() < end, "the server did not start"
            time.sleep(0.1)
    assert process.returncode == 0
    assert list(tmp_path.glob("open287g-metrics-*")) == []
