"""The ledger: appended and never edited; whatever is edited behind its back is found and named."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, Engine, delete, insert, select, update

from open287g.core.errors import DamageError, InputError, NotFoundError, Open287gError
from open287g.office.ledger import outsider, private
from open287g.office.ledger.append import EVERY, Draft, append, begin, keep_checkpoint, read_head
from open287g.office.ledger.database import connect, migrate, read, url_of, write
from open287g.office.ledger.entry import Entry, canonical, entry_of
from open287g.office.ledger.outsider import consistent, included, leaf_of
from open287g.office.ledger.proofs import prove_consistency, prove_inclusion
from open287g.office.ledger.schema import entries, metadata, texts
from open287g.office.ledger.signing import Keys, load_keys, make_keys
from open287g.office.ledger.tree import Frontier, consistency_path, inclusion_path, root_of
from open287g.office.ledger.verify import Verdict, verify_ledger

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def draft(subject: str, **said: Any) -> Draft:
    """An event that moves nothing."""

    def made(number: int, known: datetime, previous: str, clock: str) -> Entry:
        return Entry(
            number, known, date(2026, 3, 1), "agreement.met", subject, "FL-example", "m-1", "manager", said, {}, {},
            previous=previous, clock=clock,
        )  # fmt: skip

    return made


class Ledger:
    def __init__(self, url: str, folder: Path) -> None:
        self.engine: Engine = connect(url)
        self.keys: Keys = make_keys(folder)
        migrate(self.engine)
        write(self.engine, lambda c: begin(c, self.keys))

    def add(self, count: int = 1, now: datetime = NOON, subject: str = "agreement:a") -> list[Entry]:
        return write(self.engine, lambda c: append(c, self.keys, [draft(subject)] * count, now)[0])

    def verify(self, *elsewhere: dict[str, Any]) -> Verdict:
        return read(self.engine, lambda c: verify_ledger(c, self.keys.public, elsewhere))

    def behind_its_back(self, work: Callable[[Connection], Any]) -> None:
        """As the owner of the database could; the program's own role may not (PostgreSQL)."""
        with self.engine.begin() as connection:
            work(connection)

    def leaf(self, number: int) -> str:
        told = select(entries.c.leaf).where(entries.c.number == number)
        return read(self.engine, lambda c: bytes(c.execute(told).scalar_one()).hex())

    def forge(self, number: int, **changed: Any) -> None:
        """Rewrite an entry and its leaf, as one would who knows how the ledger is made."""

        def forged(connection: Connection) -> None:
            body = connection.execute(select(entries.c.body).where(entries.c.number == number)).scalar_one()
            told = canonical({**entry_of(body).__dict__, **_plain(body), **changed})
            values = {"body": told, "leaf": leaf_of(told.encode())}
            connection.execute(update(entries).where(entries.c.number == number).values(values))

        self.behind_its_back(forged)


def _plain(body: str) -> dict[str, Any]:
    import json

    told: dict[str, Any] = json.loads(body)
    return told


@pytest.fixture
def ledger(url: str, tmp_path: Path) -> Ledger:
    return Ledger(url, tmp_path / "keys")


def test_a_ledger_verifies_and_its_head_counts_its_entries(ledger: Ledger) -> None:
    ledger.add(3)
    ledger.add()
    found = ledger.verify()
    assert (found.ok, found.entries, found.first_bad) == (True, 4, None)
    assert found.root == read(ledger.engine, read_head).root


def test_an_empty_ledger_verifies(ledger: Ledger) -> None:
    assert ledger.verify() == Verdict(True, 0, Frontier().root.hex(), checkpoints=1)


def test_the_schema_is_what_the_migrations_make(ledger: Ledger) -> None:
    with ledger.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_migrating_again_changes_nothing_and_keeps_what_is_there(ledger: Ledger) -> None:
    ledger.add(5)
    migrate(ledger.engine)
    assert ledger.verify().entries == 5


def test_an_altered_entry_is_named(ledger: Ledger) -> None:
    ledger.add(9)
    ledger.behind_its_back(
        lambda c: c.execute(update(entries).where(entries.c.number == 4).values(body=entries.c.body + " "))
    )
    assert ledger.verify().first_bad == 4


@pytest.mark.parametrize("number", [0, 4, 8])
def test_an_entry_that_was_forged_with_its_leaf_is_named(ledger: Ledger, number: int) -> None:
    ledger.add(9)
    ledger.forge(number, by="somebody-else")
    assert ledger.verify().first_bad == (number if number < 8 else 0)
    assert not ledger.verify().ok


