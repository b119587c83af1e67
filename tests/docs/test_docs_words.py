"""Commands, options, make targets, links and abbreviations in the pages exist."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from open287g.archive.workbooks.columns import HEADERS
from tests.docs.conftest import PAGES, ROOT, name
from tools import docs

COMMANDS: dict[str, Any] = dict(docs.commands())
_FENCE = re.compile(r"^```(\w*)[^\n]*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^()\s]+(?:\([^()\s]*\))?)\)")
_SHOUTED = re.compile(r"(?<![\w`./:-])[A-Z][A-Z0-9]+(?![\w`/-])")


def fault(line: str) -> str | None:
    """Why a command line cannot be typed; None if it can."""
    words = shlex.split(re.split(r"\s[|>&]", line)[0], comments=True)
    known = [n for n in range(len(words), 0, -1) if " ".join(words[:n]) in COMMANDS]
    if not known:
        groups = {" ".join(found.split()[:2]) for found in COMMANDS}
        return (
            None
            if len(words) < 3 and " ".join(words) in {"open287g", "open287g --version", *groups}
            else f"no such command: {line}"
        )
    options = {name for p in COMMANDS[" ".join(words[: known[0]])].params for name in [*p.opts, *p.secondary_opts]}
    strange = [word for word in words[known[0] :] if word.startswith("-") and word.split("=")[0] not in options]
    strange = [word for word in strange if word != "--help"]
    return f"no such option in {line}: {strange}" if strange else None


def commands_said(text: str) -> Iterator[str]:
    """Every command line in a page: in blocks for the shell, and in the running text between backticks."""
    for found in _FENCE.finditer(text):
        start = {"sh": "open287g ", "console": "$ open287g "}.get(found[1])
        lines = found[2].splitlines() if start else []
        yield from (line.removeprefix("$ ") for line in lines if line.startswith(start or "-"))
    yield from re.findall(r"`(open287g [^`]+)`", _FENCE.sub("", text))


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_commands_in_the_pages_can_be_typed(page: Path) -> None:
    assert [said for line in commands_said(page.read_text(encoding="utf-8")) if (said := fault(line))] == []


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_no_example_of_a_page_shows_an_error_in_place_of_its_answer(page: Path) -> None:
    shown = [found[2] for found in _FENCE.finditer(page.read_text(encoding="utf-8")) if found[1] == "console"]
    assert [line for said in shown for line in said.splitlines() if line.startswith("open287g: ")] == []


@pytest.mark.parametrize("words", COMMANDS)
def test_examples_in_help_can_be_typed(words: str) -> None:
    paragraphs, examples = docs.parted_help(COMMANDS[words])
    assert paragraphs
    assert [said for line in examples if (said := fault(line))] == []


def test_a_wrong_command_or_option_is_noticed() -> None:
    assert fault("open287g asof 2025-04-24 --know 2025-04-24")
    assert fault("open287g as-of 2025-04-24")
    assert fault("open287g archive burn")
    assert fault("open287g asof 2025-04-24 --known 2025-04-24 --format csv > x.csv") is None


def test_make_targets_in_the_pages_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    said = {word for page in PAGES for word in re.findall(r"(?:^|`)make ([a-z]+)", page.read_text(), re.MULTILINE)}
    assert {"run", "test"} <= said
    assert said - targets == set()


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_lead_somewhere(page: Path) -> None:
    links = _LINK.findall(_FENCE.sub("", page.read_text(encoding="utf-8")))
    assert [link for link in links if not link.startswith(("http://", "https://")) and not leads(page, link)] == []


def leads(page: Path, link: str) -> bool:
    """Whether the file is there, and the heading in it."""
    path, _, anchor = link.partition("#")
    target = (page.parent / path).resolve() if path else page
    if not target.exists() or not target.is_relative_to(ROOT):
        return False
    return not anchor or anchor in anchors(target.read_text(encoding="utf-8"))


def anchors(text: str) -> set[str]:
    """The anchors a page's headings have: lower case, words joined by hyphens, nothing else kept."""
    headings = re.findall(r"^#+ (.+)$", _FENCE.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_decision_stands_in_the_index() -> None:
    folder = ROOT / "docs/adr"
    index = (folder / "README.md").read_text(encoding="utf-8")
    assert [f"({page.name})" in index for page in sorted(folder.glob("0*.md"))] == [True] * len(list(folder.glob("0*")))


def test_the_index_names_every_page() -> None:
    index = (ROOT / "docs/README.md").read_text(encoding="utf-8")
    listed = {link for link in _LINK.findall(index) if link.endswith(".md")}
    folders = ("guide", "methods", "reference", "schema")
    pages = {path.relative_to(ROOT / "docs").as_posix() for f in folders for path in (ROOT / "docs" / f).rglob("*.md")}
    assert pages - listed == set()


def test_every_page_is_reached_from_the_first() -> None:
    reached: set[Path] = set()
    new = {ROOT / "README.md"}
    while new:
        reached |= new
        new = {target for page in new for target in targets(page)} - reached
    assert set(PAGES) - reached == set()


def targets(page: Path) -> set[Path]:
    """The pages a page leads to; a link to a folder leads to the pages in it."""
    links = [link.partition("#")[0] for link in _LINK.findall(page.read_text(encoding="utf-8"))]
    there = [(page.parent / link).resolve() for link in links if not link.startswith("http")]
    return {p for target in there for p in ([target] if target.suffix == ".md" else target.glob("*.md")) if p.exists()}


PLACEHOLDERS = {word for c in COMMANDS.values() for p in c.params for word in _SHOUTED.findall(p.metavar or "")}
PAGE_NAMES = {"README", "GLOSSARY", "CONTRIBUTING", "CHANGELOG"}
NO_ABBREVIATION = PLACEHOLDERS | PAGE_NAMES | {word for title in HEADERS for word in title.split()}


@pytest.mark.parametrize("page", [p for p in PAGES if p.name != "GLOSSARY.md" and "law" not in p.parts], ids=name)
def test_abbreviations_are_in_the_glossary(page: Path) -> None:
    known = set(_SHOUTED.findall((ROOT / "GLOSSARY.md").read_text(encoding="utf-8"))) | NO_ABBREVIATION
    running = re.sub(r"`[^`]*`|\]\([^)]*\)", "", _FENCE.sub("", page.read_text(encoding="utf-8")))
    shouted = {word for word in _SHOUTED.findall(running) if len(word) > 2 and not re.fullmatch("[IVXLC]+", word)}
    assert shouted - known == set()
