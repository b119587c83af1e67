"""Random sequences of events by random accounts: whatever is tried, the office stays one in which the law holds."""

from __future__ import annotations

import shutil
import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from open287g.office.checks import verify
from open287g.office.clocks.due import due
from open287g.office.entering.authority import holds
from open287g.office.entering.falls import falls
from open287g.office.entering.refusal import Refused
from open287g.office.ledger.append import read_head
from open287g.office.ledger.database import read
from open287g.office.model.kinds import kinds
from open287g.office.office import agreement_of, names_of, states_of
from open287g.office.replay import replay
from open287g.office.tables import drift
from tests.office.agency import LEE, House, house, officer, sign

ACCOUNTS = ("manager1-lee", "manager2-lee", "super-FL", "super-AZ", "hq", "hq2", "ig", "root", "manager1-polk", "")
FIRST = date(2025, 3, 10)
LOSSES = ("officer.suspended", "officer.revoked", "officer.left", "agreement.suspended", "agreement.terminated")
OWN_RULES = (
    "officer.nominated",
    "officer.imported",
    "officer.examined",
    "officer.authorized",
    "officer.leaving",
    "officer.voided",
)

accounts = st.sampled_from(ACCOUNTS)
days = st.integers(0, 60).map(lambda n: (FIRST + timedelta(days=n)).isoformat())
people = st.sampled_from(["O-1", "O-2"])
models = st.sampled_from(["TFM", "WSO"])
steps = st.sampled_from([name for name in kinds() if name.startswith("officer.") and name not in OWN_RULES])
agreement_steps = st.sampled_from(
    ["agreement.suspended", "agreement.resumed", "agreement.terminated", "agreement.met", "agreement.notice_given"]
)


