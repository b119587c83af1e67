"""What a dossier says before a vote, in both languages, and what it says it does not know."""

from __future__ import annotations

from pathlib import Path

import pypdfium2 as pdfium
import pytest

from open287g.core.errors import InputError, NotFoundError, NotListedError
from open287g.costs.asked import known_assumptions
from open287g.places.counties import counties
from open287g.places.neighbors import neighbors
from open287g.publish.dossier.make import make
from open287g.publish.dossier.subject import of_county, subject_called
from open287g.publish.dossier.write import write_dossier
from open287g.record.asking.loaded import LoadedRecord
from open287g.record.asking.record import Record
from open287g.ui.paper import Dossier, Section, html, pdf


@pytest.fixture(scope="module")
def loaded(record: Record) -> LoadedRecord:
    return LoadedRecord.load(record.path)


def dossier_of(loaded: LoadedRecord, fips: str, language: str = "en", *told: str, model: str | None = None) -> Dossier:
    subject = of_county(loaded, counties()[fips], model)
    known = known_assumptions(subject.models[0], told=told) if subject.models else {}
    return make(loaded, subject, language, known)


def section(dossier: Dossier, title: str) -> Section:
    return next(one for one in dossier.sections if one.title == title)


def test_a_county_with_agreements_is_told_who_what_and_by_which_list(loaded: LoadedRecord) -> None:
    dossier = dossier_of(loaded, "12021")
    assert dossier.title == "Collier County, Florida"
    assert "May 18, 2026" in dossier.lead
    agencies = {row[0] for row in section(dossier, "Agreements").rows}
    assert {"Collier County Sheriff's Office", "Naples Police Department"} <= agencies
    assert any("8 U.S.C. 1357(g)(9)" in line for line in section(dossier, "The question before you").lines)
    neighbors_told = {row[1] for row in section(dossier, "Neighbors and counties of its size").rows}
    assert {"Lee County, FL", "Hendry County, FL"} <= neighbors_told


def test_a_county_without_any_is_told_so_and_that_it_is_no_proof(loaded: LoadedRecord) -> None:
    dossier = dossier_of(loaded, "06037")
    assert dossier.lead.startswith("No agency seated here")
    assert not section(dossier, "Agreements").rows
    assert "not proof" in section(dossier, "Agreements").lines[0]
    assert section(dossier, "What it costs").lines == ("No model is named, so no costs are counted: name one.",)


def test_a_law_read_as_a_house_passed_it_is_told_so(loaded: LoadedRecord) -> None:
    said = "This was read as a house passed it: the act itself was not read."
    assert said in section(dossier_of(loaded, "24021"), "What the state's law says").lines
    assert said not in section(dossier_of(loaded, "17031"), "What the state's law says").lines


def test_costs_are_told_on_both_bases_and_what_is_left_out_is_named(loaded: LoadedRecord) -> None:
    told = ("wage=34", "benefits=0.42", "overtime_hours=200", "officers=10", "duty_share=1")
    costs = section(dossier_of(loaded, "12021", "en", *told, model="TFM"), "What it costs")
    whole = {row[1]: row[-2] for row in costs.rows if row[0] == "All of these, at least"}
    assert whole == {"new money": "$510,000", "with what is paid anyway": "$5,531,120"}
    assert "Detainers a year" in costs.lines[-1]
    assert costs.lines[0] == "Counted for the model Task force (TFM)."


def test_a_dossier_says_for_how_many_officers_it_counts(loaded: LoadedRecord) -> None:
    told = ("wage=34", "benefits=0.42", "duty_share=1")
    one = section(dossier_of(loaded, "12021", "en", *told, model="TFM"), "What it costs").lines[1]
    assert one == "The number of officers is not told: the figures are for one."
    assert (
        one not in section(dossier_of(loaded, "12021", "en", *told, "officers=2", model="TFM"), "What it costs").lines
    )


def test_spanish_has_every_section_and_no_english_title(loaded: LoadedRecord) -> None:
    english, spanish = (dossier_of(loaded, "12021", language) for language in ("en", "es"))
    assert len(english.sections) == len(spanish.sections)
    assert not {one.title for one in english.sections} & {one.title for one in spanish.sections}
    assert "Yes:" not in spanish.lead


def test_the_pdf_is_tagged_four_to_eight_pages_and_the_same_bytes(loaded: LoadedRecord) -> None:
    dossier = dossier_of(loaded, "12021", "es")
    first = pdf(dossier)
    assert first == pdf(dossier)
    assert b"/StructTreeRoot" in first or b"/MarkInfo" in first
    assert 4 <= len(pdfium.PdfDocument(first)) <= 8


def test_html_escapes_what_it_is_told() -> None:
    page = html(Dossier("<b>", "&", "src", "en", (Section("t", ("<script>x</script>",), ("h",), (("<i>",),), (1,)),)))
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert "&lt;b&gt;" in page


def test_a_name_means_a_county_where_it_says_county_and_an_agency_where_it_names_a_body(
    loaded: LoadedRecord, record: Record
) -> None:
    assert subject_called(loaded, record, "collier county fl").title == "Collier County"
    assert subject_called(loaded, record, "collier county sheriff fl").title == "Collier County Sheriff's Office"
    assert subject_called(loaded, record, "12021").title == "Collier County"
    with pytest.raises(NotListedError):
        subject_called(loaded, record, "tulsa police")
    with pytest.raises(NotFoundError):
        subject_called(loaded, record, "no such place qq")
    with pytest.raises(InputError, match="no such model"):
        subject_called(loaded, record, "12021", "XYZ")


def test_a_file_is_written_by_its_ending_or_not_at_all(home: Path, tmp_path: Path) -> None:
    path = write_dossier("collier county fl", home=home, out=tmp_path / "c.html", language="es")
    assert '<html lang="es">' in path.read_text(encoding="utf-8")
    with pytest.raises(InputError, match="ends neither"):
        write_dossier("collier county fl", home=home, out=tmp_path / "c.doc")
    with pytest.raises(InputError, match="no such language"):
        write_dossier("collier county fl", home=home, out=tmp_path / "d.pdf", language="fr")
    assert [one.name for one in tmp_path.iterdir()] == ["c.html"]


def test_neighbors_share_a_border_both_ways() -> None:
    assert "12071" in neighbors("12021")
    assert all(fips in neighbors(other) for fips in ("12021", "48201", "24021") for other in neighbors(fips))
    assert neighbors("15003") == ()
