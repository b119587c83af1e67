"""Judging one act of each case gives what judging every act by itself gives, to the bit."""

from __future__ import annotations

import os
import subprocess
import sys

import duckdb
import pytest

from open287g.oversight.audit import plan
from open287g.oversight.audit.judge import judge
from open287g.oversight.audit.plan import plan_of
from open287g.oversight.audit.request import Request
from open287g.oversight.audit.results import verdicts_sql
from tests.rulebook.perturbed import judged_whole, load_perturbed

ACTS = int(os.environ.get("OPEN287G_CASES_ACTS", "3000"))


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    folder = tmp_path_factory.mktemp("cases")
    con = duckdb.connect()
    load_perturbed(con, folder, ACTS, seed=3)
    made = plan_of(con, None)
    request = Request(folder, folder, folder, folder)
    judge(con, folder, request, made)
    con.execute(f"create table ours as {verdicts_sql(made)}")
    judged_whole(con)
    return con


def count(con: duckdb.DuckDBPyConnection, sql: str) -> int:
    ((found,),) = con.execute(f"select count(*) from ({sql})").fetchall()
    return int(found)


def test_no_row_differs_from_judging_each_act_by_itself(judged: duckdb.DuckDBPyConnection) -> None:
    assert count(judged, "from whole") == ACTS
    columns = ", ".join(row[0] for row in judged.execute("describe whole").fetchall())
    ours, whole = f"select {columns} from ours", f"select {columns} from whole"
    assert count(judged, f"{ours} except all {whole}") == 0
    assert count(judged, f"{whole} except all {ours}") == 0


def test_a_kept_plan_is_named_by_every_source_it_is_made_of() -> None:
    loaded = """if True:
        import sys
        from open287g.oversight.audit import plan
        from open287g.rulebook.engine import cases
        cases.key_names(), cases.outcome_names(), plan.provision_rows(), plan._check_rows()
        print(*(name for name, found in sys.modules.items() if name.startswith("open287g.")))"""
    names = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True).stdout.split()
    assert "open287g.places.law" in names
    assert [name for name in names if not name.startswith((*plan._SOURCES, "open287g.oversight"))] == []


def test_the_log_is_untidy_enough_to_tell(judged: duckdb.DuckDBPyConnection) -> None:
    verdicts = {row[0] for row in judged.execute("select distinct verdict from whole").fetchall()}
    assert len(verdicts) >= 3
    assert count(judged, "from judged") > 100
    assert count(judged, "from whole where day is null") > 0
    assert count(judged, "from whole where model is null") > 0
    assert count(judged, "select act_id from keyed group by act_id having count(*) > 1") > 0