def test_a_removed_entry_a_dropped_tail_and_an_added_one_are_named(ledger: Ledger) -> None:
    ledger.add(9)
    ledger.behind_its_back(lambda c: c.execute(delete(entries).where(entries.c.number == 8)))
    assert ledger.verify().first_bad == 8
    ledger.behind_its_back(lambda c: c.execute(delete(entries).where(entries.c.number == 3)))
    assert ledger.verify().first_bad == 3


def test_an_entry_appended_without_the_key_is_named(ledger: Ledger) -> None:
    (last,) = ledger.add(3)[-1:]
    told = draft("agreement:a")(3, NOON, leaf_of(last.body().encode()).hex(), "").body()
    row = {"number": 3, "subject": "agreement:a", "body": told, "leaf": leaf_of(told.encode())}
    ledger.behind_its_back(lambda c: c.execute(insert(entries).values(row)))
    assert ledger.verify().first_bad == 3


def test_two_entries_that_changed_places_are_named(ledger: Ledger) -> None:
    ledger.add(9)

    def swap(connection: Connection) -> None:
        for old, new in ((2, -1), (6, 2), (-1, 6)):
            connection.execute(update(entries).where(entries.c.number == old).values(number=new))

    ledger.behind_its_back(swap)
    assert ledger.verify().first_bad == 2


def test_a_subject_that_was_changed_beside_the_body_is_named(ledger: Ledger) -> None:
    ledger.add(4)
    ledger.behind_its_back(
        lambda c: c.execute(update(entries).where(entries.c.number == 1).values(subject="officer:x"))
    )
    assert ledger.verify().first_bad == 1


def test_a_rewritten_stretch_is_named_to_the_last_checkpoint_before_it(ledger: Ledger) -> None:
    ledger.add(EVERY)
    ledger.add(5)
    last = ""
    for number in range(EVERY + 1, EVERY + 5):
        ledger.forge(number, **({"reason": "x"} if not last else {"previous": last}))
        last = ledger.leaf(number)
    assert ledger.verify().first_bad == EVERY


def test_a_checkpoint_kept_elsewhere_finds_an_older_copy_and_another_history(ledger: Ledger, tmp_path: Path) -> None:
    ledger.add(5)
    kept = write(ledger.engine, keep_checkpoint)
    other = Ledger(f"sqlite:///{tmp_path / 'other.sqlite'}", tmp_path / "keys")
    other.add(4)
    assert other.verify().ok
    assert other.verify(kept).first_bad == 4
    other.add(3, NOON + timedelta(days=1))
    assert not other.verify(kept).ok
    assert ledger.verify(kept).ok


def test_a_checkpoint_of_another_key_is_not_taken(ledger: Ledger, tmp_path: Path) -> None:
    ledger.add(5)
    assert not read(ledger.engine, lambda c: verify_ledger(c, make_keys(tmp_path / "others").public)).ok


def test_known_time_never_goes_back_though_the_clock_does(ledger: Ledger) -> None:
    ledger.add(now=NOON)
    (late,) = ledger.add(now=NOON - timedelta(days=3))
    (after,) = ledger.add(now=NOON + timedelta(minutes=1))
    assert (late.known, late.clock) == (NOON, "2026-02-27T12:00:00.000000Z")
    assert (after.known, after.clock) == (NOON + timedelta(minutes=1), "")
    assert ledger.verify().ok


def test_what_a_transaction_did_not_finish_is_not_there(ledger: Ledger) -> None:
    def fails(connection: Connection) -> None:
        append(connection, ledger.keys, [draft("agreement:a")], NOON)
        raise InputError("no")

    ledger.add(2)
    with pytest.raises(InputError):
        write(ledger.engine, fails)
    assert ledger.verify().entries == 2


def test_an_outsider_verifies_an_entry_and_no_other(ledger: Ledger) -> None:
    ledger.add(11)
    for number in range(11):
        proof = read(ledger.engine, lambda c, n=number: prove_inclusion(c, n))
        assert outsider.proof_holds(proof, ledger.keys.public)
        assert not outsider.proof_holds(proof | {"entry": proof["entry"] + " "}, ledger.keys.public)
        assert not outsider.proof_holds(proof | {"number": (number + 1) % 11}, ledger.keys.public)
        assert not outsider.proof_holds(proof, "00" * 32)
    with pytest.raises(NotFoundError):
        read(ledger.engine, lambda c: prove_inclusion(c, 11))


