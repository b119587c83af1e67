"""Notices before and at deadlines: to a real SMTP server and a web server that the tests start, each once."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
import yaml
from aiosmtpd.controller import Controller
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from open287g.core.errors import InputError
from open287g.office.notices.hook import signature
from open287g.office.notices.post import Sent, one_pass
from open287g.office.notices.settings import Settings, read_settings
from tests.office.agency import LEE, House, authorize, house, officer, sign

START = datetime(2025, 6, 1, 12, tzinfo=UTC)


class Inbox:
    """What the SMTP server was given."""

    def __init__(self) -> None:
        self.letters: list[Any] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.letters.append(message_from_bytes(envelope.content, policy=default))
        return "250 OK"


@pytest.fixture
def inbox() -> Iterator[tuple[Inbox, int]]:
    handler = Inbox()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    yield handler, port
    controller.stop()


@pytest.fixture
def found(tmp_path: Path) -> House:
    return holding(f"sqlite:///{tmp_path / 'office.sqlite'}", tmp_path)


def holding(url: str, folder: Path) -> House:
    """An office in which a hold past release began on Friday, 29 August 2025, at 15:00."""
    made = house(url, folder, START)
    sign(made, model="JEM", edition="JEM-2025")
    authorize(made, "O-1", model="JEM")
    made.clock.now = datetime(2025, 8, 29, 21, tzinfo=UTC)
    hold = {"act_id": "a-hold", "act": "hold_past_release", "at": "2025-08-29T15:00:00", "warrant": "arrest",
            "hold_started_at": "2025-08-29T15:00:00", "place": "jail", "in_agency_custody": True}  # fmt: skip
    made.say("manager1-lee", "act.entered", **officer("O-1", model="JEM"), **hold)
    return made


def sent(found: House, settings: Settings, folder: Path) -> tuple[list[Sent], list[str]]:
    lines: list[str] = []
    return one_pass(found.office, settings, folder / "notices", lines.append), lines


def told(settings: dict[str, Any]) -> Settings:
    return Settings.model_validate(settings)


def test_a_deadline_is_told_before_and_at_it_and_each_once(url: str, tmp_path: Path) -> None:
    found = holding(url, tmp_path)

    def stages(at: datetime) -> list[tuple[str, str]]:
        found.clock.now = at
        passed, lines = sent(found, Settings(), tmp_path)
        assert len(lines) == len(passed) and all("act:a-hold" in line for line in lines)
        return [(one.notice.stage, one.notice.due.clock) for one in passed]

    form = datetime(2025, 8, 31, 19, tzinfo=UTC)
    assert stages(form - timedelta(hours=13)) == []
    assert stages(form - timedelta(hours=11)) == [("before", "hold.past-release-by-form")]
    assert stages(form - timedelta(hours=10)) == []
    assert stages(form) == [("at", "hold.past-release-by-form")]
    assert stages(datetime(2025, 9, 3, 18, tzinfo=UTC)) == [("before", "hold.past-release")]
    assert stages(datetime(2025, 9, 9, 18, tzinfo=UTC)) == [("at", "hold.past-release")]


def test_mail_goes_once_to_who_has_to_act_in_their_language(
    found: House, tmp_path: Path, inbox: tuple[Inbox, int]
) -> None:
    handler, port = inbox
    to = [
        {"address": "manager@lee.example", "role": "manager", "language": "es"},
        {"address": "other@polk.example", "role": "manager", "agencies": ["FL-polk-county-sheriffs-office"]},
        {"address": "hq@ice.example", "role": "headquarters"},
    ]
    mail = {"host": "127.0.0.1", "port": port, "security": "none", "sender": "office@lee.example", "to": to}
    found.clock.now = datetime(2025, 9, 4, 12, tzinfo=UTC)
    for _ in range(2):
        sent(found, told({"mail": mail}), tmp_path)
    (letter,) = handler.letters
    assert letter["To"] == "manager@lee.example" and letter["Subject"] == "Oficina open287g: 2 plazos"
    assert letter.get_content().count("act:a-hold") == 2


def test_a_server_that_is_down_costs_nothing_but_time(found: House, tmp_path: Path, inbox: tuple[Inbox, int]) -> None:
    handler, port = inbox
    to = [{"address": "manager@lee.example", "role": "manager"}]
    mail = {"host": "127.0.0.1", "port": 1, "security": "none", "sender": "office@lee.example", "to": to}
    found.clock.now = datetime(2025, 9, 4, 12, tzinfo=UTC)
    first, _ = sent(found, told({"mail": mail}), tmp_path)
    assert {(one.way, one.ok) for one in first} == {("log", True), ("mail", False)}
    again, lines = sent(found, told({"mail": {**mail, "port": port}}), tmp_path)
    assert {(one.way, one.ok) for one in again} == {("mail", True)} and lines == [] and len(handler.letters) == 1


@pytest.mark.network
def test_a_web_hook_is_signed_and_sent_once(
    found: House, tmp_path: Path, httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOOK_SECRET", "a secret of this test")
    bodies: list[dict[str, Any]] = []

    def take(request: Request) -> Response:
        body = request.get_data()
        wanted = signature("a secret of this test", request.headers["Open287g-Time"], body)
        bodies.append(json.loads(body))
        return Response(status=204 if request.headers["Open287g-Signature"] == wanted else 403)

    httpserver.expect_request("/hook", method="POST").respond_with_handler(take)
    settings = told({"hooks": [{"address": httpserver.url_for("/hook"), "secret": "HOOK_SECRET", "near": True}]})
    found.clock.now = datetime(2025, 9, 4, 12, tzinfo=UTC)
    for _ in range(2):
        sent(found, settings, tmp_path)
    assert [[one["subject"] for one in body["notices"]] for body in bodies] == [["act:a-hold", "act:a-hold"]]


@pytest.mark.network
@pytest.mark.parametrize(("near", "code", "why"), [(False, 204, "inside this network"), (True, 302, "answered 302")])
def test_a_web_hook_goes_into_no_network_that_was_not_named_and_follows_no_redirect(
    found: House,
    tmp_path: Path,
    httpserver: HTTPServer,
    monkeypatch: pytest.MonkeyPatch,
    near: bool,
    code: int,
    why: str,
) -> None:
    monkeypatch.setenv("HOOK_SECRET", "a secret of this test")
    httpserver.expect_request("/hook").respond_with_data("", status=code, headers={"Location": "/elsewhere"})
    settings = told({"hooks": [{"address": httpserver.url_for("/hook"), "secret": "HOOK_SECRET", "near": near}]})
    found.clock.now = datetime(2025, 9, 4, 12, tzinfo=UTC)
    failed = [one for one in sent(found, settings, tmp_path)[0] if not one.ok]
    assert failed and all(why in one.why for one in failed)
    assert all(request.path == "/hook" for request, _ in httpserver.log) and len(httpserver.log) == int(near)


@pytest.mark.parametrize(
    ("settings", "why"),
    [
        ({"mail": {"host": "h", "sender": "a@b.example", "to": [{"address": "x", "role": "manager"}]}}, "mail.to.0"),
        ({"mail": {"host": "h", "sender": "a@b\nBcc: c", "to": []}}, "mail.sender"),
        ({"hooks": [{"address": "file:///etc/passwd", "secret": "S"}]}, "hooks.0.address"),
        ({"hook": []}, "hook"),
    ],
)
def test_settings_that_cannot_be_used_name_the_place(tmp_path: Path, settings: dict[str, Any], why: str) -> None:
    (tmp_path / "n.yaml").write_text(yaml.safe_dump(settings))
    with pytest.raises(InputError, match=why):
        read_settings(tmp_path / "n.yaml", True)


def test_the_notices_name_no_person_and_an_agency(found: House, tmp_path: Path) -> None:
    found.clock.now = datetime(2025, 9, 4, 12, tzinfo=UTC)
    for one in sent(found, Settings(), tmp_path)[0]:
        assert one.notice.told()["agency_id"] == LEE and "O-1" not in json.dumps(one.notice.told())
