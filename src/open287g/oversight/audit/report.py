"""The audit as one page to read, print and send: charts with their tables, no script, nothing from the network."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, select_autoescape
from markupsafe import Markup

from open287g.oversight.audit.summaries import Tables
from open287g.places.settlements import daily_rates
from open287g.ui.charts import bars

_TOP = 20


@dataclass(frozen=True)
class About:
    """What was audited and how: shown at the head and the foot of the report."""

    acts_file: str
    officers_file: str
    agreements_from: str
    engine: str
    version: str
    read: int
    rejected: int
    rejects: list[dict[str, Any]] = field(default_factory=list)
    signals: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True)
class Meters:
    """Rows of overdetention, and those of warnings that stand out."""

    held: list[dict[str, Any]]
    warnings: list[dict[str, Any]]


def write_report(tables: Tables, about: About, meters: Meters, target: Path) -> None:
    """Write the page."""
    env = Environment(
        loader=PackageLoader("open287g.oversight.audit"),
        autoescape=select_autoescape(default=True),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters["n"] = lambda number: f"{number:,}"
    env.filters["percent"] = _percent
    env.filters["share"] = lambda share: f"{share:.1%}"
    page = env.get_template("report.html").render(
        tables=tables, about=about, meters=meters, rates=daily_rates(), top=_TOP, **_parts(tables)
    )
    target.write_text(page, encoding="utf-8")


def _parts(tables: Tables) -> dict[str, Any]:
    failed = [row for row in tables.by_provision if row["failed"]]
    open_ = sorted((row for row in tables.by_provision if row["unknown"]), key=lambda row: -row["unknown"])
    drawn = {
        "months": bars.stacked(tables.by_month, "month", "Acts by month and verdict"),
        "models": bars.stacked(tables.by_model, "model", "Acts by model and verdict"),
        "acts": bars.stacked(tables.by_act, "act", "Acts by kind and verdict"),
    }
    if failed:
        drawn["failed"] = bars.ranked(failed[:_TOP], "provision", "failed", "Provisions most often broken")
    officers = [row for row in tables.by_officer if row["not_authorized"] or row["duties_breached"]]
    svg = {name: Markup(text) for name, text in drawn.items()}
    return {"svg": svg, "failed": failed, "open": open_, "officers": officers[:_TOP], "all_officers": len(officers)}


def _percent(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "none"
