"""The sample log: the same for the same seed, labeled, and audited to exactly what was planted."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from open287g.activity.sample.templates import span
from open287g.activity.sample.write import write_sample
from open287g.core.errors import InputError
from open287g.oversight.audit.request import Outcome, Request
from open287g.oversight.audit.run import run_audit
from open287g.rulebook.language.provision import provisions

CANNOT_FAIL = {
    "rulebook.covered": "unknown outside what is held, never failed; planted as left open",
    "who.own-model": "an act is joined to an agreement of the officer's model",
    "power.serve-removal-warrant-by-statute": "a reading that always holds",
    "statute.cooperation": "a reading that always holds",
    "statute.not-compelled": "a reading: reported, and no finding",
    "source.felons-who-had-left": "another source of power: reported, and no finding",
    "source.cooperation-on-request": "another source of power: reported, and no finding",
    "source.information": "another source of power that always holds",
    "agreement.claims-of-the-list": "a premise that is only open or does not apply",
    "agreement.edition-of-model": "contradicts itself instead of failing; planted as open",
    "tfm.no-discipline-pending": "contested instead of failing; planted as open",
}


def rows(path: Path, columns: str = "*") -> list[tuple[object, ...]]:
    return duckdb.sql(f"select {columns} from '{path}' order by all").fetchall()


@pytest.fixture(scope="module")
def audited(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Outcome]:
    folder = tmp_path_factory.mktemp("sample")
    log = folder / "log"
    log.mkdir()
    write_sample(log, acts=12_000, seed=3, violations=0.1)
    request = Request(log / "acts.csv", log / "officers.csv", log / "agreements.csv", folder / "out", memory="1GB")
    return log, folder / "out", run_audit(request)


def test_every_provision_that_can_fail_is_planted(audited: tuple[Path, Path, Outcome]) -> None:
    log, _, _ = audited
    planted = {one for (one,) in rows(log / "labels.parquet", "distinct provision") if isinstance(one, str)}
    failing = {one for one, result in rows(log / "labels.parquet", "distinct provision, result") if result == "fail"}
    assert {p.id for p in provisions()} - failing == CANNOT_FAIL.keys()
    assert {"rulebook.covered", "tfm.complaint-reported"} <= planted


def test_the_audit_finds_every_planted_violation_and_nothing_else(audited: tuple[Path, Path, Outcome]) -> None:
    log, out, _ = audited
    columns = "act_id, provision, result"
    assert rows(out / "finding_acts.parquet", columns) == rows(log / "labels.parquet", columns)


def test_acts_without_a_label_are_authorized_and_keep_their_duties(audited: tuple[Path, Path, Outcome]) -> None:
    log, out, _ = audited
    found = duckdb.sql(f"""
        select distinct verdict, lawfulness, duties from '{out / "verdicts.parquet"}'
        where act_id not in (select act_id from '{log / "labels.parquet"}')""").fetchall()
    assert set(found) == {(verdict, "lawful", "kept") for verdict in ("authorized", "authorized if")}


def test_summaries_add_up_to_the_verdicts(audited: tuple[Path, Path, Outcome]) -> None:
    _, out, outcome = audited
    columns = ", ".join(f"sum({name})" for name in ("acts", *(one.replace(" ", "_") for one in outcome.verdicts)))
    for name in ("by_model", "by_month", "by_act", "by_officer"):
        assert rows(out / f"{name}.csv", columns) == [(12_000, *outcome.verdicts.values())]
    failed = rows(out / "by_provision.csv", "sum(failed)")[0][0]
    assert failed == len([1 for (result,) in rows(out / "finding_acts.csv", "result") if result == "fail"])


def test_the_same_seed_gives_the_same_rows_and_another_seed_others(tmp_path: Path) -> None:
    made = []
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        (tmp_path / name).mkdir()
        write_sample(tmp_path / name, acts=500, seed=seed)
        made.append([(tmp_path / name / one).read_bytes() for one in ("acts.csv", "labels.csv", "officers.csv")])
    assert made[0] == made[1]
    assert made[0][0] != made[2][0]


def test_a_log_without_violations_has_no_labels(tmp_path: Path) -> None:
    assert write_sample(tmp_path, acts=300, seed=1, violations=0).labels == 0


@pytest.mark.parametrize(("acts", "violations"), [(0, 0.1), (-5, 0.1), (10**12, 0.1), (10, 1.5)])
def test_impossible_sizes_are_refused(tmp_path: Path, acts: int, violations: float) -> None:
    with pytest.raises(InputError) as caught:
        write_sample(tmp_path, acts=acts, violations=violations)
    assert caught.value.exit_code == 2


def test_spans_of_time_are_read() -> None:
    assert (span("+5m..50m"), span("-2h..-10m"), span("+0m")) == ((300, 3000), (-7200, -600), (0, 0))
    with pytest.raises(ValueError, match="not a time"):
        span("later")


def test_a_log_larger_than_the_memory_allowed_is_audited_on_disk(tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.mkdir()
    write_sample(log, acts=60_000, seed=2)
    assert (log / "acts.csv").stat().st_size > 15_000_000
    files = (log / "acts.csv", log / "officers.csv", log / "agreements.csv")
    assert run_audit(Request(*files, tmp_path / "out", memory="200MB", csv="never")).acts == 60_000
    assert sorted(path.name for path in tmp_path.iterdir()) == ["log", "out"]


def test_too_little_memory_is_said_and_leaves_nothing(tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.mkdir()
    write_sample(log, acts=20_000, seed=2)
    files = (log / "acts.csv", log / "officers.csv", log / "agreements.csv")
    with pytest.raises(InputError, match="is not enough") as caught:
        run_audit(Request(*files, tmp_path / "out", memory="1MB"))
    assert "--memory" in caught.value.remedy
    assert sorted(path.name for path in tmp_path.iterdir()) == ["log"]
