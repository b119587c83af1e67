"""A change of law is a change of data alone: every number gets a second value, and acts are decided on both sides."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

import open287g
from open287g.core.errors import DamageError
from open287g.rulebook.language.provision import provisions
from open287g.rulebook.law.numbers import _parameter, parameters
from tests.rulebook.scenarios import Facts, scenarios

PACKAGE = Path(open287g.__file__).parent
NUMBERS = Path("rulebook") / "law" / "parameters.yaml"
CHANGE = "2025-06-09"
"""A week after the day of the scenarios' acts: the weekdays, which some clocks leave out, stay the same."""


@dataclass(frozen=True)
class Change:
    """A stricter second value, and a scenario that only the first value lets pass, or leaves open."""

    number: str
    value: float
    provision: str
    it: str
    then: str = "fail"
    before: str = "pass"

    @property
    def name(self) -> str:
        return f"{self.provision} by {self.number}"


CHANGES = [
    Change("covered", 0, "rulebook.covered", "the edition is held and the day is known", "unknown"),
    Change("who.experience_years", 6, "who.experience", "five years of work"),
    Change("training.exam_score", 71, "training.exam-score", "70 percent"),
    Change("training.exam_failures", 0, "training.exam-failures", "one failed and taken again"),
    Change("training.refresher_years", 3, "training.refresher-gap", "two years after the course to the day"),
    Change("tfm.authorization_years", 0, "tfm.two-years", "three months old"),
    Change("tfm.revocation_notice_hours", 47, "tfm.revocation-notice", "told after exactly 48 hours"),
    Change("tfm.contact_hours", 23, "tfm.contact-supervisor", "called a day later to the minute"),
    Change(
        "supervision.contact_hours", 23, "statute.supervision", "the contact was a day later to the minute", "unknown"
    ),
    Change("agreement.notice_days", 91, "wso.termination-notice", "notice of 90 days"),
    Change("agreement.notice_days", 91, "agreement.ice-termination-notice", "90 days ahead"),
    Change("agreement.notice_days", 91, "agreement.ice-termination-published", "90 days ahead"),
    Change("agreement.notice_days", 91, "wso.suspension-notice", "with ninety days"),
    Change("agreement.meeting_years", 0, "agreement.yearly-meeting", "a meeting in the spring"),
    Change("hold.after_transfer_hours", 47, "hold.after-transfer", "picked up after 48 hours"),
    Change("hold.after_transfer_hours", 47, "service.handed-over", "picked up after 48 hours"),
    Change("hold.after_transfer_hours", 47, "hold.released-in-time", "taken by ICE after 48 hours"),
    Change("hold.past_release_hours", 47, "hold.past-release", "48 hours"),
    Change("hold.form_hours", 47, "hold.past-release-by-form", "48 hours"),
    Change("arrest.before_officer_hours", 47, "arrest.brought-before-officer", "after 48 hours"),
    Change("arrest.custody_decision_hours", 47, "standard.custody-decided", "after 48 hours"),
    Change("jem.detainer_notice_hours", 23, "jem.detainer-notice", "told after 24 hours", "unknown"),
    Change("jem.detainer_notice_about_hours", 24, "jem.detainer-notice", "told a second later", before="unknown"),
    Change("wso.service_notice_hours", 0.5, "wso.service-notice", "told after one hour"),
    Change("wso.service_at_release_hours", 0.5, "wso.hold-on-warrant", "served 45 minutes after release"),
    Change(
        "wso.service_at_release_hours",
        0.5,
        "hold.basis",
        "served 45 minutes after release, and a detainer came in the afternoon",
    ),
    Change("wso.service_before_release_hours", 12, "wso.hold-on-warrant", "served twenty hours before release"),
    Change(
        "wso.service_before_release_hours",
        12,
        "wso.at-release",
        "nobody says, and the release was due twenty hours after the service",
        "unknown",
    ),
    Change(
        "wso.service_at_release_hours",
        0.5,
        "wso.at-release",
        "nobody says, and the release was due 45 minutes before the service",
        "unknown",
    ),
    Change(
        "wso.service_before_release_hours",
        12,
        "jem.at-release",
        "nobody says, and the release was due twenty hours after the service",
        "unknown",
    ),
    Change(
        "wso.service_at_release_hours",
        0.5,
        "jem.at-release",
        "nobody says, and the release was due 45 minutes before the service",
        "unknown",
    ),
    Change("citizenship.report_hours", 0.5, "citizenship.reported", "reported after one hour"),
    Change("citizenship.report_hours", 0.5, "citizenship.reported-2019", "reported after one hour"),
    Change("complaint.report_hours", 47, "complaint.reported", "reported after 48 hours"),
    Change("complaint.report_hours", 47, "tfm.complaint-reported", "reported after 48 hours", then="unknown"),
    Change("complaint.undesignated_hours", 47, "complaint.undesignated-reported", "forwarded within 48 hours"),
    Change("juvenile.health_department_hours", 47, "juvenile.health-department-told", "told after 48 hours"),
    Change("complaint.result_days", 29, "complaint.result-reported", "30 days after, late in the evening"),
    Change("complaint.resolve_days", 89, "complaint.resolved", "90 days after receipt"),
]


