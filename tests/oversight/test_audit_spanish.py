"""The audit's report in Spanish: no sentence of the program's in English, ids as they are, and the tables unchanged."""

from __future__ import annotations

import html
import json
import re
from itertools import chain
from pathlib import Path

import pytest
from babel.messages.extract import extract
from typer.testing import CliRunner

from open287g.activity.log import cells as log_cells
from open287g.cli.main import app
from open287g.oversight.audit.report import About, Meters, write_report
from open287g.oversight.audit.summaries import Tables
from open287g.rulebook.engine.contradictions import CHECKS
from open287g.ui import notes
from open287g.vocabulary import cells, facts, moments
from open287g.vocabulary.verdicts import AUTHORITY

TEMPLATE = Path("src/open287g/oversight/audit/templates/report.html")
HOSTILE = "<script>alert(1)</script> %(acts)s {{ 7*7 }}"
HEAD = "act_id,act,at,time_zone,agency_id,officer_id,hold_started_at,hold_ended_at"
ACTS = (
    "a1,interrogate,2025-10-24 10:00,America/New_York,FL-x,o1,,",
    f'a2,interrogate,2025-10-24 10:00,America/New_York,FL-x,"{HOSTILE}",,',
    "a3,hold_past_release,2025-10-24,America/New_York,FL-x,o1,2025-10-24 10:00,2025-10-27 12:00",
    "a4,hold_past_release,2025-10-24 10:00,America/New_York,FL-x,o1,2025-10-24 10:00,2025-10-24 09:00",
    "a5,fly,2025-10-24 10:00,America/New_York,FL-x,o1,,",
    "a6,interrogate,2025-10-24 10:00,America/New_York,FL-y,o1,,",
)
"""One that is open, one by an officer with a hostile id, two holds, one that is no act, one for another agency."""


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("audits")
    (folder / "acts<i>.csv").write_text("\n".join([HEAD, *ACTS]) + "\n")
    (folder / "officers.csv").write_text("officer_id,agency_id,model\no1,FL-x,JEM\n")
    (folder / "agreements.csv").write_text("agreement_id,agency_id,model,edition\nm1,FL-x,JEM,JEM-2025\n")
    given = ["audit", str(folder / "acts<i>.csv")]
    given += ["--officers", str(folder / "officers.csv"), "--agreements", str(folder / "agreements.csv")]
    for name, more in (("plain", []), ("en", ["--lang", "en"]), ("es", ["--lang", "es"])):
        done = CliRunner().invoke(app, [*given, "--out", str(folder / name), *more])
        assert done.exit_code == 0, done.output
    return folder


def messages_of_the_template() -> list[str]:
    with TEMPLATE.open("rb") as file:
        return [str(found[1]) for found in extract("jinja2", file, options={"newstyle_gettext": "true"})]


