"""Signing in at an organization's provider, a real one started here: who comes in, and how nobody else does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from sqlalchemy import func, select

from open287g.core.errors import InputError
from open287g.office.entering.refusal import Refused
from open287g.office.ledger.database import read
from open287g.office.ledger.schema import entries, sessions, signins
from open287g.office.login.openid import REFUSED, WITHIN, begin_sign_in, finish_sign_in, identity_of
from open287g.office.login.passwords import NotIn
from open287g.office.login.provider import Provider, provider_of_environment
from open287g.office.login.sessions import who
from tests.office.agency import House, house
from tests.office.provider import CLIENT, SECRET, Fake, provider

BACK = "https://office.example/login/back"


@pytest.fixture
def fake() -> Iterator[Fake]:
    with provider() as running:
        yield running


@pytest.fixture
def office(url: str, tmp_path: Path) -> House:
    return house(url, tmp_path)


@pytest.fixture
def small(tmp_path: Path) -> House:
    return house(f"sqlite:///{tmp_path / 'office.sqlite'}", tmp_path)


def ours(fake: Fake, acr: str = "") -> Provider:
    return Provider(fake.issuer, CLIENT, SECRET, BACK, acr)


def link(found: House, fake: Fake, account: str = "hq", subject: str = "person-17") -> None:
    found.say("root", "account.linked", "2026-05-01", account=account, identity=identity_of(fake.issuer, subject))


def at_the_provider(found: House, fake: Fake, acr: str = "") -> tuple[str, str, str, str]:
    """Begin, and let the browser follow to the provider and back: state, cookie, code, issuer."""
    begun = begin_sign_in(found.office, ours(fake, acr))
    fake.now = found.clock.now.timestamp()
    back = httpx2.get(begun.address).headers["location"]
    assert back.startswith(BACK)
    told = {name: values[0] for name, values in parse_qs(urlsplit(back).query).items()}
    return told["state"], begun.state, told["code"], told["iss"]


def shut(found: House, fake: Fake, *told: str, acr: str = "") -> None:
    before = read(found.office.engine, lambda c: c.execute(select(func.count()).select_from(sessions)).scalar())
    with pytest.raises(NotIn) as caught:
        finish_sign_in(found.office, ours(fake, acr), *told)
    assert caught.value.what == REFUSED
    after = read(found.office.engine, lambda c: c.execute(select(func.count()).select_from(sessions)).scalar())
    assert after == before


def test_a_linked_identity_comes_in_and_every_state_is_good_once(office: House, fake: Fake) -> None:
    link(office, fake)
    told = at_the_provider(office, fake)
    token = finish_sign_in(office.office, ours(fake), *told)
    assert who(office.office, token) == "hq"
    shut(office, fake, *told)
    assert read(office.office.engine, lambda c: c.execute(select(func.count()).select_from(signins)).scalar()) == 0


def test_an_identity_that_nobody_linked_makes_no_account(small: House, fake: Fake) -> None:
    size = read(small.office.engine, lambda c: c.execute(select(func.count()).select_from(entries)).scalar())
    shut(small, fake, *at_the_provider(small, fake))
    assert size == read(small.office.engine, lambda c: c.execute(select(func.count()).select_from(entries)).scalar())


def test_only_an_administrator_links_and_an_identity_opens_one_account(small: House, fake: Fake) -> None:
    for actor in ("hq", "ig", "manager1-lee", "super-FL"):
        with pytest.raises(Refused, match="may not"):
            told = {"account": actor, "identity": identity_of(fake.issuer, "person-17")}
            small.say(actor, "account.linked", "2026-05-01", **told)
    link(small, fake)
    with pytest.raises(Refused, match="another account"):
        link(small, fake, "ig")
    small.say("root", "account.unlinked", "2026-05-02", account="hq", reason="left the organization")
    shut(small, fake, *at_the_provider(small, fake))
    link(small, fake, "ig")
    token = finish_sign_in(small.office, ours(fake), *at_the_provider(small, fake))
    assert who(small.office, token) == "ig"


def test_a_closed_account_does_not_open(small: House, fake: Fake) -> None:
    link(small, fake)
    small.say("root", "account.closed", "2026-05-02", account="hq", reason="left")
    shut(small, fake, *at_the_provider(small, fake))


def test_neither_subject_nor_secrets_stand_in_the_database(small: House, fake: Fake, tmp_path: Path) -> None:
    link(small, fake)
    begun = begin_sign_in(small.office, ours(fake))
    small.office.engine.dispose()
    held = b"".join(path.read_bytes() for path in tmp_path.glob("office.sqlite*"))
    nonce = parse_qs(urlsplit(begun.address).query)["nonce"][0]
    assert not any(one.encode() in held for one in ("person-17", fake.issuer, begun.state, nonce, SECRET))


@pytest.mark.parametrize(
    "spoil",
    ["no signature", "signed by the shared secret", "signed by another", "issuer of discovery", "down"],
)
def test_a_provider_that_is_not_what_it_says_lets_nobody_in(small: House, fake: Fake, spoil: str) -> None:
    link(small, fake)
    told = at_the_provider(small, fake)
    fake.spoil = spoil
    shut(small, fake, *told)


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "another"}, {"nonce": None}, {"aud": "another-client"}, {"aud": None}, {"iss": "https://x.example"},
        {"iss": None}, {"exp": 1}, {"exp": None}, {"exp": "soon"}, {"iat": None}, {"sub": None}, {"sub": ""},
        {"sub": 17}, {"sub": "x" * 256}, {"aud": [CLIENT, "other"]}, {"aud": [CLIENT, "other"], "azp": "other"},
        {"azp": "other"},
    ],
)  # fmt: skip
def test_a_token_with_a_wrong_claim_lets_nobody_in(small: House, fake: Fake, claims: dict[str, object]) -> None:
    link(small, fake)
    fake.claims = claims
    shut(small, fake, *at_the_provider(small, fake))


def test_the_way_of_proving_oneself_is_asked_for_where_it_is_wanted(small: House, fake: Fake) -> None:
    link(small, fake)
    shut(small, fake, *at_the_provider(small, fake, "two-factors"), acr="two-factors")
    fake.claims = {"acr": "two-factors"}
    told = at_the_provider(small, fake, "two-factors")
    assert who(small.office, finish_sign_in(small.office, ours(fake, "two-factors"), *told)) == "hq"


def test_another_browser_another_code_another_issuer_and_late_ones_stay_out(small: House, fake: Fake) -> None:
    link(small, fake)
    state, cookie, code, issuer = at_the_provider(small, fake)
    shut(small, fake, state, "of another browser", code, issuer)
    shut(small, fake, state, cookie, code, "https://elsewhere.example")
    shut(small, fake, "never begun", "never begun", code, issuer)
    mine, theirs = at_the_provider(small, fake), at_the_provider(small, fake)
    shut(small, fake, mine[0], mine[1], theirs[2], issuer)  # a code that was begun with another verifier
    late = at_the_provider(small, fake)
    small.clock.now += WITHIN + timedelta(seconds=5)
    shut(small, fake, *late)


@pytest.mark.parametrize("issuer", ["http://provider.example", "ftp://127.0.0.1", "provider.example", ""])
def test_a_provider_without_tls_is_refused(issuer: str) -> None:
    with pytest.raises(InputError, match="https"):
        Provider(issuer, CLIENT, SECRET, BACK)


def test_settings_are_whole_or_there_is_no_provider(monkeypatch: pytest.MonkeyPatch) -> None:
    assert provider_of_environment() is None
    monkeypatch.setenv("OPEN287G_OFFICE_OPENID_ISSUER", "https://id.example")
    with pytest.raises(InputError, match="OPEN287G_OFFICE_OPENID_CLIENT"):
        provider_of_environment()
    for name, value in (("CLIENT", CLIENT), ("SECRET", SECRET), ("BACK", BACK)):
        monkeypatch.setenv(f"OPEN287G_OFFICE_OPENID_{name}", value)
    found = provider_of_environment()
    assert found is not None and SECRET not in repr(found)
