"""A client that is slow, half open or speaks no HTTP is let go, told why where it can hear, and stops nobody else."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from unittest.mock import Mock

import pytest
import uvicorn
from starlette.types import Receive, Scope, Send
from uvicorn.server import ServerState

from open287g.ui.serving.patience import PatientProtocol

BIG = b"x" * (32 << 20)
GENEROUS = 30.0
"""Seconds until a test gives up; a busy machine is no defect."""


class Hasty(PatientProtocol):
    head_seconds = 0.5
    send_seconds = 0.5


async def answer(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["path"] == "/late":  # It takes the body only after the deadline of one that is sent too slowly.
        await asyncio.sleep(3 * Hasty.head_seconds)
        while (await receive()).get("more_body"):
            pass
    body = BIG if scope["path"] == "/big" else b"well"
    length = (b"content-length", str(len(body)).encode())
    await send({"type": "http.response.start", "status": 200, "headers": [length]})
    for start in range(0, len(body), 1 << 16):
        await send({"type": "http.response.body", "body": body[start : start + (1 << 16)], "more_body": True})
    await send({"type": "http.response.body", "body": b""})


@pytest.fixture
def connect() -> Iterator[Callable[[], socket.socket]]:
    config = uvicorn.Config(
        answer, port=0, http=Hasty, lifespan="off", log_level="critical", limit_concurrency=3, server_header=False
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield lambda: socket.create_connection(("127.0.0.1", port), timeout=GENEROUS)
    server.should_exit = True
    thread.join()


def asked(connection: socket.socket, request: bytes) -> bytes:
    """What the server says to `request`, with all of a small body."""
    connection.sendall(request)
    told = connection.recv(65_536)
    while b"200 OK" in told and not told.endswith(b"well"):
        told += connection.recv(65_536)
    return told


def ended(connection: socket.socket) -> bool:
    """Whether the server closes the connection before the test's patience ends."""
    try:
        return connection.recv(1) == b""
    except ConnectionResetError:
        return True


GET = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"


def test_silence_and_half_a_request_end(connect: Callable[[], socket.socket]) -> None:
    with closing(connect()) as silent, closing(connect()) as half:
        half.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n")
        assert ended(silent)
        assert ended(half)


def test_a_drip_of_header_lines_does_not_reset_the_deadline(connect: Callable[[], socket.socket]) -> None:
    with closing(connect()) as drip:
        drip.sendall(b"GET / HTTP/1.1\r\n")
        with pytest.raises((BrokenPipeError, ConnectionResetError)):
            for number in range(int(GENEROUS / 0.1)):
                time.sleep(0.1)
                drip.sendall(f"X-{number}: a\r\n".encode())


