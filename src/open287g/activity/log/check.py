"""Check one file against the schema of logs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from open287g.activity.log import rejects
from open287g.activity.log.files_as_sql import Options
from open287g.activity.log.load import load, new_key
from open287g.activity.log.working import working
from open287g.core.files import replacing
from open287g.core.sql import rows


@dataclass(frozen=True)
class Checked:
    """Counts, the columns that were not read, and the first bad cells."""

    facts: dict[str, Any]
    rejected: int
    shown: list[dict[str, Any]]


def check_file(
    path: Path, table: str, rejects_file: Path | None, memory: str, time_zone: str | None, hash_columns: bool
) -> Checked:
    """Check every row of `path`; bad cells go to `rejects_file` when one is named."""
    with working(rejects_file, memory, None) as (con, scratch):
        options = Options(scratch, time_zone, new_key() if hash_columns else None)
        log = load(con, path, table, options, hash_columns=hash_columns)
        shown = rows(con, "from rejects order by all limit 20")
        if rejects_file is not None:
            with replacing(rejects_file) as target:
                rejects.write(con, target)
    ignored = sorted({name for _, name in log.ignored})
    facts = {"rows": log.rows + log.rejected, "good": log.rows, "bad": log.rejected, "columns not read": ignored}
    if log.left_out:
        facts["files not read"] = sorted(log.left_out)
    return Checked(facts, log.rejected, shown)
