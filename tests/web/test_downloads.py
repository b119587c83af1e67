"""Every download that the data page names is served, whole, from the record that stands there now."""

from __future__ import annotations

import asyncio
import csv
import hashlib
import io
import json
import shutil
import signal
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from unittest.mock import Mock

import pytest
from starlette.testclient import TestClient

from open287g.core.errors import DamageError
from open287g.web.server.app import create_app
from open287g.web.server.downloads import Downloads
from open287g.web.server.store import Store
from tests.web.html import Page
from tests.web.sample import build


def test_every_named_download_is_served_and_matches_its_checksum(client: TestClient) -> None:
    links = {link for link in Page(client.get("/data").text).links if link.startswith("/downloads/")}
    assert len(links) > 30
    sums = dict(reversed(line.split("  ")) for line in client.get("/downloads/SHA256SUMS").text.splitlines())
    for link in sorted(links):
        answer = client.get(link)
        assert answer.status_code == 200 and answer.content, link
        assert "content-security-policy" in answer.headers
        name = link.removeprefix("/downloads/")
        if name in sums:
            assert hashlib.sha256(answer.content).hexdigest() == sums[name]
    package = json.loads(client.get("/downloads/datapackage.json").text)
    assert all(field["description"] for r in package["resources"] for field in r["schema"]["fields"])


def test_downloads_hold_what_the_api_says_and_follow_a_rebuild(tmp_path: Path) -> None:
    record = tmp_path / "record" / "record.duckdb"
    build(record)
    client = TestClient(create_app(tmp_path, look_every=0.0))
    for shift in (0, 2):
        build(record, shift)
        rows = list(csv.DictReader(io.StringIO(client.get("/downloads/csv/agreements.csv").text)))
        assert len(rows) == 7 - shift


def test_exports_of_older_records_do_not_pile_up_and_none_outlives_the_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    record = tmp_path / "record" / "record.duckdb"
    build(record)
    left = Path(tempfile.mkdtemp(prefix="open287g-downloads-"))
    (left / "half").write_text("of a killed server")
    with TestClient(create_app(tmp_path, look_every=0.0)) as client:
        assert not left.exists()
        made = set(place.glob("open287g-downloads-*/*"))
        for shift in range(4):
            build(record, shift % 3)
            assert client.get("/downloads/SHA256SUMS").status_code == 200
            made |= set(place.glob("open287g-downloads-*/*"))
            assert len(set(place.glob("open287g-downloads-*/*"))) <= Downloads.kept
    assert len(made) == 4
    assert not any(path.exists() for path in made)


def test_a_server_that_stops_gives_up_the_export_it_is_writing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    record = tmp_path / "record" / "record.duckdb"
    build(record)
    downloads = Downloads(Store(tmp_path, prepare=lambda record: None))
    with ThreadPoolExecutor(1) as aside:
        writing = aside.submit(asyncio.run, downloads.make_ready())
        until = time.monotonic() + 600
        while downloads._writing is None and time.monotonic() < until:
            time.sleep(0.01)
        downloads.close()
        assert writing.result(600) is None
    assert downloads._writing is not None
    assert downloads._writing.exitcode == -signal.SIGKILL
    assert list(place.iterdir()) == []


def test_an_export_that_fails_is_said_without_naming_folders(
    sample_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = []

    def fail(self: Downloads, folder: Path) -> None:
        tried.append(folder)
        raise DamageError("the record could not be exported", where=str(folder))

    monkeypatch.setattr(Downloads, "_export", fail)
    client = TestClient(create_app(sample_home))
    for _ in range(3):
        answer = client.get("/downloads/SHA256SUMS")
        assert answer.status_code == 503
        assert str(sample_home) not in answer.text and "downloads-" not in answer.text
    health = client.get("/health")
    assert health.status_code == 200
    assert (health.json()["status"], health.json()["downloads"]) == ("degraded", "not written")
    assert len(tried) == 1, "an export that cannot be written is not begun again for each who asks"


def test_who_asks_while_exports_are_written_is_told_to_ask_again(
    sample_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on = [], threading.Event()
    export = Downloads._export

    def held(self: Downloads, folder: Path) -> None:
        begun.append(folder)
        assert go_on.wait(600)
        export(self, folder)

    monkeypatch.setattr(Downloads, "_export", held)
    monkeypatch.setattr(Downloads, "patience", 0.01)
    with TestClient(create_app(sample_home)) as client:
        for language, said in (("en-US", "still being written"), ("es-MX,en;q=0.5", "aún se están escribiendo")):
            answer = client.get("/downloads/SHA256SUMS", headers={"accept-language": language})
            assert (answer.status_code, answer.headers["retry-after"]) == (503, "30")
            assert said in answer.text and "30 seg" in answer.text.replace("30 seconds", "30 seg")
            assert "content-security-policy" in answer.headers and "vary" in answer.headers
        assert client.get("/health").json()["downloads"] == "not yet written"
        go_on.set()
        monkeypatch.setattr(Downloads, "patience", 600.0)
        assert client.get("/downloads/SHA256SUMS").status_code == 200
    assert len(begun) == 1, "who stops waiting does not stop the writing, nor begin it anew"


def test_health_tells_a_full_temporary_folder_and_what_is_written(
    sample_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = TestClient(create_app(sample_home))
    assert client.get("/health").json()["downloads"] == "not yet written"
    client.get("/downloads/SHA256SUMS")
    told = client.get("/health").json()
    assert (told["status"], told["downloads"]) == ("ok", "ready") and "disk" not in told
    monkeypatch.setattr(shutil, "disk_usage", lambda path: Mock(free=0))
    full = client.get("/health").json()
    assert (full["status"], full["disk"]) == ("degraded", "the temporary folder is full")


def test_who_has_a_download_is_not_sent_it_again_and_a_part_is_of_the_same_bytes(client: TestClient) -> None:
    whole = client.get("/downloads/csv/agreements.csv")
    etag = whole.headers["etag"]
    assert etag == f'"{hashlib.sha256(whole.content).hexdigest()[:20]}"'
    again = client.get("/downloads/csv/agreements.csv", headers={"if-none-match": f'"x", {etag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", etag)
    assert "content-security-policy" in again.headers
    for tag, status in ((etag, 206), ('"x"', 200)):
        part = client.get("/downloads/csv/agreements.csv", headers={"range": "bytes=5-9", "if-range": tag})
        assert (part.status_code, part.content) == (status, whole.content[5:10] if status == 206 else whole.content)
    assert client.get("/downloads/SHA256SUMS").headers["etag"] != etag


def test_nothing_but_downloads_is_served_there(client: TestClient) -> None:
    for name in ("../record.duckdb", "..%2f..%2fetc%2fpasswd", "csv", "csv/", "csv/none.csv", ".git/config"):
        assert client.get(f"/downloads/{name}").status_code == 404
