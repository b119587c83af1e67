"""The law as it is read: words, numbers, comparisons, coverage, pages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from open287g.cli.main import app
from open287g.core.errors import NotFoundError
from open287g.rulebook.engine.digits import layout
from open287g.rulebook.language.provision import provision_named, provisions
from open287g.rulebook.language.reach import is_standing
from open287g.rulebook.law.numbers import parameters
from open287g.rulebook.listing.compare import compare, terms
from open287g.rulebook.listing.coverage import coverage
from open287g.rulebook.listing.spanish import says_es, spoken_ids
from open287g.vocabulary.acts import act_name
from open287g.vocabulary.editions import EDITIONS, HELD, edition_named
from open287g.vocabulary.facts import ACTS
from tests.rulebook.scenarios import FOLDER
from tools import law

RUN = CliRunner()


def test_the_pages_of_the_law_are_what_the_rulebook_says() -> None:
    pages = law.pages()
    there = {str(path.relative_to(law.FOLDER)): path.read_text(encoding="utf-8") for path in law.FOLDER.rglob("*.md")}
    assert there == pages, "Run: python -m tools.law"


def test_every_provision_speaks_and_cites_in_both_languages() -> None:
    assert spoken_ids() == {p.id for p in provisions()}
    for p in provisions():
        assert p.says.endswith(".") and says_es(p.id).endswith("."), p.id
        assert p.cites, p.id
    for term in terms().values():
        assert term["en"] and term["es"]
        assert set(term["in"]) <= set(HELD)
        assert "value" not in term or set(term["value"]) == set(term["in"])
    assert all(act_name(act, "es") for act in ACTS)


def test_what_yields_names_what_it_yields_to() -> None:
    yielding = [p for p in provisions() if p.kind == "reading"]
    assert {p.id for p in yielding} == {
        "power.serve-removal-warrant-by-statute",
        "statute.cooperation",
        "statute.not-compelled",
    }
    for p in yielding:
        assert provision_named(p.yields_to).kind == "condition"


def test_every_number_is_read_by_a_provision_and_cited() -> None:
    read = {name for p in provisions() for name in p.numbers}
    assert read | {"covered"} == set(parameters())
    for one in parameters().values():
        assert all(value.cites for value in one.values)


def test_every_number_holds_from_the_first_day_of_each_provision_that_reads_it() -> None:
    first = parameters()["covered"].values[0].since
    for p in provisions():
        for name in p.numbers:
            assert parameters()[name].values[0].since <= max(p.since or first, first), (p.id, name)


def test_no_two_provisions_share_a_digit() -> None:
    places = list(layout().values())
    assert len(set(places)) == len(places) == len(provisions())
    assert is_standing(provision_named("who.citizen")) and not is_standing(provision_named("wso.at-release"))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("wso 2025", "WSO-2025"),
        ("WSO-2025-02-14", "WSO-2025"),
        ("tfm_2025_0307", "TFM-2025-0307"),
        ("hybrid", "HYBRID-2007"),
    ],
)
def test_editions_are_known_by_many_spellings(text: str, name: str) -> None:
    found = edition_named(text)
    assert found is not None and found.name == name
    assert edition_named("WSO-2031") is None


def test_steering_committees_are_gone_in_2025() -> None:
    (found,) = [one for one in compare("JEM-2020", "JEM-2025") if one.id == "steering-committee"]
    assert (found.a, found.b) == ("yes (V.C)", "no")


def test_a_wso_may_not_interrogate() -> None:
    found = {one.id: (one.a, one.b) for one in compare("JEM", "WSO")}
    assert found["power.interrogate"] == ("listed", "not listed")
    assert found["jem.interrogate-detained"] == ("yes", "no")


def test_the_clock_on_claims_of_citizenship_softened_in_2020() -> None:
    found = {one.id: (one.a, one.b) for one in compare("WSO-2019", "WSO-2020b")}
    assert found["citizenship-clock"] == ("in no case later than one hour (App.A)", "generally within one hour (App.A)")


def test_no_difference_is_known_between_the_task_force_texts_of_2025() -> None:
    assert compare("TFM-2025-0212", "TFM-2025-0307") == []


def test_an_edition_not_held_is_refused_in_a_comparison() -> None:
    with pytest.raises(NotFoundError, match="WSO-2031"):
        compare("WSO-2031", "WSO")
    with pytest.raises(NotFoundError, match="HYBRID"):
        compare("HYBRID", "WSO")


def test_coverage_crosses_sections_provisions_and_scenarios() -> None:
    rows = coverage(FOLDER)
    assert {row["provision"] for row in rows if row["provision"]} == {p.id for p in provisions()}
    assert {row["edition"] for row in rows} == {"", *HELD}
    held = [row for row in rows if row["provision"] == "wso.at-release" and row["edition"] == "WSO-2025"]
    assert [(row["section"], row["pass"] > 0, row["fail"] > 0) for row in held] == [("App.A", True, True)]


def test_clauses_name_editions_of_the_provision_itself() -> None:
    for p in provisions():
        assert {edition for edition, _ in p.clauses} <= set(p.editions), p.id
        assert all(EDITIONS[edition].model in p.models for edition in p.editions)


def test_the_commands_answer(tmp_path: Path) -> None:
    listed = RUN.invoke(app, ["rules", "list", "--model", "wso", "--act", "interrogate", "--format", "json"])
    assert "power.interrogate" in {row["id"] for row in json.loads(listed.stdout)}
    shown = RUN.invoke(app, ["rules", "show", "wso.at-release", "-l", "es", "--format", "json"])
    assert json.loads(shown.stdout)["says"] == says_es("wso.at-release")
    facts = RUN.invoke(app, ["rules", "facts", "officer", "--format", "json"])
    assert {"fact": "revoked_on", "empty": "none"}.items() <= next(
        row for row in json.loads(facts.stdout) if row["fact"] == "revoked_on"
    ).items()
    crossed = RUN.invoke(app, ["rules", "coverage", "--scenarios", str(FOLDER), "--format", "csv"])
    assert crossed.stdout.startswith("edition,section,provision")
    assert RUN.invoke(app, ["rules", "coverage", "--scenarios", str(tmp_path / "none")]).exit_code != 0
