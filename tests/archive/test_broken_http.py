"""Servers that break HTTP: cut off, stall, reset, lie about lengths. Each ends in a clear error.

OPEN287G_FAULTS=20 makes twenty times as many random answers.
"""

from __future__ import annotations

import gzip
import os
import random
import socket
import struct
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from open287g.archive.fetching import page as reading_page
from open287g.archive.fetching.download import Bounds
from open287g.archive.fetching.update import update
from open287g.archive.store.archive import Archive
from open287g.archive.store.errors import FetchError
from tests.archive.site import PAGE, PENDING, USUAL_LINKS, USUAL_PAGE, Site, broken_server, page, workbook

pytestmark = pytest.mark.network
PATIENT = Bounds(max_bytes=1_000_000, seconds=120, idle_seconds=120, attempts=2, first_wait=0.01, longest_wait=0.1)
SHORT = replace(PATIENT, seconds=8, idle_seconds=5, attempts=1)
LIST = workbook("participating", ["Lee SO", "Clay SO"])
OK = b"HTTP/1.1 200 OK\r\n"


def length(content: bytes, announced: int) -> Callable[[socket.socket], None]:
    return lambda connection: connection.sendall(OK + b"Content-Length: %d\r\n\r\n" % announced + content)


def reset(connection: socket.socket) -> None:
    """Half the body, then a reset instead of an end."""
    connection.sendall(OK + b"Content-Length: %d\r\n\r\n" % len(LIST) + LIST[: len(LIST) // 2])
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def drip(head: bytes, drops: bytes) -> Callable[[socket.socket], None]:
    """`head`, then a byte of `drops` at a time, each just in time to look alive."""

    def answer(connection: socket.socket) -> None:
        connection.sendall(head)
        for drop in drops:
            time.sleep(0.1)
            connection.sendall(bytes([drop]))

    return answer


def endless(connection: socket.socket) -> None:
    connection.sendall(OK + b"Transfer-Encoding: chunked\r\n\r\n")
    while True:
        connection.sendall(b"10000\r\n" + b"x" * 0x10000 + b"\r\n")


PACKED = gzip.compress(LIST)
BROKEN: dict[str, tuple[Callable[[socket.socket], None], str]] = {
    "body shorter than announced": (length(LIST[:-500], len(LIST)), "not delivered whole"),
    "connection reset": (reset, "not delivered whole"),
    "chunks without an end": (
        lambda c: c.sendall(OK + b"Transfer-Encoding: chunked\r\n\r\n400\r\n" + LIST[:0x400] + b"\r\n"),
        "not delivered whole",
    ),
    "packed body cut with the length right": (
        lambda c: c.sendall(
            OK + b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % (len(PACKED) - 9) + PACKED[:-9]
        ),
        "gzip stream stops early",
    ),
    "body cut and no length told": (lambda c: c.sendall(OK + b"\r\n" + LIST[:-500]), "not one of ICE's lists"),
    "closed without a word": (lambda c: None, "not delivered whole"),
    "not HTTP": (lambda c: c.sendall(b"220 mail.example.gov ready\r\n"), "not delivered whole"),
    "silent": (lambda c: time.sleep(20), "not delivered whole"),
    "slow body": (drip(OK + b"Content-Length: 9999\r\n\r\n", b"x" * 200), "not delivered whole within 8 seconds"),
    "slow header": (drip(OK + b"X-Slow: ", b"x" * 200), "not delivered whole within 8 seconds"),
    "announced too large": (length(b"", 10**12), "larger than 1,000,000 bytes"),
    "endless": (endless, "larger than 1,000,000 bytes"),
}

# Only these wait for a bound; the others end by themselves, however slow the machine.
STALLED = ("silent", "slow body", "slow header")


@pytest.mark.parametrize("fault", BROKEN)
def test_broken_delivery_is_a_clear_error_and_changes_nothing(
    httpserver: HTTPServer, tmp_path: Path, fault: str
) -> None:
    answer, said = BROKEN[fault]
    site = Site(httpserver, {PENDING: workbook("pending", ["Polk SO"])})
    with broken_server(answer) as broken:
        address = f"{broken}/participatingAgencies11242026am.xlsx"
        site.files[PAGE] = page(f'<a href="{address}">Participating</a>', USUAL_LINKS[1])
        with pytest.raises(FetchError, match=said) as caught:
            update(tmp_path, page=site.page, bounds=SHORT if fault in STALLED else PATIENT)
    assert caught.value.where == address
    assert caught.value.remedy
    assert not (tmp_path / "archive").exists()


def packed_for_ever(begin: bytes, more: bytes) -> Callable[[socket.socket], None]:
    """A packed body that begins with `begin` and is continued by `more` without end."""

    def answer(connection: socket.socket) -> None:
        connection.sendall(OK + b"Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n")
        connection.sendall(b"%x\r\n" % len(begin) + begin + b"\r\n")
        while True:
            connection.sendall(b"%x\r\n" % len(more) + more + b"\r\n")

    return answer


def never_begun(connection: socket.socket) -> None:
    while True:
        connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n" * 100)
        time.sleep(0.01)


EMPTY_BLOCKS = b"\x00\x00\x00\xff\xff" * 4000
"""Of a packed stream: they unpack to nothing."""
ENDLESS_PAGES: dict[str, tuple[Callable[[socket.socket], None], str]] = {
    "fast": (endless, "larger than 1,000,000 bytes"),
    "slow": (drip(OK + b"\r\n", b"<" * 50), "not delivered whole within 1 seconds"),
    "never begun": (never_begun, "not delivered whole"),
    "after the end of its packing": (
        packed_for_ever(gzip.compress(USUAL_PAGE), b"x" * 50_000),
        "larger than 1,000,000",
    ),
    "packing nothing": (packed_for_ever(gzip.compress(b"")[:10], EMPTY_BLOCKS), "larger than 1,000,000 bytes"),
}


@pytest.mark.parametrize("kind", ENDLESS_PAGES)
def test_a_page_without_end_is_bounded_in_time_and_in_bytes_received(tmp_path: Path, kind: str) -> None:
    answer, said = ENDLESS_PAGES[kind]
    waits = "larger" not in said
    with broken_server(answer) as broken, pytest.raises(FetchError, match=said):
        update(tmp_path, page=broken, bounds=replace(PATIENT, seconds=1 if waits else 120, attempts=1))
    assert not (tmp_path / "archive").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="a reader started afresh does not know what the test replaced")
def test_a_page_that_reads_without_end_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_page, "BOUNDS", replace(reading_page.BOUNDS, seconds=0.2))
    monkeypatch.setattr(reading_page, "read_page", lambda *page: time.sleep(600))
    with (
        broken_server(length(USUAL_PAGE, len(USUAL_PAGE))) as broken,
        pytest.raises(FetchError, match="took more than"),
    ):
        update(tmp_path, page=broken, bounds=PATIENT)
    assert not (tmp_path / "archive").exists()


