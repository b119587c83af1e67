"""An inspector audits a log, takes each act that was not authorized, and asks the rulebook why."""

from __future__ import annotations

import csv
from pathlib import Path

import duckdb
import pytest

import open287g
from open287g.activity.sample.write import write_sample
from open287g.vocabulary import facts


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A synthetic log of 400 acts, a quarter of them with a planted violation, and its audit."""
    folder = tmp_path_factory.mktemp("log")
    (folder / "sample").mkdir()
    write_sample(folder / "sample", 400, 5, 0.25)
    names = (folder / "sample" / f"{name}.csv" for name in ("acts", "officers", "agreements"))
    done = open287g.audit(*names, out=folder / "audit", memory="500MB", language="es")
    assert done.acts == 400
    assert sum(done.verdicts.values()) == 400
    assert '<html lang="es"' in (folder / "audit" / "report.html").read_text(encoding="utf-8")
    return folder


def broken(audit: Path) -> dict[str, list[str]]:
    """The acts that were not authorized, each with the provisions it fails."""
    findings, verdicts = (f"'{audit / name}.parquet'" for name in ("finding_acts", "verdicts"))
    found = duckdb.sql(f"""
        select act_id, list(provision order by provision) from {findings} join {verdicts} using (act_id)
        where verdict = 'not authorized' and result = 'fail' group by act_id order by act_id""")
    return dict(found.fetchall())


def matching(path: Path, **wanted: str) -> list[dict[str, str]]:
    """The rows of a table whose cells are `wanted`."""
    with path.open(newline="", encoding="utf-8") as lines:
        return [row for row in csv.DictReader(lines) if wanted.items() <= row.items()]


def told(sample: Path, act_id: str) -> dict[str, dict[str, str]] | None:
    """One act, its officer and its agreement, as `decide` wants them; None where several rows could be meant."""
    (act,) = matching(sample / "acts.csv", act_id=act_id)
    officers = matching(sample / "officers.csv", officer_id=act["officer_id"])
    agency, model = officers[0]["agency_id"], officers[0]["model"]
    agreements = matching(sample / "agreements.csv", agency_id=agency, model=model)
    if len(officers) > 1 or len(agreements) > 1:
        return None
    records = {"act": act, "officer": officers[0], "agreement": agreements[0]}
    return {
        record: {name: value for name, value in row.items() if name in facts.RECORDS[record]}
        for record, row in records.items()
    }


def test_one_decision_gives_the_reasons_of_the_audit(log: Path) -> None:
    asked = {act_id: told(log / "sample", act_id) for act_id in broken(log / "audit")}
    decisions = {act_id: open287g.decide(given) for act_id, given in asked.items() if given}
    assert len(decisions) > 10
    assert {decision.verdict for decision in decisions.values()} == {"not authorized"}
    reasons = {
        act_id: sorted(result.id for result in decision.provisions if result.result == "fail")
        for act_id, decision in decisions.items()
    }
    assert reasons == {act_id: broken(log / "audit")[act_id] for act_id in reasons}


def test_a_wrong_file_is_refused_with_a_remedy_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "acts.csv").write_text("act_id,act\n1,sing\n")
    (tmp_path / "officers.csv").write_text("officer_id,agency_id,model\no,A,WSO\n")
    with pytest.raises(open287g.InputError) as refused:
        open287g.audit(tmp_path / "acts.csv", tmp_path / "officers.csv", tmp_path / "officers.csv", out=tmp_path / "o")
    assert refused.value.remedy
    assert not (tmp_path / "o").exists()
