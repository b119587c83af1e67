"""Dossiers of every agency of the record in one run: processor seconds of each, PDF and all, and none fails."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from bench.measure import Measure
from open287g.costs.asked import known_assumptions
from open287g.publish.dossier.make import make
from open287g.publish.dossier.subject import of_agency
from open287g.record.asking.loaded import LoadedRecord
from open287g.record.build import build
from open287g.ui.paper import html, pdf

_TOLD = ("officers=10", "wage=28 34 41", "benefits=42%", "duty_share=0.8", "overtime_hours=100 200 300")
_PDF_OF_EACH = 10
"""Of so many agencies one is set as PDF too, in both languages; all are made and written as HTML."""


def run() -> list[Measure]:
    """Processor seconds of the slowest dossier and of the middle one."""
    with tempfile.TemporaryDirectory() as folder:
        build(Path(folder))
        record = LoadedRecord.load(Path(folder) / "record" / "record.duckdb")
        _seconds(record, next(iter(record.agencies)), "en")
        made = [_seconds(record, agency) for agency in record.agencies]
        chosen = list(record.agencies)[::_PDF_OF_EACH]
        printed = sorted(_seconds(record, agency, lang) for agency in chosen for lang in ("en", "es"))
    note = f"{len(made)} agencies, none failed"
    return [
        Measure("costs", "slowest dossier of all agencies", max(made), "CPU s", limit=1.0, note=note),
        Measure("costs", "slowest dossier as PDF", max(printed), "CPU s", limit=1.0, note=f"{len(printed)} papers"),
        Measure("costs", "dossier as PDF, the middle one", printed[len(printed) // 2], "CPU s"),
    ]


def _seconds(record: LoadedRecord, agency: str, printed: str = "") -> float:
    begun = time.process_time()
    subject = of_agency(record, agency)
    known = known_assumptions(subject.models[0], told=_TOLD) if subject.models else {}
    paper = make(record, subject, printed or "en", known)
    _ = pdf(paper) if printed else html(paper)
    return time.process_time() - begun
