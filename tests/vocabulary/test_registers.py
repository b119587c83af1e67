"""Models, acts, editions and sections stand in one table each, and every room reads them there."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import open287g
from open287g.documents.editions.profile_files import profiles
from open287g.documents.editions.register import edition_rows
from open287g.documents.library.facts import shipped
from open287g.rulebook.language.provision import provisions
from open287g.rulebook.law.powers import powers
from open287g.rulebook.listing.compare import terms
from open287g.vocabulary import facts, labels
from open287g.vocabulary.acts import ACTS
from open287g.vocabulary.editions import EDITIONS, HELD
from open287g.vocabulary.models import HELD_MODELS, MODELS, SHOWN
from open287g.vocabulary.sections import sections, sections_of

PACKAGE = Path(open287g.__file__).parent


def test_each_register_is_one_table_with_evidence_in_every_row() -> None:
    for name in ("models", "acts", "editions"):
        with (PACKAGE / "vocabulary" / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
            assert all(row["evidence"] for row in csv.DictReader(handle)), name


def test_facts_labels_powers_and_editions_read_the_same_models_and_acts() -> None:
    assert tuple(MODELS) == facts.MODELS and set(MODELS) < set(labels.MODELS)
    assert set(HELD_MODELS) == set(SHOWN) == {EDITIONS[name].model for name in HELD}
    assert tuple(ACTS) == facts.ACTS == tuple(labels.ACTS)
    assert set(powers()) == set(ACTS) and all(tuple(row) == HELD_MODELS for row in powers().values())


def test_documents_and_rulebook_give_an_edition_the_same_first_day() -> None:
    assert {row["id"]: row["since"] for row in edition_rows()} == {name: EDITIONS[name].since for name in HELD}


def test_every_section_a_provision_or_term_names_is_a_section_of_its_edition() -> None:
    named = {pair for p in provisions() for pair in p.clauses}
    named |= {pair for term in terms().values() for pair in term["in"].items()}
    assert {(edition, section) for edition, section in named if section not in sections_of(edition)} == set()


def test_the_sections_of_the_wordings_are_those_of_the_register() -> None:
    for name, profile in profiles().items():
        assert {section.id: section.heading for section in profile.sections} == sections()[name]


def test_no_memorandum_read_took_effect_before_the_first_day_of_its_edition() -> None:
    effective = [
        (row["edition"], row["file"], row["effective_on"]) for row in shipped()["documents"] if row["effective_on"]
    ]
    assert len(effective) >= 5
    assert [row for row in effective if date.fromisoformat(row[2]) < EDITIONS[row[0]].since] == []
