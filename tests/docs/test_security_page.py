"""What is written down of the office's security: the numbers are the program's, and nothing asked for is left out."""

from __future__ import annotations

import re

from open287g.office.api import bodies, events
from open287g.office.api.app import EACH, STRANGERS
from open287g.office.entering import values
from open287g.office.login import passwords, sessions
from open287g.office.papers import sent_text
from open287g.office.web import app, guard, serve
from open287g.office.web.pages import tokens
from open287g.office.web.site import Site
from open287g.ui.serving.patience import PatientProtocol
from tests.docs.conftest import ROOT

_KB = (serve._Files.bytes_a_second or 0) / 1000
PAGE = ROOT / "docs/office/security.md"


def words() -> str:
    return " ".join(PAGE.read_text(encoding="utf-8").split())


def numbers(limit: object) -> tuple[int, int]:
    made = Site.__dataclass_fields__[str(limit)].default_factory()  # type: ignore[misc]
    return made.most, int(made.seconds)


def test_the_limits_that_are_written_down_are_those_of_the_program() -> None:
    (tries, within), (complaints, hour), (files, also_hour) = map(numbers, ("sign_in", "intake", "files"))
    assert (within, hour, also_hour) == (300, 3600, 3600)
    for said in (
        f"{passwords.SHORTEST} to {passwords.LONGEST} characters",
        f"{passwords.TRIES} failures in a row close an account for {passwords.CLOSED_FOR.seconds // 60} minutes",
        f"{tries} tries from one address in 5 minutes",
        f"fewer than {passwords.FEW} different characters",
        f"after {sessions.IDLE.seconds // 60} idle minutes, after {sessions.LONGEST.seconds // 3600} hours",
        f"an account has {sessions.MOST} at most",
        f"| an address | {guard.LONGEST_ADDRESS:,} characters |",
        f"| a form | {guard.LARGEST_BODY >> 20} MiB, {app.MOST_FIELDS} fields |",
        f"{sent_text.LARGEST >> 20} MiB, {sent_text.LIMITS.pages} pages, {sent_text.LIMITS.seconds:.0f} seconds",
        f"{files} an hour for an account",
        f"{bodies.MOST >> 10} KiB; {events.MOST} events in a batch",
        f"{EACH.per_second} a second over long, {EACH.burst} at once",
        f"{STRANGERS.per_second} a second over long, {STRANGERS.burst} at once",
        f"{complaints} an hour",
        f"{PatientProtocol.head_seconds:.0f} seconds; a second more for every {_KB:.0f} KB",
        f"{values.LONGEST:,} characters; a complaint {10 * values.LONGEST:,}",
    ):
        assert said in words(), said
    assert tokens.LONGEST == 366 and "a year at most" in words()
    assert all(f"`{one}`" in words() for one in passwords.CONTEXT)


def test_every_thing_that_has_to_be_written_down_has_its_heading() -> None:
    found = re.findall(r"^## (.+)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert found == ["Who comes in, and how", "Sessions", "Limits", "What is kept, and how", "Keys and algorithms",
                     "Whom the office talks to", "The log", "Libraries"]  # fmt: skip
