"""What must hold for every act, whatever its facts."""

from __future__ import annotations

from hypothesis import Phase, assume, given, settings
from hypothesis import strategies as st

from open287g.rulebook.decide import Decision, decide
from open287g.rulebook.engine.contradictions import CHECKS
from open287g.rulebook.engine.evaluate import CODES, evaluate
from open287g.rulebook.engine.prepare import prepare
from open287g.rulebook.language.derived import STAND_INS
from open287g.rulebook.language.provision import provisions
from open287g.rulebook.language.reach import is_standing
from open287g.rulebook.law.numbers import parameters
from open287g.vocabulary import facts
from tests.rulebook.logs import loaded
from tests.rulebook.scenarios import Facts, start, start_names
from tests.rulebook.strategies import KEYS, NAMES, ORDER, changed, days, disordered, value

FREE = [(record, name) for record, name in NAMES if name not in KEYS]


def results(decision: Decision) -> dict[str, str]:
    return {one.id: one.result for one in decision.provisions}


def touching(name: str) -> set[str]:
    """The provisions that read a fact, read it in place of another, or read one that it may contradict."""
    read = {name, *(fact for check in CHECKS if name in check.facts for fact in check.facts)}
    replaced = read | {key for key, names in STAND_INS.items() if read & set(names)}
    scoped = name in ("act.act", "agreement.model", "officer.model", "agreement.edition", "act.at", "act.time_zone")
    return {p.id for p in provisions() if scoped or replaced & set(p.needs)}


@given(
    changed(),
    st.sampled_from(
        [
            ("officer", "revoked_on"),
            ("officer", "left_agency_on"),
            ("officer", "authorization_expires_on"),
            ("agreement", "terminated_on"),
        ]
    ),
    days,
)
def test_an_end_never_widens_authority(told: Facts, end: tuple[str, str], day: str) -> None:
    record, name = end
    told[record][name] = "2099-12-31"
    before = decide(told).verdict
    told[record][name] = day
    assume(not disordered(told))
    assert ORDER[decide(told).verdict] <= ORDER[before]


@given(changed(), st.sampled_from(["officer", "agreement"]), days, days)
def test_a_suspension_never_widens_authority(told: Facts, record: str, one_day: str, other_day: str) -> None:
    start_day, end_day = sorted((one_day, other_day))
    told[record] |= {"suspended_from": "", "suspended_to": ""}
    before = decide(told).verdict
    told[record] |= {"suspended_from": start_day, "suspended_to": end_day}
    during = decide(told).verdict
    assert ORDER[during] <= ORDER[before]
    told[record] |= {"suspended_to": ""}
    assert ORDER[decide(told).verdict] <= ORDER[during]


@given(changed(), st.sampled_from(FREE))
def test_taking_a_fact_away_settles_nothing(told: Facts, fact: tuple[str, str]) -> None:
    record, name = fact
    before = decide(told)
    assume(not before.contradictions)  # facts that can't be true together are not judged until one of them goes
    told[record].pop(name, None)
    after = decide(told)
    if before.verdict == "undetermined":
        # Of texts those that are held stand for all where none is named: one that is not held is named, or none is.
        assert after.verdict == "undetermined" or name in ("edition", "model")
    if before.verdict == "authorized":
        assert after.verdict != "not authorized"


def test_a_supervisor_contacted_and_nobody_supervising_leaves_the_contact_unjudged() -> None:
    told = start("TFM interrogate")
    told["act"]["supervisor_contacted_at"] = told["act"]["at"]
    assert results(decide(told))["tfm.contact-supervisor"] == "pass"
    told["act"]["under_ice_supervision"] = False
    assert results(decide(told))["tfm.contact-supervisor"] != "pass"
    assert "tfm.contact-supervisor" in touching("act.under_ice_supervision")


@given(changed(), st.sampled_from(FREE), st.data())
def test_a_fact_acts_only_through_the_provisions_that_read_it(
    told: Facts, fact: tuple[str, str], data: st.DataObject
) -> None:
    record, name = fact
    told[record].pop(name, None)
    before = decide(told)
    told[record][name] = data.draw(value(record, name))
    assume(not disordered(told))
    after = decide(told)
    old, new = results(before), results(after)
    moved = {id for id in old.keys() | new.keys() if old.get(id) != new.get(id)}
    assert moved <= touching(f"{record}.{name}")
    if before.verdict == "authorized" and after.verdict == "not authorized":
        assert {id for id in moved if new.get(id) == "fail"}


