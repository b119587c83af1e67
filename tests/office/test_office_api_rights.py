"""The table of rights through the API and the commands: every role, every action, every agency, every identifier."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient
from typer.main import get_command

from open287g.cli.main import app
from open287g.core.errors import Open287gError
from open287g.office.api import api_app
from open287g.office.api.subjects import LISTS
from open287g.office.entering.admission import NOT_YOURS
from open287g.office.ledger.append import read_head
from open287g.office.ledger.database import read
from open287g.office.ledger.schema import entries, subjects
from open287g.office.model.kinds import kinds
from open287g.office.model.kinds import subjects as subjects_of
from open287g.office.model.roles import SCOPES as NEARNESS
from open287g.office.model.roles import actions_of, rights
from open287g.office.office import key_folder
from open287g.office.reading import NOTHING
from tests.office.agency import LEE, POLK, YUMA, House
from tests.office.filled import event_of, filled
from tests.office.test_office_api import FAST, token
from tests.office.test_office_rights import SCOPES

WITH_TOKENS = [account for account, (role, _) in SCOPES.items() if role and role != "public"]
IDS = ("id-{}", "{}:TFM:1", "O-1:{}:TFM", "{}")
"""How what an agency has is named."""

AGENCIES = {True: (LEE, POLK, YUMA), False: (LEE, YUMA)}
"""Only to a supervisor of an area its second agency is anything else than foreign."""

Held = dict[str, dict[str, str]]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def office(home: Path) -> House:
    return filled(f"sqlite:///{home / 'office' / 'office.sqlite'}", home)


@pytest.fixture(scope="module")
def client(office: House) -> Iterator[TestClient]:
    with TestClient(api_app(lambda: office.office, FAST, FAST), raise_server_exceptions=False) as made:
        yield made


@pytest.fixture(scope="module")
def held(office: House) -> Held:
    """For each account the header of a token with all that it may have."""
    return {account: {"authorization": f"Bearer {token(office, account)}"} for account in WITH_TOKENS}


def granted(account: str, action: str, agency: str, of_an_officer: bool) -> bool:
    """What the table says, and nothing else."""
    role, near = SCOPES[account]
    scope = near[agency] if near[agency] != "self" or of_an_officer else "own"
    return scope in rights().get((role, action), frozenset())


@pytest.mark.parametrize("account", WITH_TOKENS)
def test_a_step_opens_through_the_api_where_the_table_opens_it(client: TestClient, held: Held, account: str) -> None:
    wrong = []
    for name, kind in kinds().items():
        if kind.subject == "token" or kind.of_file:
            continue
        for agency in AGENCIES[account == "super-FL"]:
            answer = client.post("/v1/events?dry_run=true", json=event_of(name, agency), headers=held[account])
            opened = answer.status_code in (200, 409, 422)
            if not opened:
                assert answer.status_code == 403, answer.text
            if opened != granted(account, name, agency, kind.subject in ("officer", "grant", "act")):
                wrong.append((name, agency, answer.status_code))
    assert wrong == []


@pytest.mark.parametrize("account", WITH_TOKENS)
def test_everything_that_is_read_is_read_where_the_table_opens_it(
    office: House, client: TestClient, held: Held, account: str
) -> None:
    role, _ = SCOPES[account]
    for kind, path in LISTS.items():
        own = f"{kind}.read"
        action = own if any(one == own for _, one in rights()) else "read"
        answer = client.get(f"/v1/{path}?limit=200", headers=held[account])
        if action not in actions_of(role):
            assert answer.status_code == 403
            continue
        listed = {row["id"] for row in answer.json()["data"]}
        for agency in AGENCIES[account == "super-FL"] if kind not in ("account", "token") else ():
            of_officer = kind in ("officer", "grant", "act")
            home = kind == "agency" and SCOPES[account][1][agency] in ("self", "own")
            may = granted(account, action, agency, of_officer) or home
            for name in (one.format(agency) for one in IDS):
                there = office.state(f"{kind}:{name}").state != ""
                seen = client.get(f"/v1/{path}/{name}", headers=held[account]).status_code
                assert seen == (200 if there and may else 404), (kind, name)
                assert (name in listed) == (there and may), (kind, name)


@pytest.mark.parametrize("account", ["cop", "manager1-lee"])
def test_what_is_elsewhere_and_what_is_nowhere_are_told_in_the_same_words(
    client: TestClient, held: Held, account: str
) -> None:
    for path in LISTS.values():
        for there, nowhere in zip(IDS, ("id-XX-none", "XX-none:TFM:1", "O-9:XX-none:TFM", "XX-none"), strict=True):
            pair = [client.get(f"/v1/{path}/{name}", headers=held[account]) for name in (there.format(YUMA), nowhere)]
            assert pair[0].status_code == pair[1].status_code and pair[0].json() == pair[1].json()
    for name, kind in kinds().items():
        if (SCOPES[account][0], name) not in rights() or "" in starts(name) or kind.subject == "token" or kind.of_file:
            continue
        event = event_of(name, YUMA)
        for claim in (YUMA,) if "agency_id" in subjects_of()[kind.subject].key else (YUMA, LEE):
            told = [one | {"agency_id": claim} for one in (event, nowhere_of(event))]
            pair = [client.post("/v1/events?dry_run=true", json=one, headers=held[account]) for one in told]
            assert [one.status_code for one in pair] == [403, 403], (name, claim)
            assert pair[0].json() == pair[1].json()
            spoiled = [one | {"on": "never", "reason": 7} for one in told]
            pair = [client.post("/v1/events?dry_run=true", json=one, headers=held[account]) for one in spoiled]
            assert pair[0].status_code == pair[1].status_code == 403 and pair[0].json() == pair[1].json(), name


def starts(name: str) -> tuple[str, ...]:
    from open287g.office.model.moves import starts_of

    return starts_of(name)


def nowhere_of(event: dict[str, Any]) -> dict[str, Any]:
    """The same event of a thing that is nowhere."""
    text = json.dumps(event).replace(f"id-{YUMA}", "id-of-nothing").replace(f"{YUMA}:TFM:1", f"{YUMA}:TFM:7")
    told: dict[str, Any] = json.loads(text.replace('"O-1"', '"O-77"'))
    return told


@pytest.mark.parametrize("account", ["cop", "manager1-lee", "super-FL", "root"])
def test_no_identifier_in_the_address_opens_what_is_foreign(
    office: House, client: TestClient, held: Held, account: str
) -> None:
    foreign = YUMA
    numbers = read(
        office.office.engine,
        lambda c: c.execute(
            entries.select().with_only_columns(entries.c.number).where(
                entries.c.subject.in_(subjects.select().with_only_columns(subjects.c.subject).where(
                    subjects.c.agency_id == foreign, subjects.c.kind != "account"))
            )
        ).scalars().all(),
    )  # fmt: skip
    assert len(numbers) > 8
    tried = [f"/v1/ledger/entries/{number}/proof" for number in numbers]
    tried += [f"/v1/agencies/{foreign}/cascade", f"/v1/due?agency_id={foreign}"]
    tried += [f"/v1/export/{name}.csv?agency_id={foreign}" for name in ("acts", "officers", "agreements")]
    tried += ["/v1/replay", f"/v1/agencies/{LEE}/cascade?ending=agreement:{foreign}:TFM:1"]
    tried += [f"/v1/{path}/{name.format(foreign)}/entries" for path in LISTS.values() for name in IDS]
    for path in tried:
        answer = client.get(path, headers=held[account])
        assert answer.status_code in (403, 404), path
        assert "Yuma" not in answer.text and foreign not in answer.text
    for path in LISTS.values():
        answer = client.get(f"/v1/{path}?agency_id={foreign}&limit=200", headers=held[account])
        if path != "accounts" or account != "root":
            assert answer.status_code == 403 or answer.json()["data"] == [] or account == "root"


def test_what_is_foreign_stands_in_no_list_of_any_size(client: TestClient, held: Held) -> None:
    for account in ("cop", "manager1-lee", "super-FL"):
        for path in LISTS.values():
            for query in ("", "?limit=1", "?after=A", f"?after={YUMA}", "?state=issued"):
                answer = client.get(f"/v1/{path}{query}", headers=held[account])
                assert answer.status_code == 403 or "yuma" not in answer.text.lower(), (account, path, query)
    assert client.get(f"/v1/agencies/{YUMA}", headers=held["cop"]).json()["detail"] == NOTHING


def test_reading_changes_nothing(office: House, client: TestClient, held: Held) -> None:
    def size() -> int:
        return int(read(office.office.engine, lambda c: read_head(c).size))

    before, paths = size(), client.get("/v1/openapi.json").json()["paths"]
    gets = [path for path, told in paths.items() if "get" in told and "{" not in path]
    assert len(gets) > 15
    for path in gets:
        client.get(path, headers=held["ig"])
        assert client.head(path, headers=held["ig"]).status_code == 405
    assert size() == before


COMMANDS = get_command(app)


@pytest.mark.parametrize("account", [one for one in SCOPES if one not in ("cop2", "super-FL")])
def test_a_step_opens_through_the_commands_where_the_table_opens_it(
    office: House, home: Path, tmp_path: Path, account: str
) -> None:
    assert key_folder(home).exists() and office
    wrong = []
    for place, (name, kind) in enumerate(kinds().items()):
        if kind.subject == "token" or kind.of_file:
            continue
        agency = (LEE, YUMA)[place % 2]
        file = tmp_path / "event.json"
        file.write_text(json.dumps(event_of(name, agency)))
        words = ["office", "record", str(file), "--as", account, "--dry-run", "--home", str(home), "--format", "json"]
        opened = True
        try:
            COMMANDS.main(words, standalone_mode=False)
        except Open287gError as error:
            opened = NOT_YOURS not in str(error)
        if opened != granted(account, name, agency, kind.subject in ("officer", "grant", "act")):
            wrong.append((name, agency))
    assert wrong == []


def test_the_matrix_holds_every_role_and_every_nearness() -> None:
    roles = {role for role, _ in rights()}
    assert roles <= {role for role, _ in SCOPES.values()}
    assert {scope for _, near in SCOPES.values() for scope in near.values()} == set(NEARNESS)