def shown(text: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", " ", text.split("</style>")[1]))


def test_english_is_what_is_written_when_no_language_is_named(reports: Path) -> None:
    assert (reports / "plain/report.html").read_bytes() == (reports / "en/report.html").read_bytes()
    text = (reports / "en/report.html").read_text()
    assert '<html lang="en">' in text
    assert [p for p in text.splitlines() if p.startswith("The audit reads the log as it is; it does not decide")]


def test_no_sentence_of_the_template_is_left_in_english(reports: Path) -> None:
    text = (reports / "es/report.html").read_text()
    said, english = messages_of_the_template(), shown((reports / "en/report.html").read_text())
    apart = re.compile(r"%\(\w+\)s|<code>.*?</code>|<[^>]+>|\n")
    pieces = [piece.strip() for one in said for piece in apart.split(one) if len(piece.strip()) > 12]
    assert len(pieces) > 50
    assert sum(piece in english for piece in pieces) > 40
    assert [piece for piece in pieces if piece in shown(text)] == []
    heads = re.findall(r'<th scope="col">([^<]*)</th>', text)
    assert len(heads) > 40 and set(said) & set(heads) == set()
    assert '<html lang="es">' in text
    assert 'lang="en">JEM and WSO MOA' in text


def test_signals_bad_cells_charts_and_months_are_said_in_spanish(reports: Path) -> None:
    text = shown((reports / "es/report.html").read_text())
    said = (
        "octubre 2025", "retener después de la liberación", "o1 en FL-y", "no autorizado",
        "la nómina tiene al agente solo en otra agencia", "no es ninguno de estos: interrogate",
        "act.hold_ended_at es anterior a hold_started_at", "El agente actúa para la agencia que firmó el acuerdo.",
    )  # fmt: skip
    for told in said:
        assert told in text
    english = re.compile(r"\b(the|of|and|is|was|with|that|this|which|its|not|for)\b", re.IGNORECASE)
    page = (reports / "es/report.html").read_text().split("</style>")[1]
    marked = re.sub(r"<code>.*?</code>|<(\w+)[^>]*\blang=\"en\"[^>]*>.*?</\1>", "", page, flags=re.S)
    plain = re.sub(r"\b\w+\.[\w.-]+", "", shown(f"</style>{marked}"))  # Without ids of provisions and facts.
    assert [line for line in plain.splitlines() if english.search(line)] == []


def test_what_is_hostile_is_escaped_and_no_form_of_a_message(reports: Path) -> None:
    text = (reports / "es/report.html").read_text()
    assert "<script" not in text and "<i>" not in text
    assert html.escape(HOSTILE) in text
    assert "Auditoría de acts&lt;i&gt;.csv" in text


def test_tables_and_counts_are_those_of_english(reports: Path) -> None:
    for path in (reports / "en").glob("*.csv"):
        told = (reports / "es" / path.name).read_text().splitlines()
        assert sorted(told) == sorted(path.read_text().splitlines()), path.name
    one, other = (json.loads((reports / name / "audit.json").read_text()) for name in ("en", "es"))
    assert {**one, "out": ""} == {**other, "out": ""}


def test_every_reason_of_a_bad_cell_and_every_contradiction_has_a_form() -> None:
    every = chain.from_iterable(record.values() for record in facts.RECORDS.values())
    reasons = {log_cells.REQUIRED, cells.OF_A_PERSON, *(vars(moments)[name] for name in (
        "NOT_A_DAY", "NOT_A_TIME", "ONLY_A_DAY", "NO_ZONE", "SKIPPED", "REPEATED", "OUTSIDE"))}  # fmt: skip
    for fact in every:
        zone = "zone" if fact.kind == "time" else None
        reasons |= {reason for _, reason in log_cells.read_cell(fact, fact.name, "VARCHAR", zone).faults}
    assert len(reasons) > 20
    assert [text for text in (*reasons, *(check.says for check in CHECKS)) if notes.told(text, "es") is None] == []


def test_words_that_no_form_has_are_marked_english(tmp_path: Path) -> None:
    counted = {"acts": 1, "authorized": 1, "not_authorized": 0, "undetermined": 0, "duties_breached": 0}
    alike = [[{**counted, name: of}] for name, of in (("model", "unknown"), ("month", "unknown"), ("act", "detain"))]
    tables = Tables(1, 0, dict.fromkeys(AUTHORITY, 0), [], [], *alike, [])
    reject = {"table": "acts", "column": "", "reason": "cannot be split into cells: <b>too many</b>", "times": 1}
    about = About("acts.csv", "officers.csv", "m.csv", "DuckDB", "0", 2, 1, [reject])
    write_report(tables, about, Meters([], []), tmp_path / "report.html", "es")
    text = (tmp_path / "report.html").read_text()
    assert '<span lang="en">cannot be split into cells: &lt;b&gt;too many&lt;/b&gt;</span>' in text
    assert ">detener</th>" in text
    assert "unknown" not in shown(text)
