"""A rebuilt record is taken up without a restart, without a failed request, and no page mixes two records.

OPEN287G_FAULTS multiplies how many rebuilds are met: 7 is the full run of over 50.
"""

from __future__ import annotations

import os
import re
import shutil
import threading
import time
from datetime import date
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from open287g.core.errors import InputError
from open287g.record.asking.whole_tables import read_record
from open287g.web.server.app import create_app
from tests.web.sample import AGREEMENTS, build

REBUILDS = 8 * int(os.environ.get("OPEN287G_FAULTS", "1"))
_PATHS = ("/", "/state/TX", "/asof/2026-05-18", "/api/v1/agreements", "/es/")


def _version(text: str) -> str:
    found = re.search(r"(?:Record|Registro) ([0-9a-f]{12})\.", text) or re.search(r'"record":"([0-9a-f]{12})"', text)
    assert found, text[:200]
    return found[1]


def _counted(client: TestClient, name: str) -> int:
    text = client.get("/metrics").text  # asking also makes the atlas look for a new record
    found = re.search(rf"^open287g_record_{name}_total (\d+)", text, re.MULTILINE)
    assert found, text
    return int(found[1])


def _wait(client: TestClient, name: str, times: int) -> None:
    end = time.monotonic() + 120
    while _counted(client, name) < times:
        assert time.monotonic() < end, f"no {name} within two minutes"
        time.sleep(0.01)


def _unreadable(record: Path) -> InputError:
    return InputError("the record cannot be read", str(record), "Run `open287g build` to build it again.")


def _replace(variant: Path, record: Path) -> None:
    scratch = record.with_suffix(".new")
    shutil.copy(variant, scratch)
    scratch.replace(record)


@pytest.mark.slow
def test_many_rebuilds_under_load_fail_nothing_and_mix_nothing(tmp_path: Path) -> None:
    record = tmp_path / "record" / "record.duckdb"
    record.parent.mkdir()
    variants = [build(tmp_path / f"variant{shift}.duckdb", shift) for shift in range(3)]
    _replace(variants[0], record)
    client = TestClient(create_app(tmp_path, look_every=0.0), raise_server_exceptions=False)
    wrong: list[str] = []
    answers: dict[str, set[tuple[str, str]]] = {}
    stop = threading.Event()

    def ask() -> None:
        while not stop.is_set():
            for path in _PATHS:
                answer = client.get(path)
                if answer.status_code != 200:
                    wrong.append(f"{path}: {answer.status_code}")
                else:
                    answers.setdefault(f"{path} {_version(answer.text)}", set()).add((answer.headers["etag"], path))

    readers = [threading.Thread(target=ask) for _ in range(3)]
    for reader in readers:
        reader.start()
    for turn in range(REBUILDS):
        _replace(variants[turn % 2 + 1], record)
        _wait(client, "reloads", turn + 1)
    stop.set()
    for reader in readers:
        reader.join()
    assert wrong == []
    assert _counted(client, "reloads") == REBUILDS and _counted(client, "reload_failures") == 0
    # One address has one body for one version of the record: a page made of two would differ.
    assert {key: len(found) for key, found in answers.items() if len(found) != 1} == {}
    assert len({key.split()[1] for key in answers}) >= 2


def test_a_page_says_the_numbers_of_the_record_it_names(tmp_path: Path) -> None:
    record = tmp_path / "record" / "record.duckdb"
    build(record)
    client = TestClient(create_app(tmp_path, look_every=0.0))
    before = client.get("/").text
    build(record, shift=2)
    _wait(client, "reloads", 1)
    after = client.get("/").text
    assert f"{len(AGREEMENTS) - 1} agreements" in before
    assert f"{len(AGREEMENTS) - 3} agreements" in after
    assert _version(before) != _version(after)


def test_a_broken_new_record_leaves_the_old_one_answering(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    record = tmp_path / "record" / "record.duckdb"
    build(record)
    client = TestClient(create_app(tmp_path, look_every=0.0))
    version = client.get("/health").json()["record"]
    scratch = tmp_path / "broken"
    scratch.write_bytes(b"this is no database" * 1000)
    scratch.replace(record)
    _wait(client, "reload_failures", 3)
    assert [line.message for line in caplog.records].count("record not reloaded: " + str(_unreadable(record))) == 1
    assert client.get("/health").json()["record"] == version
    assert client.get("/state/FL").status_code == 200
    build(record, shift=1)
    _wait(client, "reloads", 1)
    assert client.get("/health").json()["record"] != version


def test_a_text_that_stands_in_many_tables_is_in_memory_once(tmp_path: Path) -> None:
    record = tmp_path / "record" / "record.duckdb"
    build(record)
    tables, cells = read_record(record)
    ids = [row["agency_id"] for name in ("agencies", "agreements", "events") for row in tables[name]]
    assert len(ids) > len(set(ids)) == len(set(map(id, ids)))
    assert {type(row["published"]) for row in tables["publications"]} == {date}
    assert cells.keys() <= {row["event_id"] for row in tables["events"]}


def test_without_a_record_the_error_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="open287g build"):
        create_app(tmp_path)
