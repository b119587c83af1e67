"""The audit as one page to read, print and send: charts with their tables, no script, nothing from the network."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jinja2 import PackageLoader, StrictUndefined
from markupsafe import Markup

from open287g.oversight.audit.spoken import filters, in_language
from open287g.oversight.audit.summaries import Tables, owed
from open287g.places.settlements import daily_rates
from open287g.ui.charts import bars
from open287g.ui.quick_templates import QuickEnvironment, install
from open287g.vocabulary import messages

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


def write_report(tables: Tables, about: About, meters: Meters, target: Path, language: str = "en") -> None:
    """Write the page in a language; ids, citations and names of columns and files stay as they are."""
    told = in_language(tables, language)
    template = _environment(language).get_template("report.html")
    values = {"tables": told, "about": about, "meters": meters, "rates": daily_rates(), "top": _TOP}
    page = template.render(**values, language=language, **_parts(told, language))
    target.write_text(page, encoding="utf-8")


def _environment(language: str) -> QuickEnvironment:
    env = QuickEnvironment(
        loader=PackageLoader("open287g.oversight.audit"),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    catalog = messages.translations(language)
    install(env, catalog.gettext, catalog.ngettext)
    env.filters |= filters(language)
    return env


def _parts(tables: Tables, language: str) -> dict[str, Any]:
    say = messages.translations(language).gettext
    failed = [row for row in owed(tables.by_provision) if row["failed"]]
    open_ = sorted((row for row in owed(tables.by_provision) if row["unknown"]), key=lambda row: -row["unknown"])
    drawn = {
        "months": bars.stacked(tables.by_month, "month", say("Acts by month and verdict"), say),
        "models": bars.stacked(tables.by_model, "model", say("Acts by model and verdict"), say),
        "acts": bars.stacked(tables.by_act, "act", say("Acts by kind and verdict"), say),
    }
    if failed:
        drawn["failed"] = bars.ranked(failed[:_TOP], "provision", "failed", say("Provisions most often broken"))
    officers = [row for row in tables.by_officer if row["not_authorized"] or row["duties_breached"]]
    svg = {name: Markup(text) for name, text in drawn.items()}
    return {"svg": svg, "failed": failed, "open": open_, "officers": officers[:_TOP], "all_officers": len(officers)}
