"""Answers of the methods on disk: reports in both languages as HTML and PDF, the numbers as CSV and JSON, the sums.

The same file, options and versions give the same bytes: no time of day is printed, and every draw has its seed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from open287g.core.cells import csv_of
from open287g.core.folders import replacing_folder, write_sums
from open287g.core.version import __version__
from open287g.oversight.answer import Answer, Estimate, Said
from open287g.oversight.disparity import run as disparity
from open287g.oversight.effects import run as effects
from open287g.ui.charts.intervals import Dot, intervals
from open287g.ui.paper import Dossier, Section, html, pdf
from open287g.vocabulary.messages import LANGUAGES, N_, translations

_ENGINES = ("numpy", "scipy", "statsmodels", "ephem", "diff-diff", "duckdb")
_NAMES = {
    "refused": N_("Refused, because: %(reason)s."),
    "assumes": N_("It assumes: %(text)s"),
    "cannot": N_("It cannot show: %(text)s"),
    "instead": N_("What could answer: %(text)s"),
}
DRAWN = 40
"""Estimates that are drawn at most; the table has all."""
_WIDTHS = (8, 3, 5, 3, 3)
_DIFFERENCES = frozenset({"effect", "event_study", "doubts"})
"""Methods whose every estimate is a difference, of which 0 says that there is none."""
_COLUMNS = ("what", "of", "against", "place", "period", "value", "low", "high", "p", "p_adjusted", "n")


@dataclass(frozen=True)
class Report:
    """Answers with what they rest on: `title` is a message, `inputs` are files with their hashes."""

    title: str
    lead: Said
    ledger: Sequence[Said]
    answers: Sequence[Answer]
    inputs: Mapping[str, str]
    options: Mapping[str, Any]

    def plain(self) -> dict[str, Any]:
        """As JSON tells it, in English."""
        return {
            "refused": all(one.refused for one in self.answers),
            "reasons": [reason.in_("en") for one in self.answers for reason in one.reasons],
            "ledger": [line.in_("en") for line in self.ledger],
            "answers": [one.plain() for one in self.answers],
            "inputs": dict(self.inputs),
            "options": dict(self.options),
            "versions": versions(),
        }


def disparity_report(asked: disparity.Asked, told: disparity.Told) -> Report:
    """The report of `open287g disparity`."""
    lead = Said(N_("Five tests of a file of stops. A difference is not proof of intent; a refusal is an answer."))
    options = {"seed": asked.seed, "county": asked.county, "agency": asked.agency, "full": asked.full}
    if asked.place:
        options["place"] = f"{asked.place.latitude}, {asked.place.longitude}, {asked.place.zone}"
    inputs = {asked.stops.name: hash_of(asked.stops)}
    return Report(N_("Disparity in stops"), lead, told.ledger, told.answers, inputs, options)


def effect_report(asked: effects.Asked, told: effects.Told) -> Report:
    """The report of `open287g effect`."""
    lead = Said(N_("An estimate with what it assumes, or a refusal with its reasons and a design that could answer."))
    names = ("unit", "time", "outcome", "model", "clock", "break_at", "seed")
    options = {name: getattr(asked, name) for name in names}
    inputs = {asked.outcomes.name: hash_of(asked.outcomes)}
    if asked.treated:
        # Both files may have one name, in two folders.
        inputs[f"treated: {asked.treated.name}"] = hash_of(asked.treated)
    return Report(N_("What agreements changed"), lead, told.ledger, told.answers, inputs, options)


def hash_of(path: Path) -> str:
    """The sha256 of a file, read piece by piece."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def versions() -> dict[str, str]:
    """What the numbers were made with."""
    return {"open287g": __version__} | {name: version(name) for name in _ENGINES}


def write_report(report: Report, out: Path, *, replace: bool = False) -> None:
    """Write the folder `out`: report.en.html, .pdf, the same in Spanish, answers.json, estimates.csv, SHA256SUMS."""
    with replacing_folder(out, replace=replace) as folder:
        told = json.dumps(report.plain(), ensure_ascii=False, indent=2, default=str, allow_nan=False)
        (folder / "answers.json").write_text(told + "\n", encoding="utf-8")
        rows = [{"method": one["method"], **row} for one in report.plain()["answers"] for row in one["estimates"]]
        (folder / "estimates.csv").write_text(csv_of(rows, ("method", *_COLUMNS)), encoding="utf-8")
        for language in LANGUAGES:
            paper = dossier(report, language)
            (folder / f"report.{language}.html").write_text(html(paper), encoding="utf-8")
            (folder / f"report.{language}.pdf").write_bytes(pdf(paper))
        write_sums(folder)


