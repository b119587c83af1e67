"""A small copy of ICE's site on a local port, and a server that breaks HTTP on purpose."""

from __future__ import annotations

import gzip
import io
import re
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from openpyxl import Workbook
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from open287g.core.files import sha256_of

PAGE = "/identify-and-arrest/287g"
LISTS = "/doclib/about/offices/ero/287g/"
PARTICIPATING = f"{LISTS}participatingAgencies11242026am.xlsx"
PENDING = f"{LISTS}pendingAgencies11242026am.xlsx"


def workbook(kind: str, agencies: list[str], moa: str = "") -> bytes:
    """A list as ICE publishes it, small; each row's MOA cell links `moa` with the row's number put in."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    columns = ["STATE", "LAW ENFORCEMENT AGENCY", "TYPE", "COUNTY", "SUPPORT TYPE"]
    sheet.append(columns + (["SIGNED", "MOA"] if kind == "participating" else []))
    for number, agency in enumerate(agencies, 2):
        row = ["FLORIDA", agency, "County", "Some County", "Task Force Model"]
        sheet.append(row + (["2025-03-01", "link"] if kind == "participating" else []))
        if kind == "participating" and moa:
            sheet.cell(number, 7).hyperlink = moa.format(number)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def page(*links: str, body: str = "") -> bytes:
    """A page with `links`, given as ready anchors."""
    return f"<!doctype html><html><head><title>287(g)</title></head><body>{body}{''.join(links)}</body></html>".encode()


USUAL_LINKS = (
    f'<a href="{PARTICIPATING}">Participating Agencies</a>',
    f'<a href="{PENDING}">Pending Agencies</a>',
    '<a href="/contact">Contact</a>',
)
USUAL_PAGE = page(*USUAL_LINKS)


@dataclass
class Site:
    """ICE's site: `files` maps a path to bytes or to a function that answers; every request is kept in `asked`."""

    server: HTTPServer
    files: dict[str, bytes | Callable[[Request], Response]] = field(default_factory=dict)
    asked: list[Request] = field(default_factory=list)
    answered: list[tuple[str, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.server.expect_request(re.compile(".*")).respond_with_handler(self._answer)

    @property
    def page(self) -> str:
        return self.server.url_for(PAGE)

    def url(self, path: str) -> str:
        return self.server.url_for(path)

    def _answer(self, request: Request) -> Response:
        self.asked.append(request)
        known = self.files.get(request.path)
        if known is None:
            response = Response("not here", 404)
        elif callable(known):
            response = known(request)
        else:
            response = conditional(known, request)
        self.answered.append((request.path, response.status_code))
        return response


def conditional(content: bytes, request: Request) -> Response:
    """Answer 304 to who holds these very bytes."""
    etag = f'"{sha256_of(content)[:16]}"'
    if request.headers.get("If-None-Match") == etag:
        return Response(status=304, headers={"ETag": etag})
    return Response(content, headers={"ETag": etag, "Content-Type": "application/octet-stream"})


def gzipped(content: bytes, cut: int = 0) -> Response:
    """`content` packed, the last `cut` bytes of the stream left out although the announced length is right."""
    packed = gzip.compress(content)
    return Response(packed[: len(packed) - cut], headers={"Content-Encoding": "gzip"})


@contextmanager
def broken_server(answer: Callable[[socket.socket], None]) -> Iterator[str]:
    """An address at which each connection's request is read and then handed to `answer`."""
    listener = socket.create_server(("127.0.0.1", 0))
    done = threading.Event()

    def serve() -> None:
        while not done.is_set():
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=_handle, args=(connection, answer), daemon=True).start()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        done.set()
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(5)


def _handle(connection: socket.socket, answer: Callable[[socket.socket], None]) -> None:
    with connection:
        connection.recv(65536)
        try:
            answer(connection)
        except OSError:
            return
