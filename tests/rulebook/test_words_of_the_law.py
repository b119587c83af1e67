"""Above each provision stands its sentence, exactly as the law or the memorandum has it, with its address and days."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

from open287g.cli.main import app
from open287g.documents.findings.clauses import text_of
from open287g.documents.read import ReadOptions, read_document
from open287g.rulebook.language.addresses import Law, citation
from open287g.rulebook.language.provision import provision, provision_named, provisions
from open287g.rulebook.language.wording import GAP, LONGEST
from open287g.rulebook.law.numbers import parameters
from open287g.rulebook.listing.compare import terms
from open287g.rulebook.listing.spanish import says_es
from open287g.vocabulary.editions import EDITIONS

READ = {name: text for name, text in yaml.safe_load((Path(__file__).parent / "laws.yaml").read_text("utf-8")).items()}

MEMORANDA = {
    "WSO-2019": ("287gWSO_BrevardCoFl2019-05-06.pdf", "287gWSO_ManateeCoFl2019-05-06.pdf"),
    "WSO-2025": ("palmBeachCoSheriffsOffice_WSO_MOA_02.26.2025.pdf",),
    "JEM-2020": ("287gJEM_BentonCoAR_06-30-2020.pdf", "287gJEM_PolkCoGa2020-07-02.pdf"),
    "JEM-2025": ("EllisCoTX_JEM_MOA_04.16.2025.pdf",),
    "TFM-OAG": ("TexasOfficeAttorneyGeneral_TFM_MOA_01.30.25.pdf",),
    "TFM-2025-0307": ("IowaDeptPublicSafety_TFM_MOA_03.24.2025.pdf",),
}
"""Memoranda of each edition that is quoted whose own text layer is clear."""

NAMES = re.compile(r"[^a-z0-9]")
"""A text layer joins words and loses dashes and quotes; the letters of the words stand in their order all the same."""


def letters(text: str) -> str:
    return NAMES.sub("", text.lower())


def holds(text: str, quote: str) -> bool:
    """Each part of `quote` stands in `text`, in order."""
    place, whole = 0, letters(text)
    for part in map(letters, quote.split(GAP)):
        place = whole.find(part, place)
        if place < 0:
            return False
        place += len(part)
    return True


def test_every_provision_has_its_sentence_or_says_why_not() -> None:
    assert {p.id for p in provisions() if not p.quotes} == {
        "rulebook.covered",
        "policy.detainer-with-warrant",
        "standard.force",
        "standard.custody-decided",
        "agreement.claims-of-the-list",
    }
    for p in provisions():
        assert bool(p.quotes) != bool(p.unread), p.id
        assert all(len(quote.text.replace(GAP, " ").split()) <= LONGEST for quote in p.quotes), p.id


def test_every_quote_of_a_law_is_found_word_for_word_in_the_law_as_it_was_read() -> None:
    quoted = [(p.id, quote) for p in provisions() for quote in p.quotes if quote.law]
    assert {quote.law for _, quote in quoted} == set(READ)
    for id, quote in quoted:
        assert all(part in READ[quote.law] for part in quote.text.split(GAP)), (id, quote.law)
        assert Law(quote.law).read_in, (id, quote.law)


@pytest.mark.shared
@pytest.mark.parametrize("edition", MEMORANDA)
def test_every_quote_of_an_edition_is_found_in_its_section_of_the_edition_s_memoranda(
    shared: Path, edition: str
) -> None:
    texts: dict[str, list[str]] = {}
    for name in MEMORANDA[edition]:
        (path,) = [*(shared / "data").rglob(name)]
        read = read_document(path, ReadOptions(engine="none"))
        assert read.identity.edition == edition
        for clause in read.clauses:
            texts.setdefault(clause.section, []).append(text_of(read.pages, clause))
    for p in provisions():
        for quote in p.quotes:
            if quote.edition == edition:
                assert any(holds(text, quote.text) for text in texts[quote.section]), (p.id, quote.text)


def test_every_edition_quoted_has_memoranda_that_are_read_for_it() -> None:
    assert {quote.edition for p in provisions() for quote in p.quotes if quote.edition} == set(MEMORANDA)


def test_a_provision_of_memoranda_alone_is_quoted_for_each_of_its_models() -> None:
    for p in provisions():
        if p.quotes and not p.laws:
            quoted = {EDITIONS[quote.edition].model for quote in p.quotes}
            assert quoted == set(p.models), p.id


def test_a_provision_of_an_edition_is_in_force_from_the_edition_s_first_day() -> None:
    assert provision_named("jem.in-jail").since == EDITIONS["JEM-2020"].since
    assert provision_named("wso.at-release").since == EDITIONS["WSO-2019"].since
    assert provision_named("complaint.posters").since == EDITIONS["JEM-2020"].since
    for p in provisions():
        if p.of_edition:
            assert p.since == min(EDITIONS[name].since for name in p.editions), p.id


def test_a_provision_of_a_law_has_the_day_of_the_law_and_none_where_no_source_says_it() -> None:
    assert str(provision_named("statute.supervision").since) == "1996-09-30"
    assert str(provision_named("hold.past-release").since) == "1997-04-01"
    assert provision_named("standard.no-coercion").since is None
    for p in provisions():
        if not p.of_edition:
            assert p.since == p.laws[0].since, p.id
            assert p.since is None or p.laws[0].address.startswith(
                ("8 USC 1357(g)", "8 USC 1252c", "8 CFR 241.2", "8 CFR 287.7", "ICE", "Form", "Constitution")
            ), p.id


def test_citation_and_link_come_from_the_address() -> None:
    assert Law("8 USC 1357(g)(3)").cites == "8 U.S.C. 1357(g)(3)"
    assert Law("8 USC 1357(g)(3)").link.startswith("https://uscode.house.gov/")
    assert Law("8 CFR 287.7(d)").link == "https://www.ecfr.gov/current/title-8/section-287.7#p-287.7(d)"
    assert Law("8 CFR 287.7").link == "https://www.ecfr.gov/current/title-8/section-287.7"
    assert Law("ICE Policy 10074.2").link == ""
    laws = [*map(Law, ("8 USC 1226", "8 USC 1357", "8 CFR 287.7(d)", "Form I-247A, Immigration Detainer"))]
    assert citation(laws) == "8 U.S.C. 1226, 1357; 8 CFR 287.7(d); Form I-247A, Immigration Detainer"
    assert provision_named("complaint.posters").cites == "JEM MOA, App. B; WSO MOA of late 2020 and 2025, App. B"
    assert provision_named("hold.past-release").cites == "8 CFR 287.7(d)"


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"law": "8 USC 1357(g)(3)"}, "needs the words"),
        ({"law": "8 USC 1357(g)(3)", "words": "a", "unread": "b"}, "needs the words"),
        ({"words": "words of nothing"}, "words of no law"),
        ({"at": {"JEM": "IV.B"}, "words": {"WSO-2025": "words"}}, "where it does not stand"),
        ({"law": "8 USC 1357(g)(3)", "words": {"8 USC 1357(g)(5)": "words"}}, "where it does not stand"),
        ({"law": "8 USC 1357(g)(3)", "words": "word " * 41}, "more than 40 words"),
    ],
)
def test_a_provision_without_its_words_or_with_words_from_elsewhere_is_refused(told: dict[str, Any], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        provision("test.words", **told)


UNITS = {
    "en": {"hours": "hours?", "days": "days?", "years": "years?", "percent": "percent", "examinations": "examination"},
    "es": {"hours": "horas?", "days": "días?", "years": "años?", "percent": "por ciento", "examinations": "examen"},
}
WORDS = {"en": {1: "one", 2: "two"}, "es": {1: "una?|la", 2: "dos"}}
PHRASES = {
    "en": {(1, "years"): "once a year", (24, "hours"): "more than a day"},
    "es": {(1, "years"): "una vez al año", (24, "hours"): "más de un día"},
}
"""Numbers that a text says without its unit."""


def says_number(text: str, value: float, unit: str, language: str) -> bool:
    """The sentence has the number with its unit, in digits, in words or in a phrase."""
    digits = f"{value:g}|{WORDS[language].get(int(value), 'no word')}"
    return bool(re.search(rf"\b({digits}) {UNITS[language][unit]}", text)) or (
        PHRASES[language].get((int(value), unit), "no phrase") in text
    )


def numbers_in(text: str, language: str) -> set[tuple[float, str]]:
    """The numbers in digits that stand before a unit."""
    return {
        (float(number), unit)
        for unit, pattern in UNITS[language].items()
        for number in re.findall(rf"(\d+) {pattern}", text)
    }


def values_of(names: Iterable[str]) -> set[tuple[float, str]]:
    """The values of parameters, with their units."""
    return {(float(value.value), parameters()[name].unit) for name in names for value in parameters()[name].values}


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_words_of_a_provision_say_the_numbers_of_its_parameters_and_no_others(language: str) -> None:
    for p in provisions():
        text = says_es(p.id) if language == "es" else p.says
        for value, unit in values_of(p.numbers) - {(1.0, "1 inside")}:
            assert says_number(text, value, unit, language), (p.id, value, unit)
        assert numbers_in(text, language) <= values_of(p.numbers), p.id


@pytest.mark.parametrize("language", ["en", "es"])
def test_terms_of_the_editions_say_no_number_the_law_does_not_hold(language: str) -> None:
    for id, term in terms().items():
        told = [term[language], *(value[language] for value in term.get("value", {}).values())]
        assert numbers_in(" ".join(told), language) <= values_of(parameters()), id


def test_the_method_and_the_editions_say_no_number_the_law_does_not_hold() -> None:
    method = (Path(__file__).parents[2] / "docs" / "methods" / "rulebook.md").read_text(encoding="utf-8")
    for text in (method, *(edition.says for edition in EDITIONS.values())):
        assert numbers_in(text, "en") <= values_of(parameters())
    (notice,) = parameters()["agreement.notice_days"].values
    county = (Path(__file__).parents[2] / "docs" / "guide" / "county.md").read_text(encoding="utf-8")
    assert f"WSO with {notice.value:g} days' notice" in county


def test_the_command_shows_the_sentence_with_its_address() -> None:
    shown = CliRunner().invoke(app, ["rules", "show", "hold.past-release", "--format", "json"])
    (words,) = json.loads(shown.stdout)["words"]
    assert words.endswith("(8 CFR 287.7(d))") and "not to exceed 48 hours, excluding Saturdays" in words
    unread = json.loads(
        CliRunner().invoke(app, ["rules", "show", "standard.force", "-l", "es", "--format", "json"]).stdout
    )
    assert (unread["words"], unread["since"]) == ([], None) and unread["unread"].startswith("La frase")
