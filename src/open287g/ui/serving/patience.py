"""HTTP/1.1 by uvicorn with deadlines: who sends a request or takes an answer too slowly is let go.

Without them a thousand half-open connections, or as many that take a large file byte by byte, fill the limit of
connections and shut everybody out. What the server itself refuses, before the application is asked, carries the
headers of every face too.
"""

from __future__ import annotations

import asyncio
import socket
from contextlib import suppress

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from open287g.ui.serving.headers import locked_down


class PatientProtocol(H11Protocol):
    """One connection."""

    head_seconds = 10.0
    """How long a request may take to arrive, from the connection or its first byte to its end, a body included."""
    send_seconds = 60.0
    """How long what was written may lie without being taken, and how often it is seen how much of it was."""
    least_parts = 3
    """Parts of an answer, each of some 48 KiB, to be taken within `send_seconds`: about 2.4 KiB a second."""
    stop_seconds = 8.0
    """How long a server that stops waits for answers to be taken; less than uvicorn's own patience, which is loud."""
    bytes_a_second: float | None = None
    """Where files are sent: so many bytes of a body give a second more."""

    _head: asyncio.TimerHandle | None = None
    _stopped_at: float | None = None
    """When this side last stopped taking the request; the deadline is put off by the time it does not."""
    _unsent: asyncio.TimerHandle | None = None
    _parts = 0
    """Parts taken since it was last seen whether this answer is."""
    _waited_since: float | None = None
    """Since when the other side is waited for, to ask or to take; None while this side works at an answer."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Wait for a request, for so long; where the server is full, whoever was waited for longest makes room."""
        super().connection_made(transport)
        _keep_little_in_the_system(transport)
        self._waited_since = self.loop.time()
        self._make_room()
        self._head = self.loop.call_later(self.head_seconds, self._let_go_if_late)

    def data_received(self, data: bytes) -> None:
        """A part of a request: its deadline runs from the first part, however many follow."""
        if self._stopped_at is not None:
            self._put_off(self.loop.time() - self._stopped_at)
        super().data_received(data)
        self._stopped_at = self.loop.time() if self.flow.read_paused else None
        if self.conn.their_state not in (h11.IDLE, h11.SEND_BODY):
            _cancel(self._head)
            self._head = None
        elif self._head is None:
            self._head = self.loop.call_later(self.head_seconds, self._let_go_if_late)
        elif self.bytes_a_second is not None and self.conn.their_state is h11.SEND_BODY:
            self._put_off(len(data) / self.bytes_a_second)

    def handle_events(self) -> None:
        """A request that comes when the server is full is refused by uvicorn itself."""
        before = self.cycle
        full = self.limit_concurrency is not None and (
            max(len(self.connections), len(self.tasks)) >= self.limit_concurrency
        )
        super().handle_events()
        if self.cycle is not None and not self.cycle.response_complete:
            self._waited_since = self.loop.time() if self.flow.write_paused else None
        if full and self.cycle is not None and self.cycle is not before:
            self.cycle.default_headers = [*self.cycle.default_headers, *_locked_down()]

    def send_400_response(self, msg: str) -> None:
        """Say that this is no HTTP, with the headers of every answer; behind one that has begun nothing can be said."""
        if self.conn.our_state not in (h11.IDLE, h11.SEND_RESPONSE):
            self.transport.close()
            return
        headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close"), *_locked_down()]
        for event in (
            h11.Response(status_code=400, headers=headers, reason=b"Bad Request"),
            h11.Data(data=msg.encode("ascii")),
            h11.EndOfMessage(),
        ):
            self.transport.write(self.conn.send(event) or b"")
        self.transport.close()

    def on_response_complete(self) -> None:
        """An answer is written; whether it was taken is seen later."""
        self._waited_since = self.loop.time()
        super().on_response_complete()  # The next of several requests sent at once may begin here.
        if self.transport.get_write_buffer_size():
            self._watch()

    def pause_writing(self) -> None:
        """The other side takes less than is written."""
        super().pause_writing()
        self._waited_since = self.loop.time()
        self._watch()

    def resume_writing(self) -> None:
        """It took most of it."""
        super().resume_writing()
        self._parts += 1
        if self.cycle is not None and self.cycle.response_complete:
            self._watch()  # No more will be written, so nothing else would see whether the rest is taken.
        else:
            self._waited_since = None

    def shutdown(self) -> None:
        """The server stops: an answer on its way may be taken, for so long."""
        super().shutdown()
        self.loop.call_later(self.stop_seconds, self.transport.abort)

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing is waited for any more."""
        _cancel(self._head)
        _cancel(self._unsent)
        super().connection_lost(exc)

    def _make_room(self) -> None:
        """Who asks for nothing, or takes an answer slowly, keeps no one out: whoever was waited for longest goes."""
        if self.limit_concurrency is None or len(self.connections) < self.limit_concurrency:
            return
        others = [each for each in self.connections if isinstance(each, PatientProtocol) and each is not self]
        longest = min(filter(PatientProtocol.is_waited_for, others), key=lambda each: each._waited_since or 0,
                      default=None)  # fmt: skip
        if longest is not None:
            longest._waited_since = None  # It is gone, though the server only counts it so a moment later.
            longest.transport.abort()

    def is_waited_for(self) -> bool:
        """Whether it is the other side's turn here, to ask or to take what is written."""
        return self._waited_since is not None

    def _watch(self) -> None:
        if self._unsent is None:
            self._parts = 0
            self._unsent = self.loop.call_later(self.send_seconds, self._let_go_if_stuck)

    def _put_off(self, seconds: float) -> None:
        if self._head is not None:
            until = self._head.when() + seconds
            self._head.cancel()
            self._head = self.loop.call_at(until, self._let_go_if_late)

    def _let_go_if_late(self) -> None:
        """The request is not here yet; while it is this side that takes no more of it, it is no fault of the other."""
        if self.flow.read_paused:
            self._stopped_at = self.loop.time()
            self._head = self.loop.call_later(self.head_seconds, self._let_go_if_late)
        else:
            self.transport.abort()

    def _let_go_if_stuck(self) -> None:
        self._unsent = None
        if not self.transport.get_write_buffer_size():
            return  # The next pause begins to watch again.
        if self._parts < self.least_parts:
            self.transport.abort()
        else:
            self._watch()


def _keep_little_in_the_system(transport: asyncio.Transport) -> None:
    """Let what is not taken lie here, where it is seen, and not in megabytes of the system's for each connection."""
    connection = transport.get_extra_info("socket")
    if connection is not None and hasattr(socket, "TCP_NOTSENT_LOWAT"):
        with suppress(OSError):  # No TCP, as behind a socket of the file system.
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NOTSENT_LOWAT, 1 << 16)


def _cancel(timer: asyncio.TimerHandle | None) -> None:
    if timer is not None:
        timer.cancel()


def _locked_down() -> list[tuple[bytes, bytes]]:
    return [(name.encode(), value.encode()) for name, value in locked_down().items()]