@given(st.sampled_from(start_names()), st.lists(st.sampled_from(FREE), min_size=1, max_size=6))
def test_the_missing_facts_are_those_that_settle_it(name: str, taken: list[tuple[str, str]]) -> None:
    whole = start(name)
    told = {record: dict(values) for record, values in whole.items()}
    for record, fact in taken:
        told[record].pop(fact, None)
    decision = decide(told)
    if decision.verdict != "undetermined":
        assert decision.missing == ()
        return
    assert decision.missing
    assert set(decision.missing) - {"act.time_zone"} <= {f"{record}.{fact}" for record, fact in NAMES}
    for key in decision.missing:
        record, fact = key.split(".")
        if fact in whole[record]:
            told[record][fact] = whole[record][fact]
    settled = decide(told)
    assert settled.verdict == decide(whole).verdict


@settings(max_examples=2, deadline=None, phases=[Phase.generate])
@given(st.lists(changed(most=3), min_size=80, max_size=80))
def test_one_decision_equals_the_audit_of_the_same_acts(many: list[Facts]) -> None:
    for place, told in enumerate(many):
        told["act"] |= {"act_id": str(place), "officer_id": f"o{place}", "time_zone": "America/Chicago"}
        told["act"] = {"at": "2025-06-02T10:00:00-05:00", "act": "detain"} | told["act"]
        if place % 4 == 0:
            told["act"]["at"] = told["act"]["at"][:10]
        told["officer"] |= {"officer_id": f"o{place}", "agency_id": f"a{place}"}
        told["agreement"] |= {"agency_id": f"a{place}", "agreement_id": f"g{place}"}
        told["act"] |= {"agency_id": f"a{place}"}
        told["act"].pop("model", None)  # It chooses among an officer's rows; one decision is given the officer.
        told["officer"].setdefault("model", "WSO")
        told["agreement"]["model"] = told["officer"]["model"]
        for record in ("officer", "agreement"):
            told[record] |= {
                name: told[record].get(name) or "" for name in facts.NONE_WHEN_EMPTY & set(facts.RECORDS[record])
            }
    records = ([told[record] for told in many] for record in facts.RECORDS)
    with loaded(*records) as (_, tables):
        rows = evaluate(prepare(*tables)).to_pyarrow().to_pylist()
    found = {row["act_act_id"]: row for row in rows}
    for place, told in enumerate(many):
        row, decision = found[str(place)], decide(told)
        assert (row["verdict"], row["duties"]) == (decision.verdict, decision.duties)
        spread = {p.id: CODES[row[p.column]] for p in provisions()}
        assert {id: word for id, word in spread.items() if word != "not applicable"} == results(decision)


def without_hour(told: Facts) -> Facts:
    return {**told, "act": {**told["act"], "at": told["act"]["at"][:10]}}


@given(changed())
def test_an_act_without_its_hour_settles_nothing_that_its_hour_left_open(told: Facts) -> None:
    told["act"].setdefault("at", "2025-06-02T10:00:00-05:00")
    before, after = decide(told), decide(without_hour(told))
    old, new = results(before), results(after)
    assert old.keys() == new.keys()
    moved = {id for id in new if new[id] != old[id]}
    assert {new[id] for id in moved} <= {"unknown"}
    assert moved <= {p.id for p in provisions() if "act.at" in p.needs and not is_standing(p)}
    if before.verdict == "undetermined":
        assert after.verdict == "undetermined"
    assert after.verdict in (before.verdict, "undetermined")


@given(changed())
def test_a_day_alone_settles_only_what_hangs_on_the_day(told: Facts) -> None:
    told["act"] = {name: value for name, value in told["act"].items() if name != "at"}
    before = results(decide(told))
    told["act"]["began_on"] = "2025-06-02"
    after = results(decide(told))
    moved = {id for id in before.keys() | after.keys() if before.get(id) != after.get(id)}
    first = parameters()["covered"].values[0].since
    since = {p.id for p in provisions() if not p.of_edition and p.since and p.since > first}
    of_a_state = {"statute.state-law"}  # The register of state law is asked for the day.
    assert moved <= {p.id for p in provisions() if is_standing(p) and "act.at" in p.needs} | since | of_a_state
