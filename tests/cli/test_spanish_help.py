"""Help and what is said of words that make no command are told in Spanish where Spanish is asked for."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from open287g.cli.main import app, main
from open287g.cli.speaking import language_here
from open287g.vocabulary.glossary_es import strays
from open287g.vocabulary.help_words import in_spanish

_TYPED = re.compile(r"(?<![\w-])--[\w-]+|\.\w{3,7}\b|\b[\w]+@\w+|\b\d+\b|\bopen287g [\w -]+")


def every(command: Any) -> Iterator[Any]:
    yield command
    for inner in getattr(command, "commands", {}).values():
        yield from every(inner)


def texts() -> set[str]:
    """Every text of help on one line, without the examples."""
    found: set[str] = set()
    for command in every(typer.main.get_command(app)):
        told = [command.help, *(getattr(param, "help", None) for param in command.params)]
        for paragraph in "\n\n".join(filter(None, told)).split("\n\n"):
            line = " ".join(paragraph.split())
            found |= {line} if line and not line.startswith(("open287g ", "Example")) else set()
    return found


def said(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    monkeypatch.setattr(sys, "argv", ["open287g", *words])
    with pytest.raises(SystemExit) as ended:
        main()
    out, err = capsys.readouterr()
    return int(ended.value.code or 0), out, err


def test_every_text_of_help_has_its_words_and_few_words_have_no_text() -> None:
    told = texts()
    without, unused = told - set(in_spanish()), set(in_spanish()) - told
    assert sorted(without) == []
    assert len(unused) <= len(told) / 20, sorted(unused)


@pytest.mark.parametrize("english", sorted(in_spanish()))
def test_spanish_help_keeps_what_is_typed_and_the_words_of_the_glossary(english: str) -> None:
    spanish = in_spanish()[english]
    assert strays(english, spanish) == []
    assert sorted(_TYPED.findall(spanish)) == sorted(_TYPED.findall(english))


@pytest.mark.parametrize(
    ("words", "held"),
    [
        (
            ["--help", "--lang", "es"],
            [
                "Uso: open287g [OPCIONES] COMANDO [ARGUMENTOS]...",
                "Comandos",
                "Enumera las ausencias tras las que volvió",
            ],
        ),
        (["rules", "list", "--help", "--lang=es"], ["Enumera las disposiciones.", "Ejemplo: open287g rules list"]),
        (["help", "agency", "-l", "es"], ["Muestra una agencia", "[obligatorio]", "[si falta: table]"]),
    ],
)
def test_help_is_told_in_spanish(
    words: list[str], held: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = said(monkeypatch, capsys, *words)
    assert code == 0
    assert all(one in " ".join(out.split()) for one in held), out
    assert "Usage: open287g" in said(monkeypatch, capsys, "rules", "--help")[1]


@pytest.mark.parametrize(
    ("words", "held"),
    [
        ("zork", "No existe el comando 'zork'."),
        ("agensy", "¿Quiso decir 'agency', "),
        ("asof", "Falta el argumento 'DATE'."),
        ("changes --dayz 7", "No existe la opción: --dayz (Opciones posibles: --days)"),
        ("changes --limit x", "Valor no válido para '--limit': debe ser un número entero"),
        ("law fl --body zork", "'zork' no es uno de 'sheriff', 'city',"),
        ("law alguacil de florida", "¿Quiso decir: open287g law FL --body sheriff?"),
        ("quién houston tx", "¿Quiso decir open287g who?"),
        ("headline --desde 2026-01", "¿Quiso decir --since?"),
        ("law kansas city", "Hay lugares de este nombre en KS, MO. Indique el estado: open287g law STATE"),
        ("headline extra", "Hay argumentos de más (extra)"),
        ("changes --days 7 --state", "La opción '--state' necesita un valor."),
        ("who --state florda", "¿Quiso decir Florida?"),
        ("changes --kind zork", "no es ninguna clase de cambio"),
    ],
)
def test_words_that_make_no_command_are_answered_in_spanish(
    words: str, held: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    name, *rest = words.split()
    for more, language in ((["--lang", "es"], "C"), ([], "es_MX.UTF-8")):
        monkeypatch.setenv("LC_ALL", language)
        code, out, err = said(monkeypatch, capsys, name, *more, *rest)
        assert (code, out) == (2, "")
        assert held in " ".join(err.replace("│", " ").split()), err


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({"LANG": "es_MX.UTF-8"}, "es"),
        ({"LANG": "es"}, "es"),
        ({"LANG": "es_ES.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LC_MESSAGES": "es_US", "LANG": "en_US.UTF-8"}, "es"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
        ({"LANG": "est_EE"}, "en"),
        ({}, "en"),
    ],
)
def test_the_environment_tells_the_language(environ: dict[str, str], language: str) -> None:
    assert language_here(environ) == language


def test_a_table_follows_the_environment_and_what_programs_read_does_not(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LC_ALL", "es_MX.UTF-8")
    line = ["rules", "list", "--act", "detain", "--limit", "1"]
    assert "clase" in said(monkeypatch, capsys, *line)[1]
    spanish = said(monkeypatch, capsys, *line, "--format", "json")[1]
    written = said(monkeypatch, capsys, *line, "-o", str(tmp_path / "rules.csv"))
    monkeypatch.setenv("LC_ALL", "C")
    assert said(monkeypatch, capsys, *line, "--format", "json")[1] == spanish
    assert said(monkeypatch, capsys, *line, "--format", "csv")[1] == (tmp_path / "rules.csv").read_text(), written