def test_every_number_and_every_provision_that_reads_one_changes_here() -> None:
    assert {change.number for change in CHANGES} == set(parameters())
    reading = {(name, p.id) for p in provisions() for name in p.numbers}
    assert {(change.number, change.provision) for change in CHANGES} == reading | {("covered", "rulebook.covered")}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """How the acts of CHANGES come out, before and after, by a rulebook whose numbers all change on CHANGE."""
    folder = tmp_path_factory.mktemp("another")
    _copy(folder)
    written = {(one.provision, one.it): one.facts for one in scenarios()}
    acts = {}
    for change in CHANGES:
        for side, weeks in (("before", 0), ("after", 1)):
            name = _id(change, side)
            acts[name] = _named(name, _later(written[change.provision, change.it], weeks))
    (folder / "acts.json").write_text(json.dumps(acts), encoding="utf-8")
    paths = [str(folder), str(Path(__file__).parents[2])]
    done = subprocess.run(
        [sys.executable, "-m", "tests.rulebook.another_law", str(folder / "acts.json")],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(paths)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    assert found["rulebook"] == str(folder / "open287g")
    return found


def _copy(folder: Path) -> None:
    """The package as links, but for its numbers."""
    package = folder / "open287g"
    for level in (Path(), NUMBERS.parent.parent, NUMBERS.parent):
        (package / level).mkdir()
        for path in (PACKAGE / level).iterdir():
            if path.name not in (*NUMBERS.parts, "__pycache__"):
                (package / level / path.name).symlink_to(path)
    numbers = yaml.safe_load((PACKAGE / NUMBERS).read_text(encoding="utf-8"))
    for change in CHANGES:
        first = numbers[change.number]["values"][0]
        second = {"value": change.value, "since": datetime.fromisoformat(CHANGE).date(), "cites": "another law"}
        numbers[change.number]["values"] = [{**first, "until": second["since"]}, second]
    (package / NUMBERS).write_text(yaml.safe_dump(numbers), encoding="utf-8")


def _later(facts: Facts, weeks: int) -> Facts:
    """The same act some weeks later; all else stays on its day."""
    act = {name: _shifted(value, weeks) if name.endswith("at") else value for name, value in facts["act"].items()}
    calm = {"exigent_circumstances": False, "time_zone": "America/Chicago"}
    return {**facts, "act": calm | act, "agreement": {"exigent_termination": False} | facts["agreement"]}


def _shifted(value: Any, weeks: int) -> Any:
    return (datetime.fromisoformat(value) + timedelta(weeks=weeks)).isoformat()


def _id(change: Change, side: str) -> str:
    """An id of its own, in no form of a name."""
    return f"act-{change.name}-{side}".replace(" ", "-")


def _named(name: str, facts: Facts) -> Facts:
    """With ids of its own, so that one audit holds all acts."""
    ids = {"act": {"act_id": name}, "officer": {}, "agreement": {"agreement_id": name}}
    shared = {"act": {"agency_id", "officer_id"}, "officer": {"agency_id", "officer_id"}, "agreement": {"agency_id"}}
    return {record: {**facts[record], **ids[record], **dict.fromkeys(shared[record], name)} for record in facts}


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.name)
@pytest.mark.parametrize("by", ["decided", "audited"])
def test_an_act_is_judged_by_the_number_of_its_own_day(told: dict[str, Any], change: Change, by: str) -> None:
    results = {side: told[by][_id(change, side)][change.provision] for side in ("before", "after")}
    assert results == {"before": change.before, "after": change.then}


def test_a_number_that_changes_needs_the_day_of_the_act(told: dict[str, Any]) -> None:
    for change in CHANGES:
        assert {"act.at", "act.time_zone"} <= set(told["needs"][change.provision]), change.provision


@pytest.mark.parametrize(
    "values",
    [
        [{"since": "2019-05-06", "until": "2019-05-06"}],
        [{"since": "2019-05-06", "until": "2022-01-01"}, {"since": "2021-01-01"}],
        [{"since": "2019-05-06"}, {"since": "2019-05-06"}],
    ],
)
def test_values_whose_days_overlap_or_are_none_are_refused_by_name(values: list[dict[str, str]]) -> None:
    dated = [{name: datetime.fromisoformat(day).date() for name, day in one.items()} for one in values]
    entry = {"says": "x", "unit": "days", "values": [{"value": 1, "cites": "x", **one} for one in dated]}
    with pytest.raises(DamageError, match=r"parameters\.yaml.*some\.number since 2019-05-06"):
        _parameter("some.number", entry)