def test_a_body_that_does_not_come_ends_though_its_request_was_answered(connect: Callable[[], socket.socket]) -> None:
    with closing(connect()) as half:
        assert b"200 OK" in asked(half, b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n")
        half.sendall(b"a")
        assert ended(half)


def test_the_rest_of_an_answer_is_watched_though_most_of_it_was_taken() -> None:
    """Below the low-water mark a transport says that it can be written to, and says no more."""

    async def aborted() -> bool:
        loop, gone = asyncio.get_running_loop(), asyncio.Event()
        config = uvicorn.Config(answer, http=Hasty, lifespan="off")
        config.load()
        protocol = Hasty(config, ServerState(), {}, loop)
        transport = Mock(get_write_buffer_size=lambda: 1, abort=gone.set)
        protocol.connection_made(transport)
        protocol._head.cancel()
        protocol.cycle = Mock(response_complete=True)
        protocol.pause_writing()
        protocol.resume_writing()
        await asyncio.wait_for(gone.wait(), GENEROUS)
        return gone.is_set()

    # In a thread of its own: a browser test of the same process may have left a loop running in this one.
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(asyncio.run, aborted()).result()


def test_who_asks_is_answered_again_and_again_on_one_connection(connect: Callable[[], socket.socket]) -> None:
    with closing(connect()) as patient:
        for _ in range(3):
            assert b"200 OK" in asked(patient, GET)
            time.sleep(0.6)  # Longer than a request may take: the deadline does not run between requests.


def test_an_answer_that_is_not_taken_is_dropped(connect: Callable[[], socket.socket]) -> None:
    with closing(connect()) as greedy:
        greedy.sendall(b"GET /big HTTP/1.1\r\nHost: a\r\n\r\n")
        time.sleep(2.0)
        taken = 0
        try:
            while part := greedy.recv(1 << 20):
                taken += len(part)
        except ConnectionResetError:
            pass
        assert taken < len(BIG)


BIG_GET = b"GET /big HTTP/1.1\r\nHost: a\r\n\r\n"


def test_who_takes_a_large_answer_slowly_keeps_no_one_out(connect: Callable[[], socket.socket]) -> None:
    """The server holds three connections; two that wait to be taken are older than any of the six that ask."""
    with closing(connect()) as first, closing(connect()) as second:
        for slow in (first, second):
            slow.sendall(BIG_GET)
            assert b"200 OK" in slow.recv(64)
        for _ in range(6):
            with closing(connect()) as other:
                assert b"200 OK" in asked(other, GET)


def test_who_takes_an_answer_by_drips_is_dropped_and_who_takes_enough_of_it_is_not() -> None:
    """What counts is how much was taken, not that something was."""

    async def dropped(parts: int) -> bool:
        loop, gone = asyncio.get_running_loop(), []
        config = uvicorn.Config(answer, http=Hasty, lifespan="off")
        config.load()
        protocol = Hasty(config, ServerState(), {}, loop)
        transport = Mock(get_write_buffer_size=lambda: 1, abort=lambda: gone.append(1), get_extra_info=lambda *_: None)
        protocol.connection_made(transport)
        protocol._head.cancel()
        for _ in range(parts):
            protocol.pause_writing()
            protocol.resume_writing()
        protocol.pause_writing()
        protocol._unsent.cancel()
        protocol._let_go_if_stuck()
        protocol.connection_lost(None)
        return bool(gone)

    with ThreadPoolExecutor(1) as pool:
        told = [pool.submit(asyncio.run, dropped(parts)).result() for parts in (0, 2, 3, 9)]
    assert told == [True, True, False, False]


def test_a_server_that_stops_waits_so_long_and_no_longer_for_who_takes_an_answer_slowly() -> None:
    config = uvicorn.Config(answer, port=0, http=type("Brief", (Hasty,), {"stop_seconds": 0.2, "send_seconds": 900.0}),
                            lifespan="off", log_level="critical", timeout_graceful_shutdown=900)  # fmt: skip
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    with closing(socket.create_connection(server.servers[0].sockets[0].getsockname(), timeout=GENEROUS)) as slow:
        slow.sendall(BIG_GET)
        assert b"200 OK" in slow.recv(64)
        server.should_exit = True
        thread.join(120)
    assert not thread.is_alive()


def test_what_is_no_http_is_refused_with_the_headers_of_every_answer(connect: Callable[[], socket.socket]) -> None:
    with closing(connect()) as odd:
        told = asked(odd, b"\x00\x01 nothing\r\n\r\n")
    assert told.startswith(b"HTTP/1.1 400")
    assert b"content-security-policy: default-src 'none'" in told
    assert b"x-content-type-options: nosniff" in told


def test_what_is_no_http_behind_an_answer_ends_the_connection_and_is_no_fault_of_the_server(
    connect: Callable[[], socket.socket], caplog: pytest.LogCaptureFixture
) -> None:
    with closing(connect()) as odd:
        told = asked(odd, b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
        odd.sendall(b"no number of a chunk\r\n")
        assert b"200 OK" in told and ended(odd)
    assert [record for record in caplog.records if record.exc_info] == []


def test_a_full_server_refuses_with_the_headers_of_every_answer(connect: Callable[[], socket.socket]) -> None:
    late = b"POST /late HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n"
    with closing(connect()) as first, closing(connect()) as second:
        first.sendall(late)
        second.sendall(late)
        time.sleep(0.2)
        with closing(connect()) as third:
            told = asked(third, GET)
        assert b"200 OK" in first.recv(65_536)
    assert told.startswith(b"HTTP/1.1 503")
    assert told.count(b"content-security-policy:") == 1
    assert b"no-store" in told


def test_idle_and_half_open_connections_make_room(connect: Callable[[], socket.socket]) -> None:
    with closing(connect()) as idle:
        assert b"200 OK" in asked(idle, GET)
        with closing(connect()) as half:
            half.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n")
            for _ in range(5):
                with closing(connect()) as other:
                    assert b"200 OK" in asked(other, GET)
            assert ended(idle)


def test_who_waits_for_this_side_to_take_a_body_is_not_let_go(connect: Callable[[], socket.socket]) -> None:
    size = 256 << 10
    head = f"POST /late HTTP/1.1\r\nHost: a\r\nContent-Length: {size}\r\n\r\n".encode()
    with closing(connect()) as connection:
        sender = threading.Thread(target=connection.sendall, args=(head + b"x" * size,))
        sender.start()
        told = connection.recv(65_536)
        sender.join()
        assert b"200 OK" in told


def test_each_part_of_a_file_gives_more_time_and_a_trickle_gives_none() -> None:
    loop = asyncio.new_event_loop()
    config = uvicorn.Config(answer, http=Hasty, log_level="critical")
    config.load()
    made = type("Files", (Hasty,), {"bytes_a_second": 1000.0})(config, ServerState(), {}, loop)
    made.connection_made(Mock(get_extra_info=lambda *_: None))
    made.data_received(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9000\r\n\r\n")
    first = made._head.when()
    made.data_received(b"x" * 3000)
    assert 2.9 < made._head.when() - first < 3.1
    made.data_received(b"x")
    assert made._head.when() - first < 3.1
    made.connection_lost(None)
    for task in asyncio.all_tasks(loop):
        task.cancel()
    loop.run_until_complete(asyncio.sleep(0))
    loop.close()
