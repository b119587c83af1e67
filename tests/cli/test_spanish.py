"""Sentences of answers are told in Spanish where Spanish is asked for, whichever room wrote them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from open287g.cli.main import app
from open287g.documents import check, comparisons
from open287g.record.doctor import examine
from open287g.rulebook.decide import SEVERAL, decide
from open287g.rulebook.engine.contradictions import CHECKS
from open287g.ui.notes import told


def ask(*words: str) -> str:
    return CliRunner().invoke(app, list(words)).output


def test_a_home_that_is_well_and_one_that_is_not_are_told_in_spanish(home: Path, tmp_path: Path) -> None:
    said = ask("doctor", "--home", str(home), "--lang", "es")
    assert "solo su dueño escribe aquí" in said or "otras cuentas pueden escribir aquí" in said
    assert "acuerdos; Se basa en la lista de ICE" in said
    (tmp_path / "archive").mkdir()
    tmp_path.chmod(0o777)
    for one in (*examine(tmp_path, datetime.now(UTC)), *examine(tmp_path / "none", datetime.now(UTC))):
        if one.check not in ("home", "versions") or not one.ok:
            assert told(one.says, "es"), one.says
            assert not one.remedy or one.remedy.startswith(("chmod", "open287g build")) or told(one.remedy, "es")


@pytest.mark.parametrize("command", ["flickers", "facilities"])
def test_a_list_says_in_spanish_on_what_it_rests(home: Path, command: str) -> None:
    assert "Se basa en la lista de ICE" in ask(command, "--state", "FL", "--lang", "es", "--home", str(home))


def test_what_a_decision_says_of_itself_is_told_in_spanish() -> None:
    claimed = {"model": "WSO", "listed_signed_on": "2025-03-01"}
    facts = [
        {"act": {"act": "detain", "at": "2025-06-01"}, "agreement": claimed | {"listed_until": "2026-05-18"}},
        {"act": {"act": "detain"}, "agreement": claimed | {"delisted_on": "2026-05-18"}},
        {"act": {"act": "detain"}, "agreement": claimed | {"ice_signed_on": "2025-03-01"}},
        {"act": {"act": "detain"}, "agreement": claimed | {"agency_signed_on": "2025-03-01"}},
    ]
    for given in facts:
        basis = decide(given).basis
        assert basis
        assert all(told(line, "es") for line in basis), basis
    assert told(SEVERAL, "es")
    assert all(told(check.says, "es") for check in CHECKS)
    said = ask("decide", "--act", "detain", "-F", "agreement.model=WSO", "--lang", "es")
    assert "Se basa en: No se dice el día del acto" in said
    assert "Agencia y acuerdo:" in said


def test_findings_on_documents_have_spanish_forms() -> None:
    for _, says in check._KINDS.values():
        assert told(says, "es")
    whys = ["no agreement links this file", "the document does not say its state", "the record has no SIGNED"]
    source = Path(comparisons.__file__).read_text(encoding="utf-8")
    assert all(why in source and told(why, "es") for why in whys)


def test_json_keeps_the_words_of_the_record(home: Path) -> None:
    plain, spanish = (json.loads(ask("facilities", "guam", "--home", str(home), "-q", "-f", "json", *more))
                      for more in ([], ["--lang", "es"]))  # fmt: skip
    assert plain == spanish
