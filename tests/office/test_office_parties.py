"""Two parties who sign each other's checkpoints, and one answer that proves itself without a roster."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from open287g.core.errors import DamageError, InputError
from open287g.office.attest import attest
from open287g.office.entering.refusal import Refused
from open287g.office.ledger.append import keep_checkpoint
from open287g.office.ledger.database import read, write
from open287g.office.ledger.outsider import proof_holds
from open287g.office.ledger.parties import countersign, countersigned_by
from open287g.office.ledger.proofs import prove_consistency
from open287g.office.ledger.signing import make_keys
from open287g.office.ledger.verify import verify_ledger
from tests.office.agency import LEE, House, authorize, house, officer, sign


@pytest.fixture
def office(tmp_path: Path) -> House:
    return house(f"sqlite:///{tmp_path / 'office.sqlite'}", tmp_path / "agency")


def test_each_checkpoint_that_is_countersigned_grows_from_the_one_before(office: House, tmp_path: Path) -> None:
    own, folder, key = make_keys(tmp_path / "ice"), tmp_path / "parties", office.office.keys.public
    engine = office.office.engine
    first = countersign(own, folder, key, write(engine, keep_checkpoint), None)
    assert countersigned_by(first, own.public) and not countersigned_by(first, key)
    sign(office)
    second = write(engine, keep_checkpoint)
    with pytest.raises(InputError, match="signed before"):
        countersign(own, folder, key, second, None)
    proof = read(engine, lambda c: prove_consistency(c, first))
    assert countersigned_by(countersign(own, folder, key, second, proof), own.public)
    assert read(engine, lambda c: verify_ledger(c, key, [first])).ok


def test_another_past_is_not_countersigned(office: House, tmp_path: Path) -> None:
    own, folder, keys = make_keys(tmp_path / "ice"), tmp_path / "parties", office.office.keys
    first = countersign(own, folder, keys.public, write(office.office.engine, keep_checkpoint), None)
    other = house(
        f"sqlite:///{tmp_path / 'other.sqlite'}", tmp_path / "agency", datetime.fromisoformat("2026-07-01T00:00Z")
    )
    assert other.office.keys == keys
    sign(other)
    claimed = write(other.office.engine, keep_checkpoint)
    proof = read(other.office.engine, lambda c: prove_consistency(c, first))
    with pytest.raises(DamageError, match="does not grow"):
        countersign(own, folder, keys.public, claimed, proof)
    with pytest.raises(DamageError, match="not signed by that office"):
        countersign(own, folder, own.public, claimed, proof)


def test_one_answer_is_proved_without_the_office_and_without_a_roster(office: House) -> None:
    sign(office)
    authorize(office, "O-1")
    authorize(office, "O-2")
    office.say("super-FL", "officer.suspended", "2025-05-05", **officer("O-1"), reason="an inquiry")
    key, answers = office.office.keys.public, {}
    for at in ("2025-05-04T14:05:00", "2025-05-05T14:05:00"):
        proof = attest(office.office, "ig", f"O-1:{LEE}:TFM", at)
        assert proof_holds(proof, key)
        assert "O-2" not in json.dumps(dict(proof))
        answers[at[:10]] = json.loads(proof["entry"])["after"]["authority"]
    assert answers == {"2025-05-04": True, "2025-05-05": False}


def test_an_answer_is_as_known_then_and_hinders_nothing_that_is_entered_late(office: House) -> None:
    sign(office)
    authorize(office, "O-1")
    proof = attest(office.office, "manager1-lee", f"O-1:{LEE}:TFM", "2025-05-10T09:00:00")
    office.clock.now += timedelta(days=1)
    office.say("super-FL", "officer.suspended", "2025-05-01", **officer("O-1"), reason="found later")
    again = attest(office.office, "manager1-lee", f"O-1:{LEE}:TFM", "2025-05-10T09:00:00")
    said = [json.loads(one["entry"])["after"]["authority"] for one in (proof, again)]
    assert said == [True, False]


def test_an_answer_about_nobody_is_no_and_one_about_others_is_not_given(office: House) -> None:
    sign(office)
    proof = attest(office.office, "hq", f"O-9:{LEE}:TFM", "2025-05-10T09:00:00")
    assert json.loads(proof["entry"])["after"]["authority"] is False
    for account in ("manager1-polk", "super-AZ", "root", ""):
        with pytest.raises(Refused):
            attest(office.office, account, f"O-9:{LEE}:TFM", "2025-05-10T09:00:00")
    with pytest.raises(InputError):
        attest(office.office, "hq", "O-9", "2025-05-10T09:00:00")
