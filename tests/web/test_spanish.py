"""A page in Spanish says nothing of the program's own in English; what a source wrote in English is marked so."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

import pytest
from starlette.testclient import TestClient

from open287g.oversight.controls.score import card_of
from open287g.record.asking.loaded import LoadedRecord
from open287g.ui import notes, sentences
from open287g.vocabulary import messages

ENGLISH = re.compile(r"\b(The|the|of|and|is|was|were|are|with|from|that|this|which|by|its|has|have|been|not|for)\b")
FIXED = (
    "/",
    "/law",
    "/law/2025-02-13",
    "/changes?state=TX",
    "/county/48201",
    "/county/06037",
    "/county/12021/dossier/read",
    "/state/NJ",
    "/walk/JEM-TFM",
    "/rules/compare",
    "/asof/2009-06-01",
    "/search?q=colier+co",
    "/oversight",
    "/oversight/controls",
    "/oversight/arrests",
    "/quality/signals?page=2",
    "/quality/snapshots",
    "/costs/note?model=TFM&officers=10&wage=28+34+41&county=12021",
    "/data/api",
)
QUOTED = re.compile(r"<(q|blockquote|cite|code|pre|script|style)\b.*?</\1>", re.S)
MARKED = re.compile(r'<(\w+)[^>]*\b(?:lang="en"|translate="no")[^>]*>.*?</\1>', re.S)
IN_A_LINE = re.compile(r"</?(?:b|i|em|strong|a|span|abbr|time|small|data)\b[^>]*>")
READ_ALOUD = re.compile(r'\b(?:alt|title|aria-label|placeholder|content)="([^"]+)"')
OWN_NAMES = ("State Board of Immigration Enforcement", "Deportation Data Project")


def chosen(record: LoadedRecord) -> Iterable[str]:
    """Pages of agencies and agreements on which each tier of evidence, each event and each ending stands."""
    for key, column in (("agencies", "county_tier"), ("agencies", "ori_tier"), ("early_events", "kind")):
        rows = {row[column]: row["agency_id"] for row in record.tables[key]}
        yield from (f"/agency/{agency_id}" for agency_id in rows.values())
    for column in ("ended_as", "grade"):
        rows = {row[column]: row["agreement_id"] for row in record.tables["endings"]}
        yield from (f"/agreement/{agreement_id}" for agreement_id in rows.values())


def english(page: str, names: re.Pattern[str]) -> list[str]:
    """Lines and labels of a page with a word that only English has, without names and what is marked."""
    shown = IN_A_LINE.sub(" ", MARKED.sub(" ", QUOTED.sub(" ", page)))
    lines = [*re.sub(r"<[^>]+>", "\n", shown).splitlines(), *READ_ALOUD.findall(QUOTED.sub(" ", page))]
    plain = (re.sub(r"\S*[/:]\S*|\b[A-Z]{2}-\S+", "", names.sub("", html.unescape(line))) for line in lines)
    return [line.strip() for line in plain if ENGLISH.search(line)]


def test_no_page_of_the_real_record_has_a_sentence_in_english(real: TestClient, loaded: LoadedRecord) -> None:
    spelled = (row["name"] for key in ("agencies", "early_agencies") for row in loaded.tables[key])
    spellings = {*spelled, *(row["agency_name"] for row in loaded.tables["spellings"]), *OWN_NAMES}
    known = sorted((name for name in spellings if name and ENGLISH.search(name)), key=len, reverse=True)
    names = re.compile("|".join(map(re.escape, known)), re.I)
    found = {}
    for path in dict.fromkeys([*FIXED, *chosen(loaded)]):
        answer = real.get("/es" + path)
        assert answer.status_code == 200, path
        found[path] = english(answer.text, names)
    assert {path: lines for path, lines in found.items() if lines} == {}


def test_a_note_written_by_a_form_is_told_and_one_of_a_person_is_not() -> None:
    assert notes.told("'Frankin County' is one edit from Franklin County and no other", "es") == (
        "'Frankin County' está a una letra de Franklin County y de ningún otro"
    )
    assert notes.told("absent from 12 publications over 234 days; the lists do not say why", "es") == (
        "ausente de 12 publicaciones durante 234 días; las listas no dicen por qué"
    )
    assert notes.told("a state agency; county cell: the cell names no county", "es") == (
        "una agencia estatal; celda del condado: la celda no nombra ningún condado"
    )
    assert notes.told("captured 2025-04-24; a word of a person", "es") is None
    assert notes.told("a state agency", "en") is notes.told(None, "es") is None


WRITTEN = {
    "agencies": ("county_tier", "county_evidence"),
    "snapshots": ("verdict", "reason"),
    "endings": ("grade", "reason"),
    "signals": ("action", "kind"),
}
BY_HAND = {"judged", "spelling", "territory", "quarantined"}


def test_what_the_record_writes_by_form_is_known_to_the_forms(loaded: LoadedRecord) -> None:
    told = {
        row[column]
        for table, (kind, column) in WRITTEN.items()
        for row in loaded.tables[table]
        if row[kind] not in BY_HAND and row[column]
    }
    told |= {line["evidence"] for line in card_of(loaded.listed, "program", "program", loaded.today)["controls"]}
    assert sorted(text for text in told if notes.told(text, "es") is None) == []


def test_what_happened_before_2021_is_a_sentence_of_each_language(loaded: LoadedRecord) -> None:
    for row in loaded.tables["early_events"]:
        for language in messages.LANGUAGES:
            said = sentences.early_event(row, "Collier", language)
            assert said.endswith(".") and "Collier" in said and "%(" not in said
            assert (language == "en") is bool(ENGLISH.search(said))


@pytest.mark.parametrize("address", ["/embed/map/nation.svg", "/embed/map/TX.svg", "/embed/nation"])
def test_a_map_to_put_elsewhere_says_that_a_dot_is_not_the_place(real: TestClient, address: str) -> None:
    assert "Dots stand around the middle of their county, not at the town." in real.get(address).text
    assert "Los puntos están alrededor del centro de su condado, no en el pueblo." in real.get("/es" + address).text
