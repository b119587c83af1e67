"""The audit from files to a folder: load, check, judge, write. The results appear whole or not at all."""

from __future__ import annotations

from open287g.activity.log.working import working
from open287g.core.folders import replacing_folder
from open287g.core.progress import step
from open287g.oversight.audit.check import check, contradictions
from open287g.oversight.audit.judge import judge
from open287g.oversight.audit.load import load
from open287g.oversight.audit.plan import engine_versions, plan_of
from open287g.oversight.audit.request import Outcome, Request
from open287g.oversight.audit.write import write


def run_audit(request: Request) -> Outcome:
    """Audit a log of acts into the folder `request.out`. Raises InputError where a file cannot be used."""
    engine_versions()  # A log is not read for what no engine will judge.
    with (
        replacing_folder(request.out, replace=request.replace) as folder,
        working(request.out.resolve(), request.memory, request.threads) as (con, scratch),
    ):
        log = load(con, scratch, request)
        signals = check(con, log, request)
        with step(f"judging {log.acts.rows:,} acts"):
            plan = plan_of(con, request.time_zone)
            judge(con, scratch, request, plan)
        with step("writing the results"):
            signals += contradictions(con, plan)
            return write(con, folder, request, log, signals, plan)
