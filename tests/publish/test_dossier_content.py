"""What a dossier says before a vote, in both languages, and what it says it does not know."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from open287g.core.errors import InputError, NotFoundError, NotListedError
from open287g.costs.asked import Asked, known_assumptions, residents_of
from open287g.costs.comparison import compared
from open287g.costs.told import per_is_least
from open287g.places.counties import counties
from open287g.places.neighbors import neighbors
from open287g.publish.dossier.arrests import arrests_here
from open287g.publish.dossier.make import make
from open287g.publish.dossier.note_tables import sums
from open287g.publish.dossier.reader import Reader
from open287g.publish.dossier.subject import of_agency, of_county, subject_called
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
    assert [row[2:] for row in costs.rows if row[0] == "All of these, at least"] == [("$510,000", "$5,531,120")]
    assert ("nothing new", "$5,021,120") in [tuple(row[2:]) for row in costs.rows]
    missing = section(dossier_of(loaded, "12021", "en", *told, model="TFM"), "Not in the sum")
    assert any("Detainers a year" in row[1] for row in missing.rows)
    assert costs.lines[0] == "Counted for the model Task force (TFM)."


@pytest.mark.parametrize(("language", "least"), [("en", "at least"), ("es", "al menos")])
def test_a_share_of_the_cost_is_at_least_that_while_lines_are_left_out(
    loaded: LoadedRecord, language: str, least: str
) -> None:
    reader = Reader(loaded, language)
    known = known_assumptions("TFM", told=("wage=34", "benefits=0.42", "officers=10"), residents=residents_of(1000))
    facts = compared(Asked("", None, "TFM", "", None), known, draws=100)
    assert per_is_least(facts)
    told = [line for line in sums(reader, facts).lines if "$" in line]
    assert len(told) == 2 and all(f": {least} $" in line for line in told)
    for row in facts["totals"]:
        row["bound"] = "whole"
    assert not any(least in line for line in sums(reader, facts).lines if "$" in line)


def test_a_cost_of_a_range_is_told_with_it_and_no_unknown_is_a_zero(loaded: LoadedRecord) -> None:
    told = ("wage=28 34 41", "overtime_hours=200", "officers=10")
    costs = section(dossier_of(loaded, "12021", "es", *told, model="TFM"), "Lo que cuesta")
    (overtime,) = [row for row in costs.rows if row[0] == "Horas extra para el programa."]
    assert overtime[1] == "la agencia"
    assert re.fullmatch(r"\$[0-9,]+ \(de \$[0-9,]+ a \$[0-9,]+\)", overtime[2])
    nothing = section(dossier_of(loaded, "12021", "en", model="TFM"), "What it costs")
    assert not nothing.rows and "No cost is counted" in nothing.lines[-1]


def test_controls_are_told_where_an_agreement_is_in_force_and_penalties_as_they_were_read(loaded: LoadedRecord) -> None:
    collier = dossier_of(loaded, "12021")
    told = {row[0]: row[2] for row in section(collier, "Controls that auditors asked for").rows}
    assert told["Measures of performance exist"] == "unknown" and len(told) == 16
    assert "Controls that auditors asked for" not in {one.title for one in dossier_of(loaded, "06037").sections}
    law = section(collier, "What the state's law says").lines
    assert law[-1] == "A penalty is told of and was not read in the law: Fla. Stat. § 908.107 (Enforcement)."
    texas = section(dossier_of(loaded, "48201"), "What the state's law says").lines
    assert texas[-1].startswith("Penalties: The attorney general may go to court") and "ch. 753" in texas[-1]


def test_without_a_model_all_are_told_and_a_would_be_model_alone_where_it_is_named(loaded: LoadedRecord) -> None:
    powers = section(dossier_of(loaded, "06037"), "What their officers may do")
    assert powers.head[1:4] == ("TFM", "WSO", "JEM")
    assert section(dossier_of(loaded, "06037", model="WSO"), "What their officers may do").head[1] == "WSO"
    assert dossier_of(loaded, "66010").title == "Guam"


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


def test_what_may_come_back_is_told_by_model_and_state_with_no_promise_of_its_length(loaded: LoadedRecord) -> None:
    title = "What may come back, and for how long"
    florida = section(dossier_of(loaded, "12021", model="TFM"), title)
    assert any("How long any of it lasts is not known" in line for line in florida.lines)
    assert {row[0] for row in florida.rows} == {"ICE", "the state"}
    jail = section(dossier_of(loaded, "24021", model="JEM"), title)
    assert not jail.rows and "Of ICE, no scheme is known" in jail.lines[0]
    texas = section(dossier_of(loaded, "48201", model="WSO"), title)
    assert not texas.rows and "grants under SB 8" in texas.lines[-1], "amounts that nobody read are no figures"


def test_other_places_are_told_once_a_basis_and_a_verdict_on_appeal_as_that(loaded: LoadedRecord) -> None:
    told = section(dossier_of(loaded, "06037"), "What it cost, and what went wrong, elsewhere")
    places = [(row[0], row[2]) for row in told.rows]
    assert len(places) == len(set(places))
    suffolk = next(row for row in told.rows if row[0] == "Suffolk County, NY")
    assert "appeal announced" in suffolk[2] and suffolk[1] == "$112,000,000"
    assert not any("Mecklenburg" in row[0] for row in told.rows), "a figure that nobody read is in no result"


def test_the_years_before_the_lists_and_the_states_answer_are_told(loaded: LoadedRecord) -> None:
    frederick = dossier_of(loaded, "24021")
    assert "February 6, 2008" in {row[2] for row in section(frederick, "Before 2021").rows}
    first = section(frederick, "The question before you").lines[-1]
    assert first.startswith("The state's law on May 18, 2026") and "banned" in first
    assert section(frederick, "Population").lines[0].startswith("Frederick County: ")


def test_rules_after_the_list_and_bills_without_force_are_told_as_that(loaded: LoadedRecord) -> None:
    title = "What the state's law says"
    assert any(
        line.startswith("From May 20, 2026, all agencies: ")
        for line in section(dossier_of(loaded, "35045"), title).lines
    )
    knox = section(dossier_of(loaded, "47093"), title).lines
    assert any(line.startswith("Of no known first day, sheriffs who run jails: ") for line in knox)
    assert any("vetoed and binds no one" in line for line in section(dossier_of(loaded, "04013"), title).lines)
    harris = section(dossier_of(loaded, "48201"), "Before 2021")
    assert "Harris County Sheriff's Office" in {row[0] for row in harris.rows}, "who has none today had some"


def test_a_towns_police_has_its_own_people_and_officers_beside_the_countys(loaded: LoadedRecord) -> None:
    subject = of_agency(loaded, "SC-jamestown-police-department")
    lines = section(make(loaded, subject, "en", known_assumptions("TFM")), "Population").lines
    assert lines[0].startswith("Berkeley County: ")
    assert re.fullmatch(r"The agency, by the FBI's roster of 20[0-9]{2}: 73 people served, [0-9]+ officers\.", lines[1])


def test_of_two_models_the_one_that_is_not_counted_is_named(loaded: LoadedRecord) -> None:
    told = section(dossier_of(loaded, "12021"), "What it costs").lines
    assert told[0] == "Counted for the model Jail enforcement (JEM)."
    assert told[1].startswith("Not counted here: Task force (TFM)")


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


def test_arrests_are_told_where_the_release_names_the_place_and_not_known_elsewhere(loaded: LoadedRecord) -> None:
    def told(fips: str) -> str:
        subject = of_county(loaded, counties()[fips])
        section = arrests_here(Reader(loaded, "en"), subject)
        return " ".join([*section.lines, *(cell for row in section.rows for cell in row)])

    gwinnett = told("13135")
    assert "5,962" in gwinnett and "FOIA 2019-ICFO-53623" in gwinnett
    assert "Later arrests are not known" in gwinnett
    assert "595" in told("37119"), "Mecklenburg's agreement ended before the lists of today"
    assert "Not known" in told("06037") and "that is not 0" in told("06037")
