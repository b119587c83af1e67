"""No cell of a table or of CSV holds another table as JSON, whichever command answers."""

from __future__ import annotations

import csv
import io
import json
import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from open287g.cli.main import app

ASKED = [
    "headline", "asof 2025-04-24", "asof 2013-04-02", "changes --days 7", "agency collier fl", 
    "agency prince william county sheriff va",
    "resolve 'Colier County Sheriffs Office' --state FL", "evidence FL-collier-county-sheriffs-office:TFM:1",
    "evidence participating-2025-04-10-04e0b56b", "ended --state NH", "pending --state TX",
    "flickers", "signals --limit 5",
    "snapshots --state GA", "candidates --state GA", "who collier county fl", "law TX", "law", "chart states", "sql",
    "facilities 'collier fl'", "controls 'collier fl'",
    "fiscal-note 'collier fl' --model TFM --officers 10", "operation --from 2025-03-01 --to 2025-03-01 --state FL",
    "rules list --model TFM", "rules show hold.past-release", "rules cases", "rules facts act", "rules coverage",
    "registers settlements", "effects-published", "documents templates", "documents template WSO-2025",
    "places state TX",
    "places county 'collier fl'", "decide --act interrogate -F agreement.model=TFM", "doctor", "archive list",
]  # fmt: skip
_NESTED = re.compile(r"""[\[{]+["'][\w ]+["']: """)


@pytest.mark.parametrize("asked", ASKED)
def test_no_cell_holds_json(asked: str, home: Path) -> None:
    for format in ("table", "csv"):
        done = CliRunner().invoke(app, [*shlex.split(asked), "-f", format], env={"OPEN287G_HOME": str(home)})
        assert done.stdout.strip(), done.exception
        assert not _NESTED.search(done.stdout), (format, _NESTED.search(done.stdout))
        if format == "csv":
            head, *rows = csv.reader(io.StringIO(done.stdout))
            assert all(len(row) == len(head) for row in rows)
            assert not [cell for row in rows for cell in row if cell.startswith(("[", "{")) and _is_json(cell)]


def _is_json(cell: str) -> bool:
    try:
        return isinstance(json.loads(cell), (dict, list))
    except ValueError:
        return False