def dossier(report: Report, language: str) -> Dossier:
    """The report as a paper in a language."""
    say = translations(language).gettext
    read = Section(say(N_("What was read")), [line.in_(language) for line in report.ledger])
    told = [f"{name}: {value}" for name, value in report.inputs.items()]
    told += ["; ".join(f"{name}: {v}" for name, v in told_of.items() if v not in (None, ""))
             for told_of in (report.options, versions())]  # fmt: skip
    rests = Section(say(N_("What it rests on")), told)
    sections = [read, *(_section(one, language, say) for one in report.answers), rests]
    return Dossier(say(report.title), report.lead.in_(language), f"open287g {__version__}", language, sections)


def _section(answer: Answer, language: str, say: Callable[[str], str]) -> Section:
    refused = _NAMES["refused"]
    lines = [say(refused) % {"reason": one.in_(language)} for one in answer.reasons]
    lines += [one.in_(language) for one in answer.reads]
    for name in ("assumes", "cannot", "instead"):
        lines += [say(_NAMES[name]) % {"text": one.in_(language)} for one in getattr(answer, name)]
    if any(one.p_adjusted is not None for one in answer.estimates):
        lines.append(say(N_("The chances are adjusted for all tests of this section (Benjamini and Hochberg).")))
    if len(_tested(answer)) > DRAWN:
        lines.append(say(N_("The drawing has the first %(n)s; the table has all.")) % {"n": DRAWN})
    head = [
        say(word)
        for word in (N_("What"), N_("Estimate"), N_("Interval, 95 in 100"), N_("Adjusted chance"), N_("Cases"))
    ]
    rows = [_row(one, say) for one in answer.estimates]
    # A column that no row fills is left out.
    shown = [at for at in range(len(head)) if any(row[at] for row in rows)]
    head, widths = [head[at] for at in shown], [_WIDTHS[at] for at in shown]
    rows = [[row[at] for at in shown] for row in rows]
    return Section(say(answer.title), lines, head, rows, widths, _chart(answer, say))


def _name(one: Estimate, say: Callable[[str], str]) -> str:
    # A catalog answers nothing with its own head.
    what, of, period = (say(word) if word else "" for word in (one.what, one.of, one.period))
    words = (what, of, one.place, period)
    against = say(N_("against %(name)s")) % {"name": say(one.against)} if one.against else ""
    return ", ".join(word for word in (*words, against) if word)


def _row(one: Estimate, say: Callable[[str], str]) -> list[str]:
    ends = {"low": _number(one.low), "high": _number(one.high)}
    within = say("%(low)s to %(high)s") % ends if all(ends.values()) else say("unknown")
    chance = "" if one.p_adjusted is None else f"{one.p_adjusted:.3g}"
    return [_name(one, say), _number(one.value), within, chance, "" if one.n is None else f"{one.n:,}"]


def _number(value: float | None) -> str:
    """Four digits; a minus as it is printed, which no line breaks after."""
    return "" if value is None else f"{value:.4f}".replace("-", "−")


def _tested(answer: Answer) -> list[Estimate]:
    """What is drawn: the comparisons, or where there is none every estimate."""
    return [one for one in answer.estimates if one.against] or list(answer.estimates)


def _chart(answer: Answer, say: Callable[[str], str]) -> str:
    tested = _tested(answer)
    dots = [
        Dot(_name(one, say).replace(" = ", "\xa0=\xa0"), one.value, one.low, one.high)
        for one in tested[:DRAWN]
        if one.low is not None and one.high is not None
    ]
    none = 1.0 if any("ratio" in one.what or "over" in one.what for one in tested) else 0.0
    compared = answer.method in _DIFFERENCES or any(one.against for one in tested)
    return str(intervals(dots, say(answer.title), none if compared else None)) if dots else ""