class Machine(RuleBasedStateMachine):
    """One agency with two agreements, two officers who may serve under both, and everybody who may try."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="office"))
        self.house: House = house(f"sqlite:///{self.folder / 'office.sqlite'}", self.folder)
        sign(self.house)
        sign(self.house, model="WSO", edition="WSO-2025")
        self.acts = 0

    def teardown(self) -> None:
        if hasattr(self, "house"):
            engine, keys = self.house.office.engine, self.house.office.keys
            assert read(engine, lambda c: verify(c, keys)).ok
            assert read(engine, replay) == read(engine, replay)
            engine.dispose()
            shutil.rmtree(self.folder)

    def try_it(self, account: str, kind: str, day: str | None, **fields: Any) -> bool:
        """One event; what takes authority away never gives any."""
        on = date.fromisoformat(day) if day else FIRST
        before = self.authorized(on) if kind in LOSSES else set()
        try:
            self.house.say(account, kind, day, **fields)
        except Refused as refused:
            assert refused.reasons
            return False
        assert kind not in LOSSES or self.authorized(on) <= before
        return True

    def authorized(self, on: date) -> set[str]:
        """The officers with authority on a day, by the rulebook."""

        def those(connection: Any) -> set[str]:
            found = states_of(connection, names_of(connection, "officer"), on)
            agreed = {model: agreement_of(connection, LEE, model, on) for model in ("TFM", "WSO")}
            return {one.subject for one in found if holds(on, one, agreed[one.id.split(":")[2]])}

        return read(self.house.office.engine, those)

    @rule(account=accounts, name=people, model=models, day=days, years=st.sampled_from([0, 1, 2, 9]), usc=st.booleans())
    def nominate(self, account: str, name: str, model: str, day: str, years: int, usc: bool) -> None:
        told = {"us_citizen": usc, "law_enforcement_years": years}
        if self.try_it(account, "officer.nominated", day, **officer(name, model=model), **told):
            assert usc and (model == "WSO" or years >= 2)

    @rule(account=accounts, name=people, model=models, day=days, score=st.sampled_from([0, 69, 70, 100]))
    def examine(self, account: str, name: str, model: str, day: str, score: int) -> None:
        self.try_it(account, "officer.examined", day, **officer(name, model=model), exam="final", score=score)

    @rule(account=accounts, name=people, model=models, day=days, letter=st.booleans())
    def authorize(self, account: str, name: str, model: str, day: str, letter: bool) -> None:
        papers = {"authorization_letter_on": day, "form_70_006": True} if letter else {}
        if self.try_it(account, "officer.authorized", day, **officer(name, model=model), **papers):
            assert f"officer:{name}:{LEE}:{model}" in self.authorized(date.fromisoformat(day))

    @rule(account=accounts, name=people, model=models, day=days, kind=steps)
    def step(self, account: str, name: str, model: str, day: str, kind: str) -> None:
        told = {one: f"{day}T09:00:00" for one in kinds()[kind].needs if one.endswith("_at")}
        self.try_it(account, kind, day, **officer(name, model=model), **told, reason="an example")

    @rule(name=people, model=models, day=days)
    def train_whole(self, name: str, model: str, day: str) -> None:
        """The whole way at once, so that what comes after it is reached often."""
        who, papers = officer(name, model=model), {"authorization_letter_on": day, "form_70_006": True}
        told = {"us_citizen": True, "law_enforcement_years": 9}
        if self.try_it("manager1-lee", "officer.nominated", day, **who, **told):
            self.try_it("super-FL", "officer.vetted", day, **who)
            self.try_it("manager2-lee", "officer.examined", day, **who, exam="final", score=90)
            self.try_it("super-FL", "officer.certified", day, **who)
            self.try_it("super-FL", "officer.authorized", day, **who, **papers)

    @rule(account=accounts, day=days, model=models, kind=agreement_steps)
    def agree(self, account: str, day: str, model: str, kind: str) -> None:
        told = {"terminated_by": "ice"} if kind == "agreement.terminated" else {}
        self.try_it(account, kind, day, agreement_id=f"{LEE}:{model}:1", reason="an example", **told)

    @rule(account=accounts, other=accounts, name=people, model=models, day=days, grant=st.sampled_from(["g1", "g2"]))
    def grant(self, account: str, other: str, name: str, model: str, day: str, grant: str) -> None:
        told = {"grant_id": grant, "agency_id": LEE, "officer_id": name, "model": model, "system": "EID"}
        self.try_it(account, "grant.requested", day, **told)
        if self.try_it(other, "grant.granted", day, grant_id=grant):
            facts = self.house.state(f"grant:{grant}").facts
            assert facts["model"] != "WSO"
            assert f"officer:{facts['officer_id']}:{LEE}:TFM" in self.authorized(date.fromisoformat(day))

    @rule(account=st.sampled_from(["hq", "hq2", "super-FL"]), day=days, grant=st.sampled_from(["g1", "g2"]))
    def cut(self, account: str, day: str, grant: str) -> None:
        self.try_it(account, "grant.cut", day, grant_id=grant)

    @rule(account=accounts, name=people, model=models, day=days, back=st.integers(0, 40))
    def void(self, account: str, name: str, model: str, day: str, back: int) -> None:
        number = max(0, read(self.house.office.engine, read_head).size - 1 - back)
        told = {**officer(name, model=model), "entry": number, "reason": "an example"}
        self.try_it(account, "officer.voided", day, **told)

    @rule(account=accounts, name=people, model=models, day=days)
    def act(self, account: str, name: str, model: str, day: str) -> None:
        self.acts += 1
        told = {"act_id": f"a{self.acts}", "agency_id": LEE, "officer_id": name, "model": model, "act": "interrogate"}
        facts = {
            "at": f"{day}T10:00:00",
            "place": "field",
            "believed_alien": True,
            "in_jurisdiction": True,
            "under_ice_supervision": True,
        }
        taken = self.try_it(account, "act.entered", None, **told, **facts)
        if taken and self.house.state(f"act:a{self.acts}").state == "authorized":
            assert f"officer:{name}:{LEE}:{model}" in self.authorized(date.fromisoformat(day))

    @invariant()
    def every_open_grant_has_authority_or_is_on_the_list_to_cut(self) -> None:
        if hasattr(self, "house"):
            today = self.house.clock.now.date()
            serving = self.authorized(today)
            engine = self.house.office.engine
            listed = read(engine, lambda c: falls(c, LEE, today)).grants
            for one in read(engine, lambda c: states_of(c, names_of(c, "grant"), today)):
                access = f"officer:{one.facts['officer_id']}:{LEE}:TFM" in serving
                assert one.state != "open" or access != (one.subject in listed)

    @invariant()
    def tables_are_what_the_ledger_says(self) -> None:
        if hasattr(self, "house"):
            assert read(self.house.office.engine, drift) == []

    @invariant()
    def every_state_has_its_events_and_every_clock_its_end_and_citation(self) -> None:
        if hasattr(self, "house"):
            engine, now = self.house.office.engine, self.house.clock.now
            assert all(state.entries for state in read(engine, lambda c: states_of(c, names_of(c, "officer"))))
            assert all(one.cites for one in read(engine, lambda c: due(c, now, [LEE])))


Machine.TestCase.settings = settings(settings.get_profile("patient"), max_examples=12, stateful_step_count=25)
TestRandomSequencesOfRandomRoles = Machine.TestCase
