"""PostgreSQL's own wall: whatever the program asks for, an account is shown its rows; the ledger is only added to."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, func, select, text
from sqlalchemy.exc import ProgrammingError

from open287g.core.errors import Open287gError
from open287g.office.ledger.database import PROGRAM, read, write
from open287g.office.ledger.schema import entries, keys, logins, sessions, subjects, texts
from open287g.office.ledger.schema import head as head_table
from open287g.office.login.passwords import set_password
from open287g.office.model.roles import Place
from open287g.office.office import place_of
from open287g.office.reading import Viewer, look, officer_in, owner_of, viewer_of
from tests.office.agency import LEE, YUMA, House, house
from tests.office.browsing import Browser, application
from tests.office.filled import filled
from tests.office.postgres import Server


@pytest.fixture(scope="module")
def office(postgres: Server, tmp_path_factory: pytest.TempPathFactory) -> House:
    found = filled(postgres.new_database(), tmp_path_factory.mktemp("wall"))
    write(found.office.engine, lambda c: set_password(c, found.office.keys, "hq", "four plain words here"))
    return found


def all_rows(connection: Connection) -> list[Any]:
    return list(connection.execute(select(subjects)))


def viewer(office: House, account: str) -> Viewer:
    found = read(office.office.engine, lambda c: viewer_of(c, account))
    assert found is not None
    return found


@pytest.mark.parametrize("account", ["cop", "cop2", "manager1-lee", "super-FL", "super-AZ", "hq", "ig", "root"])
def test_the_database_shows_each_account_what_the_table_of_roles_opens_and_nothing_else(
    office: House, account: str
) -> None:
    who = viewer(office, account)
    everything = read(office.office.engine, all_rows)
    seen = {row.subject for row in look(office.office, who, all_rows)}

    def open_to(row: Any) -> bool:
        facts = json.loads(row.facts)
        place = read(office.office.engine, lambda c: place_of(c, row.agency_id))
        there = Place(place.agency_id, place.area, officer_in(row.subject, facts))
        return row.kind == "agency" or who.sees(row.kind, there, owner_of(row.subject, facts))

    assert len(everything) > 30
    assert seen == {row.subject for row in everything if open_to(row)}


@pytest.mark.parametrize("account", ["cop", "manager1-lee", "super-AZ", "root"])
def test_entries_are_shown_with_their_subjects_alone(office: House, account: str) -> None:
    who = viewer(office, account)

    def both(connection: Connection) -> tuple[set[str], set[str]]:
        told = {row.subject for row in connection.execute(select(entries.c.subject))}
        return told, {row.subject for row in all_rows(connection)}

    told, seen = look(office.office, who, both)
    assert told == seen and told


@pytest.mark.parametrize("reach", [{}, {"role": ""}, {"role": "nobody"}, {"role": "manager"}, {"role": "supervisor"}])
def test_without_a_word_of_where_it_stands_nothing_but_agencies_is_shown(
    office: House, reach: Mapping[str, str]
) -> None:
    rows = read(office.office.engine, all_rows, reach)
    assert {row.kind for row in rows} <= {"agency"}


def test_secrets_are_shown_to_no_account(office: House) -> None:
    for account in ("hq", "ig", "root"):
        for table in (texts, keys, logins, sessions):
            count = look(
                office.office,
                viewer(office, account),
                lambda c, table=table: c.execute(select(func.count()).select_from(table)).scalar(),
            )
            assert count == 0, (account, table.name)
    assert read(office.office.engine, lambda c: c.execute(select(func.count()).select_from(texts)).scalar()) == 3


@pytest.mark.parametrize(
    "statement",
    [
        "update entries set body = body",
        "delete from entries",
        "truncate entries",
        "update checkpoints set root = ''",
        "delete from checkpoints",
        "update texts set sealed = sealed",
        "delete from texts",
        "delete from head",
        "alter table entries disable row level security",
        "drop table entries",
        "update alembic_version set version_num = ''",
        "create table elsewhere (a int)",
    ],
)
def test_the_program_itself_cannot_change_what_was_recorded(office: House, statement: str) -> None:
    with pytest.raises(Open287gError, match=r"permission denied|must be owner"):
        write(office.office.engine, lambda c: c.execute(text(statement)))


def test_who_reads_for_an_account_adds_nothing(office: House) -> None:
    def forge(connection: Connection) -> None:
        row = {"number": 999_999, "subject": "act:forged", "body": "{}", "leaf": b""}
        connection.execute(entries.insert().values(row))

    with pytest.raises(Open287gError, match="row-level security"):
        look(office.office, viewer(office, "hq"), forge)
    assert look(office.office, viewer(office, "hq"), lambda c: c.execute(keys.delete()).rowcount) == 0


def test_the_role_of_the_program_bypasses_nothing_and_ends_with_the_transaction(office: House) -> None:
    def who(connection: Connection) -> Any:
        told = "select rolname, rolsuper, rolbypassrls from pg_roles where rolname = current_user"
        return tuple(connection.execute(text(told)).one())

    assert read(office.office.engine, who) == ("open287g_office", False, False)
    with office.office.engine.connect() as bare:
        assert who(bare)[0] != "open287g_office"
        with pytest.raises(ProgrammingError), bare.begin_nested():
            bare.execute(text("select current_setting('office.nothing')"))
    owned = "select count(*) from pg_tables where tableowner = 'open287g_office'"
    assert read(office.office.engine, lambda c: c.execute(text(owned)).scalar()) == 0
    assert PROGRAM == {"role": "program"} and read(office.office.engine, lambda c: c.execute(select(head_table)).one())


@pytest.mark.parametrize(("owner", "rights"), [("maker", "--createrole"), ("member", "--role=open287g_office")])
def test_an_owner_who_is_no_superuser_begins_an_office(
    office: House, postgres: Server, tmp_path: Path, owner: str, rights: str
) -> None:
    at = ("-h", str(postgres.folder), "-U", "office")
    postgres.run("createuser", *at, "--no-superuser", rights, owner)
    postgres.run("createdb", *at, "-O", owner, f"of_{owner}")
    found = house(f"postgresql+psycopg://{owner}@/of_{owner}?host={postgres.folder}", tmp_path)
    assert read(found.office.engine, lambda c: c.execute(text("select current_user")).scalar()) == "open287g_office"
    assert len(look(found.office, viewer(found, "manager1-lee"), all_rows)) < len(read(found.office.engine, all_rows))
    with pytest.raises(Open287gError, match="permission denied"):
        write(found.office.engine, lambda c: c.execute(text("delete from entries")))


# The pages

SHOWN = ("/", "/due", "/officers", "/agreements", "/access", "/grants", "/acts", "/may", "/acts/enter", "/operations",
         "/complaints", "/findings", "/attestations", "/ledger", "/ledger/replay", "/agencies", "/accounts", "/tokens",
         "/export", "/complain", f"/officers/O-1:{LEE}:TFM", f"/officers/O-1:{YUMA}:TFM", f"/agreements/{LEE}:TFM:1",
         f"/complaints/id-{LEE}", f"/brief?of=operation:id-{LEE}", f"/switch?of=agreement:{LEE}:TFM:1&to=WSO",
         f"/cascade?if=agreement:{LEE}:TFM:1", f"/do/complaint.assigned?of=complaint:id-{LEE}", "/ledger/proof/40",
         f"/do/officer.suspended?of=officer:O-1:{LEE}:TFM", "/do/operation.planned")  # fmt: skip


@pytest.fixture(scope="module")
def unwalled(tmp_path_factory: pytest.TempPathFactory) -> House:
    """The same office on SQLite, which has no wall."""
    folder = tmp_path_factory.mktemp("unwalled")
    return filled(f"sqlite:///{folder / 'office.sqlite'}", folder)


def seen(browser: Browser, path: str) -> tuple[int, str]:
    answer = browser.get(path)
    return answer.status, re.sub(r'name="form" value="[^"]+"', "", answer.text)


@pytest.mark.parametrize("account", ["cop", "manager1-lee", "super-FL", "hq", "ig", "root"])
def test_pages_behind_the_wall_show_what_they_show_without_it(office: House, unwalled: House, account: str) -> None:
    unwalled.clock.now = office.clock.now
    walled, bare = (Browser(application(one)).enter(account) for one in (office, unwalled))
    wrong = [path for path in SHOWN if seen(walled, path) != seen(bare, path)]
    assert wrong == []


@pytest.mark.parametrize("account", ["cop", "manager1-yuma", "super-AZ", "root"])
def test_where_the_programs_own_checks_fail_the_pages_still_show_nothing_foreign(
    office: House, account: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = Browser(application(office)).enter(account)
    foreign = "O-2" if account == "cop" else LEE
    for module, name in (("desk", "may"), ("desk", "sees_state"), ("reading", "may"), ("reading", "sees")):
        monkeypatch.setattr(f"open287g.office.{module}.{name}", lambda *_: True)
    monkeypatch.setattr("open287g.office.desk.Desk.ever", lambda *_: True)
    monkeypatch.setattr("open287g.office.reading.Viewer.sees", lambda *_: True)
    for path in SHOWN:
        if "?" in path or LEE in path or path in ("/agencies", "/complain", "/export"):  # Agencies are known to all.
            continue
        answer = browser.get(path)
        told = answer.text.replace(f'value="{LEE}"', "").replace(f">{LEE}<", "")
        assert foreign not in told, path
    for path in (f"/officers/O-2:{LEE}:TFM", f"/agreements/{LEE}:TFM:1", f"/complaints/id-{LEE}"):
        assert browser.get(path).status == 404, path


def test_a_step_is_entered_in_the_name_of_who_takes_it_alone(office: House) -> None:
    who = {"by": "hq"}
    row = {"number": 999_999, "subject": "act:forged", "leaf": b""}

    def forge(connection: Connection) -> None:
        connection.execute(entries.insert().values(body=json.dumps(who), **row))

    with pytest.raises(Open287gError, match="row-level security"):
        write(office.office.engine, forge, "manager1-lee")