def test_an_outsider_verifies_that_a_checkpoint_follows_another(ledger: Ledger) -> None:
    ledger.add(5)
    kept = write(ledger.engine, keep_checkpoint)
    ledger.add(8)
    proof = read(ledger.engine, lambda c: prove_consistency(c, kept))
    assert outsider.proof_holds(proof, ledger.keys.public)
    assert not outsider.proof_holds(proof | {"path": proof["path"][:-1]}, ledger.keys.public)
    with pytest.raises(InputError):
        read(ledger.engine, lambda c: prove_consistency(c, kept | {"size": 14}))


def test_every_path_of_small_trees_proves_and_no_other_leaf_or_root_does() -> None:
    leaves = [leaf_of(bytes([n])) for n in range(17)]
    for size in range(1, 18):
        root = root_of(leaves[:size])
        for place in range(size):
            path = inclusion_path(leaves[:size], place)
            assert included(leaves[place], place, size, path, root)
            assert not included(leaves[place], place, size, [*path, root], root)
            assert not any(included(leaves[other], place, size, path, root) for other in range(17) if other != place)
        for small in range(1, size + 1):
            path = consistency_path(leaves[:size], small)
            assert consistent(small, size, path, root_of(leaves[:small]), root)
            assert not consistent(small, size, path, root_of(leaves[1 : small + 1]), root)


def test_the_tree_is_that_of_rfc_6962() -> None:
    """The roots that the reference implementations of Certificate Transparency test with."""
    told = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
    leaves = [leaf_of(bytes.fromhex(one)) for one in told]
    assert root_of([]).hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert root_of(leaves[:1]).hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    assert root_of(leaves).hex() == "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"


def test_a_private_text_is_read_until_its_key_is_erased(ledger: Ledger) -> None:
    salt, commitment = private.commit("they took my papers")
    told = {commitment: (salt, "they took my papers")}
    write(ledger.engine, lambda c: private.keep(c, ledger.keys, "complaint:1", told))
    assert read(ledger.engine, lambda c: private.text_of(c, ledger.keys, commitment)) == "they took my papers"
    sealed = read(ledger.engine, lambda c: c.execute(select(texts.c.sealed)).scalar_one())
    assert b"papers" not in sealed
    write(ledger.engine, lambda c: private.erase(c, "complaint:1"))
    assert read(ledger.engine, lambda c: private.text_of(c, ledger.keys, commitment)) is None


def test_a_sealed_text_that_was_altered_or_is_gone_is_found(ledger: Ledger) -> None:
    salt, commitment = private.commit("a")
    write(ledger.engine, lambda c: private.keep(c, ledger.keys, "complaint:1", {commitment: (salt, "a")}))
    ledger.behind_its_back(lambda c: c.execute(update(texts).values(sealed=b"x" * 60)))
    with pytest.raises(DamageError):
        read(ledger.engine, lambda c: private.text_of(c, ledger.keys, commitment))
    with pytest.raises(DamageError):
        read(ledger.engine, lambda c: private.text_of(c, ledger.keys, "00"))


def test_keys_are_made_once_and_are_their_owners_alone(tmp_path: Path) -> None:
    made = make_keys(tmp_path / "keys")
    assert make_keys(tmp_path / "keys") == made
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "keys").iterdir()} == {0o600}
    (tmp_path / "keys" / "signing.key").write_text("zz")
    with pytest.raises(DamageError):
        load_keys(tmp_path / "keys")


@pytest.mark.parametrize("bad", ["mysql://u@h/d", "postgresql://u@h/d", "no address"])
def test_an_address_of_no_database_of_ours_is_refused_without_echo(bad: str) -> None:
    with pytest.raises(InputError) as caught:
        connect(bad)
    assert bad not in str(caught.value)


def test_the_database_is_named_by_option_then_setting_then_home(monkeypatch: Any, tmp_path: Path) -> None:
    monkeypatch.setenv("OPEN287G_OFFICE", "sqlite:///from-setting")
    assert url_of("sqlite:///x", None) == "sqlite:///x"
    assert url_of(None, tmp_path) == "sqlite:///from-setting"
    monkeypatch.delenv("OPEN287G_OFFICE")
    assert url_of(None, tmp_path) == f"sqlite:///{tmp_path}/office/office.sqlite"


def test_a_database_that_holds_no_office_is_told_so(url: str) -> None:
    engine = connect(url)
    with pytest.raises(Open287gError, match="office init"):
        read(engine, read_head)
    migrate(engine)
    with pytest.raises(Open287gError, match="office init"):
        read(engine, read_head)
