"""An update brings the page and both lists, all or nothing, and asks only for what has changed."""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import httpx2
import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from open287g import __version__
from open287g.archive.fetching.download import Bounds, download
from open287g.archive.fetching.found import Update
from open287g.archive.fetching.update import update
from open287g.archive.store.archive import Archive
from open287g.archive.store.errors import FetchError
from open287g.archive.store.intake import Incoming
from open287g.core.errors import DamageError
from open287g.record.reading.gather import gather
from tests.archive.site import PAGE, PARTICIPATING, PENDING, USUAL_LINKS, USUAL_PAGE, Site, gzipped, page, workbook

pytestmark = pytest.mark.network
QUICK = Bounds(max_bytes=1_000_000, seconds=120, idle_seconds=120, attempts=3, first_wait=0.01, longest_wait=0.3)
PDF = b"%PDF-1.7\n%agreement "


@pytest.fixture
def site(httpserver: HTTPServer) -> Site:
    """ICE's site as it usually is."""
    site = Site(httpserver)
    moa = httpserver.url_for("/doclib/287gMOA/agreement{}_MOA.pdf")
    site.files[PAGE] = USUAL_PAGE
    site.files[PARTICIPATING] = workbook("participating", ["Lee SO", "Clay SO", "Lake SO"], moa)
    site.files[PENDING] = workbook("pending", ["Polk SO"])
    return site


def run(site: Site, home: Path, **options: object) -> Update:
    return update(home, **{"page": site.page, "bounds": QUICK, **options})  # type: ignore[arg-type]


def state(home: Path) -> dict[str, bytes]:
    """Everything under `home`, to compare before and after."""
    return {str(p.relative_to(home)): p.read_bytes() for p in sorted(home.rglob("*")) if p.is_file()}


def test_first_update_stores_the_page_and_both_lists(site: Site, tmp_path: Path) -> None:
    found = run(site, tmp_path)
    assert [(file.kind, file.state) for file in found.files] == [
        ("page", "new"),
        ("participating", "new"),
        ("pending", "new"),
    ]
    assert (found.moas_linked, found.moas_absent) == (3, 3)
    archive = Archive(tmp_path)
    seen = {s.name: s for s in archive.sightings()}
    assert list(seen) == ["287g.html", "participatingAgencies11242026am.xlsx", "pendingAgencies11242026am.xlsx"]
    assert archive.read(seen["287g.html"].sha256) == USUAL_PAGE
    listed = seen["participatingAgencies11242026am.xlsx"]
    assert archive.read(listed.sha256) == site.files[PARTICIPATING]
    assert listed.source == site.url(PARTICIPATING)
    assert listed.captured_at is not None and listed.captured_at <= listed.first_seen
    assert archive.verify() == []


def test_requests_name_the_project_and_its_version(site: Site, tmp_path: Path) -> None:
    run(site, tmp_path)
    assert {request.headers["User-Agent"] for request in site.asked} == {f"open287g/{__version__}"}


def test_second_update_asks_for_changes_only_and_adds_nothing(site: Site, tmp_path: Path) -> None:
    run(site, tmp_path)
    before = state(tmp_path)
    found = run(site, tmp_path)
    assert [status for _, status in site.answered] == [200] * 3 + [304] * 3
    assert [file.state for file in found.files] == ["unchanged"] * 3
    assert state(tmp_path) == before


def test_same_bytes_from_a_server_without_validators_add_nothing(site: Site, tmp_path: Path) -> None:
    for path, content in list(site.files.items()):
        site.files[path] = lambda _, content=content: Response(content)  # type: ignore[misc]
    run(site, tmp_path)
    before = state(tmp_path)
    assert run(site, tmp_path).new == []
    assert state(tmp_path) == before


def test_a_body_that_differs_under_the_same_address_is_a_new_object(site: Site, tmp_path: Path) -> None:
    first, second = site.files[PARTICIPATING], workbook("participating", ["Lee SO"])
    assert isinstance(first, bytes)
    run(site, tmp_path)
    for content in (second, first):
        site.files[PARTICIPATING] = content
        assert [file.kind for file in run(site, tmp_path).new] == ["participating"]
    archive = Archive(tmp_path)
    seen = [archive.read(s.sha256) for s in archive.sightings() if s.source == site.url(PARTICIPATING)]
    assert seen == [first, second, first]


