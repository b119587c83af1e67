"""Sentences of answers are told in Spanish where Spanish is asked for, whichever room wrote them."""

from __future__ import annotations

import csv
import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from open287g.cli.main import app, main
from open287g.documents import check, comparisons
from open287g.record.doctor import examine
from open287g.rulebook.decide import SEVERAL, decide
from open287g.rulebook.engine.contradictions import CHECKS
from open287g.ui.notes import told
from open287g.vocabulary import columns
from open287g.vocabulary.messages import translations


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


TABLES = [
    "headline --since 2026-01",
    "asof 2025-04-24",
    "changes --days 7",
    "agency collier fl",
    "agency maricopa county sheriff az",
    "evidence FL-collier-county-sheriffs-office:TFM:1",
    "ended --state MD",
    "pending --state TX",
    "flickers --state FL",
    "signals --state GA",
    "snapshots --limit 3",
    "candidates --limit 3",
    "who houston tx",
    "law TX",
    "law",
    "facilities guam",
    "controls collier fl",
    "doctor",
    "rules list --act detain --limit 3",
    "rules facts act",
    "rules cases alone",
    "rules show hold.past-release",
    "rules diff 2025-01-01 2026-11-27",
    "decide detain -F agreement.model=WSO",
    "fiscal-note collier fl --model TFM --officers 10 --set wage=40 --set benefits=0.3",
    "places state texas",
    "places county collier fl",
    "places ori FL0110000",
    "places unmatched --limit 3",
    "documents templates WSO-2025",
    "documents templates",
    "rules compare JEM TFM",
    "rules coverage --limit 3",
    "activity schema acts",
    "effects-published --limit 3",
    "registers",
    "registers settlements --limit 3",
    "registers program_costs --limit 3",
    "registers penalties --limit 3",
    "chart states",
]
SAME = {"ori", "sha256", "control", "id", "fips", "p5", "p50", "p95"}
"""Columns that Spanish calls so too."""


@pytest.mark.parametrize("line", TABLES)
def test_every_column_of_a_table_has_a_spanish_name(home: Path, line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    english: set[str] = set()
    called = columns.called

    def noted(column: str, language: str) -> str:
        told = called(column, language)
        english.update({column} if told == column and re.fullmatch("[a-z0-9_]+", column) else ())
        return told

    monkeypatch.setattr(columns, "called", noted)
    monkeypatch.setenv("OPEN287G_HOME", str(home))
    assert ask(*line.split(), "--lang", "es").strip()
    # What an inner mapping counts by, a grade of an ending, was told by its word before it came here.
    words = {translations("es").gettext(word) for words in columns.CODES.values() for word in words.values()}
    assert english - SAME - words == set()


def test_a_catalogue_names_each_column_once_and_takes_no_word_of_english() -> None:
    rows = list(csv.reader(Path(columns.__file__).with_name("columns_es.csv").read_text(encoding="utf-8").splitlines()))
    names = [name for name, _ in rows[1:]]
    assert names == sorted(names)
    assert len(names) == len(set(names))
    assert all(word.strip() for _, word in rows)


def test_titles_remarks_and_codes_are_told_in_spanish(home: Path) -> None:
    for line, held in {
        "headline": ["Acuerdos 287(g) según la lista de ICE del 18 de mayo de 2026", "Desde el 2026-04-19"],
        "who houston tx": ["Acuerdos de Houston, TX en la lista de ICE del", "todo el condado", "Policía de Houston"],
        "signals --limit 2": ["Se muestran 2 de", "Señales", "Aquí no caben: "],
        "changes --since 2022-03-01 --until 2022-03-02": ["Cambios del 1 de marzo de 2022 al 2 de marzo", "ninguno"],
    }.items():
        said = ask(*line.split(), "--lang", "es", "--home", str(home))
        assert all(words in " ".join(said.split()) for words in held), said
    assert "Texas, sheriff, 2026-11-27: obligatorio" in ask("law", "TX", "--day", "2026-11-27", "--lang", "es")


def test_keys_for_programs_stay_english(home: Path, tmp_path: Path) -> None:
    line = ["changes", "--days", "7", "--home", str(home), "-q"]
    assert ask(*line, "--lang", "es", "-f", "csv").partition("\n")[0] == ask(*line, "-f", "csv").partition("\n")[0]
    assert ask(*line, "--lang", "es", "--columns", "kind,state").count("estado") == 1
    assert ask(*line, "--lang", "es", "-o", str(tmp_path)) == ""
    assert [path.name for path in tmp_path.iterdir()] == ["changes_since_2026_05_12.csv"]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("agency lee --lang es", ["'lee' puede ser varias agencias", "en ninguna lista", "y 6 más"]),
        ("agency coller fl -l es", ["nada se llama 'coller fl'", "Las listas nombran en todo Florida: "]),
        ("who los angeles ca --lang=es", ["ninguna agencia de allí está en la lista de ICE del 18 de mayo"]),
        ("who --language es --state texsa", ["'texsa' no es un estado", "¿Quiso decir Texas?"]),
        ("asof 2030-01-01 --lang es", ["no se sabe: ninguna lista", "del 13 de enero de 2021 al 18 de mayo"]),
        ("headline --since 2026-12-01 --lang es", ["ninguna lista que se tenga habla de cambios desde el 1 de dic"]),
        ("agency atlanta police ga --lang es", ["Policía de Atlanta", "existe, y no está en ninguna lista de ICE"]),
        ("headline --since tomorrow --lang es", ["'tomorrow' no es un día", "Escríbalo como AAAA-MM-DD"]),
        ("agency lee --lang en", ["could be several agencies"]),
        ("agency lee --lang zz", ["there is no such language"]),
    ],
)
def test_what_is_refused_is_told_in_the_language_asked_for(
    home: Path, line: str, says: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("OPEN287G_HOME", str(home))
    monkeypatch.setattr("sys.argv", ["open287g", *line.split()])
    with pytest.raises(SystemExit):
        main()
    told = capsys.readouterr().err
    assert all(words in told for words in says), told