def test_broken_page_leaves_an_earlier_archive_as_it_was(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.add(LIST, name="participatingAgencies11232026am.xlsx")
    with broken_server(length(USUAL_PAGE, len(USUAL_PAGE) + 1)) as broken, pytest.raises(FetchError):
        update(tmp_path, page=broken, bounds=PATIENT)
    assert [s.name for s in archive.sightings()] == ["participatingAgencies11232026am.xlsx"]
    assert archive.verify() == []


@pytest.mark.parametrize(
    "address",
    [
        "www.ice.gov/287g",
        "ftp://www.ice.gov/287g",
        "file:///etc/hosts",
        "x y",
        "http://",
        "https://[::1/287g",
        "http://[::1]:99999/",
        "http://x/\ud800",
    ],
)
def test_address_that_is_none_is_refused(tmp_path: Path, address: str) -> None:
    with pytest.raises(FetchError) as caught:
        update(tmp_path, page=address, bounds=PATIENT)
    assert caught.value.where == address
    assert not (tmp_path / "archive").exists()


def test_host_that_does_not_answer_is_told(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(FetchError, match="cannot be reached") as caught:
        update(tmp_path, page=f"http://127.0.0.1:{port}/287g", bounds=PATIENT)
    assert "network connection" in caught.value.remedy


HEADERS = [
    b"Location: \xff\xfe\r\n",
    b"Location: http://[::1\r\n",
    b"Location: http://127.0.0.1:99999/\r\n",
    b"Location: //\r\n",
    b"Location: \x00\r\n",
    b"Content-Length: -5\r\n",
    b"Content-Length: 5, 6\r\n",
    b"Content-Length: " + b"9" * 5000 + b"\r\n",
    b"ETag: \xe9\xff\r\n",
    b"Set-Cookie: a=b; domain=\xff\r\n",
    b"Transfer-Encoding: gzip\r\n",
    b"Content-Encoding: gzip, gzip\r\n",
    b"Retry-After: " + b"9" * 400 + b"\r\n",
    b"Retry-After: Mon, 31 Feb 9999 99:99:99 GMT\r\n",
]
STATUSES = [b"200 OK", b"302 Found", b"301", b"503 x", b"429 \xff", b"304 no", b"204 none", b"999 x", b"100 Continue"]


def hostile(chance: random.Random) -> bytes:
    """An answer of odd status, odd headers and odd body, some with bytes changed."""
    headers = b"".join(chance.sample(HEADERS, chance.randrange(3)))
    body = chance.choice([b"", USUAL_PAGE, b"\x1f\x8b", b"x" * 300])
    answer = bytearray(b"HTTP/1.1 " + chance.choice(STATUSES) + b"\r\n" + headers + b"\r\n" + body)
    for _ in range(chance.choice([0, 0, 3])):
        answer[chance.randrange(len(answer))] = chance.randrange(256)
    return bytes(answer)


def test_hostile_answers_end_in_a_clear_error(tmp_path: Path) -> None:
    chance = random.Random(287)
    bounds = replace(PATIENT, attempts=1)
    answers: list[bytes] = []
    with broken_server(lambda connection: connection.sendall(answers[-1])) as broken:
        for _ in range(60 * int(os.environ.get("OPEN287G_FAULTS", "1"))):
            answers.append(hostile(chance))
            with pytest.raises(FetchError) as caught:
                update(tmp_path, page=f"{broken}/287g", bounds=bounds)
            assert caught.value.what and caught.value.remedy
    assert not (tmp_path / "archive").exists()
