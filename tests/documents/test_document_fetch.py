"""Agreements that the record links are fetched once, politely, and every failure has its reason."""

from __future__ import annotations

import csv
import re
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from open287g.archive.fetching.download import Bounds
from open287g.archive.store.archive import Archive
from open287g.core.errors import DamageError
from open287g.core.files import sha256_of
from open287g.documents.library.fetching import COLUMNS, fetch
from tests.documents.samples import pdf_of

BOUNDS = Bounds(max_bytes=1_000_000, seconds=5, idle_seconds=2, attempts=2, first_wait=0.01, longest_wait=0.02)
ONE, TWO = pdf_of([["one"]]), pdf_of([["two"]])


def ask(home: Path, addresses: list[str], web_archive: str = "", limit: int | None = None) -> dict[str, str]:
    answers = fetch(home, addresses, limit=limit, pause=0, web_archive=web_archive, bounds=BOUNDS)
    return {answer.address.rpartition("/")[2]: answer.state for answer in answers}


def test_each_file_is_fetched_once_named_by_its_hash_and_held_after(httpserver: HTTPServer, tmp_path: Path) -> None:
    for name, content in (("a.pdf", ONE), ("b.pdf", TWO)):
        httpserver.expect_ordered_request(f"/moa/{name}").respond_with_data(content)
    addresses = [httpserver.url_for(f"/moa/{name}") for name in ("a.pdf", "b.pdf")]
    assert ask(tmp_path, addresses) == {"a.pdf": "new", "b.pdf": "new"}
    assert Archive(tmp_path).read(sha256_of(ONE)) == ONE
    assert [s.name for s in Archive(tmp_path).sightings()] == ["a.pdf", "b.pdf"]
    assert ask(tmp_path, addresses) == {"a.pdf": "held", "b.pdf": "held"}
    assert len(httpserver.log) == 2


def test_every_failure_has_its_reason_and_ends_nothing(httpserver: HTTPServer, tmp_path: Path) -> None:
    httpserver.expect_request("/page.pdf").respond_with_data("<html>not here</html>")
    httpserver.expect_request("/refused.pdf").respond_with_data("", status=403)
    httpserver.expect_request("/good.pdf").respond_with_data(ONE)
    names = ("page.pdf", "missing.pdf", "refused.pdf", "good.pdf")
    httpserver.expect_request("/missing.pdf").respond_with_data("", status=404)
    states = ask(tmp_path, [httpserver.url_for(f"/{name}") for name in names])
    assert states == {"page.pdf": "failed", "missing.pdf": "gone", "refused.pdf": "failed", "good.pdf": "new"}
    with (tmp_path / "documents" / "fetched.csv").open() as file:
        reasons = {row["address"].rpartition("/")[2]: row["reason"] for row in csv.DictReader(file)}
    assert "no PDF" in reasons["page.pdf"] and "404" in reasons["missing.pdf"] and "403" in reasons["refused.pdf"]
    assert reasons["good.pdf"] == ""


@pytest.mark.parametrize("content", [b"", b"address,state\r\n", b"\xff\xfe", ",".join(COLUMNS).encode() + b"\r\nx\r\n"])
def test_damaged_notes_are_named_and_stay(tmp_path: Path, content: bytes) -> None:
    notes = tmp_path / "documents" / "fetched.csv"
    notes.parent.mkdir()
    notes.write_bytes(content)
    with pytest.raises(DamageError, match=r"fetched\.csv"):
        ask(tmp_path, [])
    assert notes.read_bytes() == content


def test_the_size_of_what_did_not_come_is_unknown_in_the_next_run_too(httpserver: HTTPServer, tmp_path: Path) -> None:
    httpserver.expect_request("/lost.pdf").respond_with_data("", status=404)
    for _ in range(2):
        [answer] = fetch(tmp_path, [httpserver.url_for("/lost.pdf")], pause=0, web_archive="", bounds=BOUNDS)
        assert (answer.state, answer.size) == ("gone", None)
    assert len(httpserver.log) == 1