def test_file_replaced_under_a_new_name_is_fetched_and_the_old_stays(site: Site, tmp_path: Path) -> None:
    run(site, tmp_path)
    later = PARTICIPATING.replace("11242026am", "11252026pm")
    site.files[later] = workbook("participating", ["Lee SO", "Clay SO", "Lake SO", "Polk SO"])
    site.files[PAGE] = USUAL_PAGE.replace(PARTICIPATING.encode(), later.encode())
    del site.files[PARTICIPATING]
    assert {file.kind for file in run(site, tmp_path).new} == {"page", "participating"}
    names = [s.name for s in Archive(tmp_path).sightings() if s.name.startswith("participating")]
    assert names == ["participatingAgencies11242026am.xlsx", "participatingAgencies11252026pm.xlsx"]


def test_dry_run_tells_and_keeps_nothing(site: Site, tmp_path: Path) -> None:
    found = run(site, tmp_path / "home", dry_run=True, moas=1)
    site.files["/doclib/287gMOA/agreement2_MOA.pdf"] = PDF
    assert len(found.new) == 3
    assert found.moas_absent == 3
    assert not (tmp_path / "home").exists()


def test_object_damaged_since_is_fetched_whole_again(
    site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(site, tmp_path)
    archive = Archive(tmp_path)
    lists = [s for s in archive.sightings() if s.name.endswith(".xlsx")]
    archive.path(lists[0].sha256).unlink()
    archive.path(lists[1].sha256).chmod(0o600)
    archive.path(lists[1].sha256).write_bytes(b"rot")
    site.answered.clear()
    run(site, tmp_path)
    assert [status for _, status in site.answered] == [304, 200, 200]
    assert "is fetched whole again" in capsys.readouterr().err


def test_unreadable_notes_are_named_with_a_remedy(site: Site, tmp_path: Path) -> None:
    run(site, tmp_path)
    notes = tmp_path / "archive" / "addresses.json"
    for rot in (b"{", b"[]", json.dumps({"a": {"unknown": 1}}).encode()):
        notes.write_bytes(rot)
        with pytest.raises(DamageError, match="Delete this file"):
            run(site, tmp_path)
    notes.unlink()
    assert run(site, tmp_path).new == []


def test_safelinks_and_redirects_lead_to_the_files(site: Site, tmp_path: Path) -> None:
    site.files["/old"] = lambda _: Response(status=301, headers={"Location": PAGE})
    inner = site.url(PARTICIPATING).replace(":", "%3A").replace("/", "%2F")
    wrapped = f"https://gcc02.safelinks.protection.outlook.com/?url={inner}&amp;data=x%40example.gov"
    site.files[PAGE] = page(f'<a href="{wrapped}">Participating</a>', USUAL_LINKS[1])
    found = run(site, tmp_path, page=site.url("/old"))
    assert [file.kind for file in found.new] == ["page", "participating", "pending"]
    assert all("outlook" not in s.source for s in Archive(tmp_path).sightings())


def test_agreements_come_on_request_and_only_those_not_held(site: Site, tmp_path: Path) -> None:
    for number in (2, 3, 4):
        site.files[f"/doclib/287gMOA/agreement{number}_MOA.pdf"] = PDF + str(number).encode()
    found = run(site, tmp_path, moas=2)
    assert [file.name for file in found.new if file.kind == "moa"] == ["agreement2_MOA.pdf", "agreement3_MOA.pdf"]
    assert found.moas_absent == 1
    found = run(site, tmp_path, moas=2)
    assert [file.name for file in found.new] == ["agreement4_MOA.pdf"]
    site.files["/doclib/287gMOA/agreement3_MOA.pdf"] = PDF + b"replaced in place"
    site.answered.clear()
    found = run(site, tmp_path, moas=None)
    assert [file.name for file in found.new] == ["agreement3_MOA.pdf"]
    assert [status for _, status in site.answered] == [304, 304, 304, 304, 200, 304]


def test_agreement_that_fails_is_told_and_does_not_undo_the_rest(site: Site, tmp_path: Path) -> None:
    site.files["/doclib/287gMOA/agreement2_MOA.pdf"] = PDF
    site.files["/doclib/287gMOA/agreement3_MOA.pdf"] = b"<html>Sign in</html>"
    found = run(site, tmp_path, moas=None)
    moas = {file.name: (file.state, file.reason) for file in found.files if file.kind == "moa"}
    assert moas["agreement2_MOA.pdf"] == ("new", "")
    assert moas["agreement3_MOA.pdf"] == ("failed", "not a PDF")
    assert moas["agreement4_MOA.pdf"][0] == "failed" and "404" in moas["agreement4_MOA.pdf"][1]
    assert found.moas_absent == 2
    assert len(Archive(tmp_path).sightings()) == 4


def facts(home: Path) -> list[tuple[str, str]]:
    """What a record of `home` would tell of the lists."""
    return [(told.list, told.answer) for told in gather(home, shipped=False, remember=False).told]


def test_a_list_that_the_page_links_no_more_is_a_fact_of_the_day_and_stops_nothing(
    site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(site, tmp_path)
    assert facts(tmp_path) == []
    site.files[PAGE] = page(USUAL_LINKS[0])
    found = run(site, tmp_path)
    assert [(file.kind, file.state) for file in found.files] == [("page", "new"), ("participating", "unchanged")]
    assert [(told.list, told.answer) for told in found.lists] == [("participating", "had"), ("pending", "not linked")]
    assert "The list of pending agencies is not linked" in capsys.readouterr().err
    assert facts(tmp_path) == [("participating", "had"), ("pending", "not linked")]
    before = state(tmp_path)
    run(site, tmp_path)
    assert state(tmp_path) == before, "the same again is nothing new"
    site.files[PAGE] = USUAL_PAGE
    run(site, tmp_path)
    assert sorted(set(facts(tmp_path))) == [("participating", "had"), ("pending", "had"), ("pending", "not linked")]


@pytest.mark.parametrize("status", [404, 410])
def test_a_list_that_is_gone_is_told_and_stops_nothing(site: Site, tmp_path: Path, status: int) -> None:
    site.files[PENDING] = answer(status)  # type: ignore[assignment]
    found = run(site, tmp_path)
    assert [file.kind for file in found.new] == ["page", "participating"]
    assert [(told.list, told.answer, told.address) for told in found.lists][1] == ("pending", "gone", site.url(PENDING))
    assert facts(tmp_path) == [("participating", "had"), ("pending", "gone")]


def test_a_page_none_of_whose_links_leads_to_a_list_changes_nothing(site: Site, tmp_path: Path) -> None:
    del site.files[PENDING], site.files[PARTICIPATING]
    with pytest.raises(FetchError, match="no link of this page leads to a list"):
        run(site, tmp_path)
    assert state(tmp_path) == {}


def test_a_list_is_known_by_its_content_and_named_as_the_server_names_it(site: Site, tmp_path: Path) -> None:
    content = workbook("participating", ["Lee SO"])
    named = 'attachment; filename="../x/287gParticipatingAgencies091526pm.xlsx"'
    site.files["/file-download/download/public/209067"] = lambda _: Response(
        content, headers={"Content-Disposition": named}
    )
    site.files["/file-download/download/public/209068"] = workbook("pending", ["Polk SO"])
    site.files["/faq"] = page("Who are the participating agencies?")
    site.files[PAGE] = page(
        '<a href="/file-download/download/public/209067">View 287(g) Participating Agencies</a>',
        '<a href="/file-download/download/public/209068">Download</a>',
        '<a href="/faq">About participating agencies</a><a href="/none">About pending agencies</a>',
    )
    found = run(site, tmp_path)
    assert [(file.kind, file.name) for file in found.files[1:]] == [
        ("participating", "287gParticipatingAgencies091526pm.xlsx"),
        ("pending", "209068.xlsx"),
    ]
    assert [told.answer for told in found.lists] == ["had", "had"]


LED_TO = "/files/participatingAgencies11202026am.xlsx"
HEADERS = {
    "attachment; filename=\"x.xlsx\"; filename*=UTF-8''participating%20112026.xlsx": "participating 112026.xlsx",
    "attachment; filename*=utf-8''287gParticipatingAgencies112026am.xlsx": "287gParticipatingAgencies112026am.xlsx",
    "attachment; filename=ParticipatingAgency112026am.xlsx": "ParticipatingAgency112026am.xlsx",
    "inline": "participatingAgencies11202026am.xlsx",
}


@pytest.mark.parametrize("header", HEADERS)
def test_a_list_has_the_name_that_says_its_day(site: Site, tmp_path: Path, header: str) -> None:
    asked = "/file-download/download/public/209067"
    content = workbook("participating", ["Lee SO"])
    site.files[PAGE] = page(f'<a href="{asked}">Participating Agencies</a>')
    site.files[asked] = redirect(LED_TO)
    site.files[LED_TO] = lambda _: Response(content, headers={"Content-Disposition": header})
    assert run(site, tmp_path).files[1].name == HEADERS[header]


def redirect(to: str, status: int = 302) -> object:
    return lambda _: Response(status=status, headers={"Location": to})


def answer(status: int, **headers: str) -> object:
    return lambda _: Response("no", status, headers={name.replace("_", "-"): value for name, value in headers.items()})


FAULTS = {
    "blocked": (answer(403), "refused: the server answered 403", "Open it in a browser"),
    "login wanted": (answer(401), "refused: the server answered 401", "Open it in a browser"),
    "moved": (answer(404), "not there: the server answered 404", "--page URL"),
    "gone": (answer(410), "not there: the server answered 410", "--page URL"),
    "teapot": (answer(418), "the server answered 418", "browser"),
    "partial": (answer(206), "the server answered 206", "browser"),
    "down": (answer(500), "the server answered 500", "Try again later"),
    "overloaded": (answer(503, Retry_After="0"), "the server answered 503", "Try again later"),
    "come back tomorrow": (answer(429, Retry_After="86400"), "the server answered 429", "left alone for 86400 seconds"),
    "to the home page": (redirect("/home"), "no link to the list|not one of ICE's lists", "browser"),
    "in circles": (redirect(""), "more than 5 redirects", "browser"),
    "to a file": (redirect("file:///etc/passwd"), "leads to no address that can be asked", "browser"),
    "to nowhere": (redirect("http://127.0.0.1:1/x"), "cannot be reached", "network connection"),
    "empty": (b"", "delivered empty", "Try again later"),
    "oversize": (b"x" * 1_000_001, r"larger than 1,000,000 bytes", "--max-size"),
    "bomb": (lambda _: gzipped(b"\0" * 50_000_000), r"larger than 1,000,000 bytes", "--max-size"),
    "gzip cut": (lambda _: gzipped(USUAL_PAGE, cut=12), "its gzip stream stops early", "Try again later"),
    "not gzip": (
        lambda _: Response(b"plain", headers={"Content-Encoding": "gzip"}),
        "delivered damaged",
        "Try again later",
    ),
    "brotli": (lambda _: Response(b"x", headers={"Content-Encoding": "br"}), "packed as 'br'", "browser"),
    "a web page": (page("<h1>Are you a person?</h1>"), "no link to the list|a web page without a table", "browser"),
}


# A list that is gone stops nothing, as its own test shows; a page that is gone does.
FAULTS_AT = [
    (fault, path, held)
    for fault in FAULTS
    for path, held in ((PAGE, False), (PAGE, True), (PARTICIPATING, False), (PENDING, True))
    if path == PAGE or fault not in ("moved", "gone")
]


@pytest.mark.parametrize(("fault", "path", "held"), FAULTS_AT)
def test_fault_is_a_clear_error_and_changes_nothing(
    site: Site, tmp_path: Path, fault: str, path: str, held: bool
) -> None:
    if held:
        run(site, tmp_path)
        site.files[PARTICIPATING] = workbook("participating", ["Lee SO"])
        site.files[PENDING] = workbook("pending", ["Lee SO", "Clay SO"])
        site.files[PAGE] = USUAL_PAGE + b"<!-- later -->"
    before = state(tmp_path)
    site.files[path], said, remedy = FAULTS[fault]  # type: ignore[assignment]
    site.files["/home"] = page("<h1>Welcome</h1>")
    with pytest.raises(FetchError, match=said) as caught:
        run(site, tmp_path)
    assert caught.value.where.startswith(site.url(path))
    assert remedy in caught.value.remedy
    assert caught.value.exit_code == 1
    assert state(tmp_path) == before


@pytest.mark.parametrize("cut", [100, 1])
def test_workbook_cut_short_is_refused_even_if_the_length_is_right(site: Site, tmp_path: Path, cut: int) -> None:
    whole = site.files[PENDING]
    assert isinstance(whole, bytes)
    site.files[PENDING] = whole[:-cut]
    with pytest.raises(FetchError, match="zip package is damaged"):
        run(site, tmp_path)
    assert not (tmp_path / "archive").exists()


def test_304_to_who_did_not_ask_is_refused(site: Site, tmp_path: Path) -> None:
    site.files[PENDING] = answer(304)  # type: ignore[assignment]
    with pytest.raises(FetchError, match="the server answered 304"):
        run(site, tmp_path)
    assert not (tmp_path / "archive").exists()


def test_passing_failures_are_tried_again(site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = site.files[PARTICIPATING]
    tries = iter([503, 502])

    def flaky(_: Request) -> Response:
        status = next(tries, 200)
        return Response(content if status == 200 else "busy", status, headers={"Retry-After": "0"})  # type: ignore[arg-type]

    site.files[PARTICIPATING] = flaky
    assert len(run(site, tmp_path).new) == 3
    assert [status for path, status in site.answered if path == PARTICIPATING] == [503, 502, 200]
    assert capsys.readouterr().err.count("trying again") == 2


def test_wait_that_the_server_asks_for_is_kept(site: Site, tmp_path: Path) -> None:
    content = site.files[PARTICIPATING]
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=3), usegmt=True)
    waits = iter(["1", soon])

    def busy(_: Request) -> Response:
        wait = next(waits, None)
        return Response(content, headers={}) if wait is None else Response("", 429, headers={"Retry-After": wait})  # type: ignore[arg-type]

    site.files[PARTICIPATING] = busy
    started = time.monotonic()
    run(site, tmp_path, bounds=replace(QUICK, longest_wait=5))
    assert time.monotonic() - started > 1.9


def test_redirect_from_https_to_plain_http_is_refused() -> None:
    def answer(request: httpx2.Request) -> httpx2.Response:
        if request.url.scheme == "https":
            return httpx2.Response(302, headers={"Location": "http://www.ice.gov/287g"})
        return httpx2.Response(200, stream=httpx2.ByteStream(b"from anyone on the way"))

    async def get(address: str) -> bytes | None:
        async with httpx2.AsyncClient(transport=httpx2.MockTransport(answer), follow_redirects=True) as http:
            return (await download(http, address, QUICK)).content

    assert asyncio.run(get("http://www.ice.gov/287g")) == b"from anyone on the way"
    with pytest.raises(FetchError, match="from https to plain http"):
        asyncio.run(get("https://www.ice.gov/287g"))


def test_refusals_are_not_tried_again(site: Site, tmp_path: Path) -> None:
    site.files[PAGE] = answer(403)  # type: ignore[assignment]
    with pytest.raises(FetchError):
        run(site, tmp_path)
    assert site.answered == [(PAGE, 403)]


def test_file_added_by_hand_with_its_address_is_not_added_twice(site: Site, tmp_path: Path) -> None:
    content = site.files[PENDING]
    assert isinstance(content, bytes)
    Archive(tmp_path).add_all([Incoming(content, "pendingAgencies11242026am.xlsx", site.url(PENDING))])
    assert {file.kind: file.state for file in run(site, tmp_path).files} == {
        "page": "new",
        "participating": "new",
        "pending": "unchanged",
    }