def test_a_file_that_is_gone_is_asked_of_the_web_archive_and_then_no_more(
    httpserver: HTTPServer, tmp_path: Path
) -> None:
    httpserver.expect_request("/old.pdf").respond_with_data("", status=404)
    httpserver.expect_request("/lost.pdf").respond_with_data("", status=404)
    address = httpserver.url_for("/old.pdf")
    httpserver.expect_request(f"/web/{address}").respond_with_data(TWO)
    prefix = httpserver.url_for("/web/")
    addresses = [address, httpserver.url_for("/lost.pdf")]
    httpserver.expect_request(f"/web/{addresses[1]}").respond_with_data("", status=404)
    assert ask(tmp_path, addresses, prefix) == {"old.pdf": "new", "lost.pdf": "gone"}
    [sighting] = Archive(tmp_path).sightings()
    assert sighting.source == prefix + address and sighting.name == "old.pdf"
    asked = len(httpserver.log)
    assert ask(tmp_path, addresses, prefix) == {"old.pdf": "held", "lost.pdf": "gone"}
    assert len(httpserver.log) == asked


def test_a_run_cut_off_keeps_what_arrived_and_the_next_goes_on(httpserver: HTTPServer, tmp_path: Path) -> None:
    asked = []

    def answer(request: Request) -> Response:
        asked.append(request.path)
        return Response(pdf_of([[request.path]]))

    httpserver.expect_request("/many").respond_with_handler(answer)
    addresses = [httpserver.url_for(f"/many?{number}") for number in range(12)]
    assert list(ask(tmp_path, addresses, limit=5).values()).count("not asked") == 7
    with pytest.raises(KeyboardInterrupt):
        _interrupted(tmp_path, addresses)
    kept = len(Archive(tmp_path).sightings())
    assert ask(tmp_path, addresses).keys() and len(Archive(tmp_path).sightings()) == 12
    assert kept >= 5 and len(asked) <= 12 + 10


def _interrupted(home: Path, addresses: list[str]) -> None:
    from open287g.documents.library import fetching

    taken = iter(range(3))

    class Cut(fetching._Fetching):
        async def _one(self, http: object, address: str, source: str) -> fetching.Answer:
            if next(taken, None) is None:
                raise KeyboardInterrupt
            return await super()._one(http, address, source)  # type: ignore[arg-type]

    import asyncio

    asyncio.run(Cut(home, None, 0, "", False, BOUNDS).run(addresses))


def test_a_run_that_is_killed_loses_no_file_and_asks_for_none_again(httpserver: HTTPServer, tmp_path: Path) -> None:
    asked: list[str] = []
    runs: list[subprocess.Popen[bytes]] = []

    def answer(request: Request) -> Response:
        asked.append(request.path)
        if request.path == "/7.pdf" and asked.count("/7.pdf") == 1:
            runs[0].kill()
            runs[0].wait()
        return Response("", status=404) if request.path == "/3.pdf" else Response(pdf_of([[request.path]]))

    httpserver.expect_request(re.compile(r"/\d+\.pdf")).respond_with_handler(answer)
    addresses = [httpserver.url_for(f"/{number}.pdf") for number in range(9)]
    code = "import sys; from pathlib import Path; from open287g.documents.library.fetching import fetch\n"
    code += "fetch(Path(sys.argv[1]), sys.argv[2:], pause=0.01, web_archive='')"
    runs.append(subprocess.Popen([sys.executable, "-c", code, str(tmp_path), *addresses]))
    assert runs[0].wait() == -signal.SIGKILL
    assert [sighting.name for sighting in Archive(tmp_path).sightings()] == [f"{n}.pdf" for n in (0, 1, 2, 4, 5, 6)]
    states = ask(tmp_path, addresses)
    assert Counter(states.values()) == {"held": 6, "new": 2, "gone": 1}
    assert Counter(asked) == {f"/{number}.pdf": 1 + (number == 7) for number in range(9)}
    assert Archive(tmp_path).verify() == [] and len(Archive(tmp_path).sightings()) == 8


def test_a_server_that_refuses_five_in_a_row_is_left_alone(httpserver: HTTPServer, tmp_path: Path) -> None:
    httpserver.expect_request("/no.pdf").respond_with_data("", status=403)
    states = list(ask(tmp_path, [httpserver.url_for(f"/no.pdf?{n}") for n in range(8)]).values())
    assert states.count("failed") <= 5 and len(httpserver.log) == 5
