"""What is installed without any extra is enough to build the record, ask it, serve it and decide by the rules."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.core.test_extras import MODULES
from tools.small_bundle import make_lists, shipped_lines

NAMED = (
    "open287g.documents.redline_word",
    "open287g.office",
    "open287g.oversight.disparity",
    "open287g.oversight.effects",
    "open287g.publish",
    "open287g.rulebook.engine",
    "open287g.rulebook.removal",
)
"""Rooms with modules that are for an extra alone: what loads them names it."""

_RUN = """
import contextlib, importlib, io, json, os, pkgutil, sys

class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in absent:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

absent, home, own, making, asking, shown = json.loads(sys.argv[1])
sys.meta_path.insert(0, Absent())
from pathlib import Path
from open287g.cli.main import main
from open287g.record.reading import gather
gather.SHIPPED = Path("none")

def told(words, at):
    os.environ["OPEN287G_HOME"] = at
    sys.argv = ["open287g", *words]
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code = main()
        except SystemExit as end:
            code = end.code
    return [code or 0, out.getvalue(), err.getvalue()]

answers = {" ".join(words): told(words, at) for at, many in ((own, making), (home, asking)) for words in many}

from starlette.testclient import TestClient
from open287g.web.server.app import create_app
with TestClient(create_app(Path(home))) as client:
    pages = {at: [client.get(at).status_code, client.get(at).text] for at in shown}

import open287g
unloaded = {}
for module in pkgutil.walk_packages(open287g.__path__, "open287g."):
    try:
        importlib.import_module(module.name)
    except ImportError as error:
        unloaded[module.name] = str(error)
with open("told.json", "w") as handle:
    json.dump([answers, pages, unloaded, sorted(set(sys.modules) & set(absent))], handle)
"""
_MAKING = [
    ["archive", "add", "lists", "-q"],
    ["build", "--format", "json"],
    ["export", "out"],
    ["sample-log", "--acts", "20", "--seed", "7", "--out", "log"],
    ["changes", "--since", "2026-05-01", "--limit", "1", "--format", "json"],
]
_TERMS = ["--officers", "log/officers.csv", "--agreements", "log/agreements.csv"]
_ASKING = [
    ["agency", "lee", "fl", "--format", "json"],
    ["who", "collier", "county", "fl", "--format", "json"],
    ["headline", "--format", "json"],
    ["asof", "2025-04-24", "--known", "2025-04-24", "--format", "json"],
    ["asof", "2026-05-18", "--agreements", "--format", "json"],
    ["changes", "--days", "7", "--kind", "listed", "--format", "json"],
    ["ended", "--state", "FL", "--model", "TFM", "--format", "json"],
    ["evidence", "FL-collier-county-sheriffs-office:TFM:1", "--format", "json"],
    ["law", "TX", "--format", "json"],
    ["decide", "-F", "act.act=interrogate", "-F", "act.at=2026-03-02", "-F", "agreement.edition=WSO-2025"],
    ["decide", "-F", "act.act=hold_past_release", "-F", "act.at=2026-03-02T10:00-05:00", "--format", "json"],
    ["rules", "list", "--format", "json"],
    ["rules", "show", "hold.past-release"],
    ["rules", "facts", "--format", "json"],
    ["rules", "compare", "JEM", "TFM"],
    ["access", "--on", "2026-03-02", *_TERMS, "--format", "json"],
    ["rules", "prove-removal", "hold.basis"],
    ["audit", "log/acts.csv", *_TERMS, "--out", "audit"],
    ["documents", "template", "WSO-2025", "--text"],
    ["sql", "SELECT count(*) AS n FROM agreements", "--format", "json"],
    ["panel", "panel.parquet"],
    ["panel", "panel.csv", "--since", "2026-05"],
]
_PAGES = ["/", "/api/v1/agencies?limit=1", "/documents", "/rules", "/rules/hold.past-release"]


class Told:
    """What the commands said, by their words, and what else the process told."""

    def __init__(self, folder: Path) -> None:
        self.answers, self.pages, self.unloaded, self.loaded = json.loads((folder / "told.json").read_text())
        self.folder = folder

    def json(self, *words: str) -> Any:
        """What a command printed; its exit code is 0."""
        code, out, err = next(told for typed, told in self.answers.items() if typed.startswith(" ".join(words)))
        assert code == 0, err
        return json.loads(out)


@pytest.fixture(scope="module")
def told(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Told:
    """One process without the modules of any extra runs every command and loads every module."""
    folder = tmp_path_factory.mktemp("base")
    make_lists(folder, shipped_lines(40))
    absent = [module for modules in MODULES.values() for module in modules]
    subprocess.run(
        [sys.executable, "-c", _RUN, json.dumps([absent, str(home), str(folder / "own"), _MAKING, _ASKING, _PAGES])],
        env={**os.environ, "OPEN287G_TODAY": "2026-11-27"},
        cwd=folder,
        check=True,
    )
    return Told(folder)


def test_the_record_is_built_asked_and_exported(told: Told) -> None:
    assert told.json("build")["agreements"] == 40
    assert told.json("changes --since")[0]["known"] >= "2026-05-01"
    assert len(list((told.folder / "out" / "parquet").iterdir())) > 25
    assert (told.folder / "log" / "acts.csv").read_text().count("\n") == 21


def test_questions_are_answered_as_with_everything_installed(told: Told) -> None:
    assert told.json("agency")["agency_id"] == "FL-lee-county-sheriffs-office"
    assert {row["model"] for row in told.json("who")} == {"JEM", "TFM"}
    assert told.json("headline")["agreements"] == 1843
    assert told.json("asof 2025-04-24")["agreements"] == 444
    assert len(told.json("asof 2026-05-18")) == 1843
    assert {row["kind"] for row in told.json("changes --days")} == {"listed"}
    assert {row["state"] for row in told.json("ended")} == {"FL"}
    assert told.json("evidence")["cells"]["state"] == "FL"
    assert told.json("sql") == [{"n": 1959}]


def test_the_law_and_the_rules_are_told(told: Told) -> None:
    assert told.json("law")["status"] == "required"
    code, out, _ = next(said for words, said in told.answers.items() if words.startswith("decide"))
    assert (code, "not authorized" in out) == (3, True)
    assert "MEMORANDUM OF AGREEMENT" in told.answers["documents template WSO-2025 --text"][1].upper()


def test_every_rule_and_access_are_told_without_the_engine_of_audits(told: Told) -> None:
    assert "act.warrant" in {need for rule in told.json("rules list") for need in rule["needs"]}
    assert told.json("rules facts")
    assert {one["authority"] for one in told.json("access")["standing"]} >= {"authorized", "not authorized"}
    for words in ("rules show", "rules compare"):
        assert next(code for typed, (code, *_) in told.answers.items() if typed.startswith(words)) == 0
    for words in ("rules prove-removal", "audit"):
        code, _, err = next(said for typed, said in told.answers.items() if typed.startswith(words))
        assert (code, err.splitlines()[-1]) == (1, "Install it: pip install 'open287g[audit]'")


def test_the_atlas_and_its_api_are_served(told: Told) -> None:
    assert {at: code for at, (code, _) in told.pages.items()} == dict.fromkeys(_PAGES, 200)
    assert "1,843" in told.pages["/"][1]


def test_what_gives_arrow_names_its_extra(told: Told) -> None:
    assert told.answers["panel panel.csv --since 2026-05"][0] == 0
    code, _, err = told.answers["panel panel.parquet"]
    assert (code, err.splitlines()[-1]) == (1, "Install it: pip install 'open287g[arrow]'")


def test_no_module_needs_an_extra_but_those_that_are_for_one(told: Told) -> None:
    assert told.loaded == []
    assert [name for name in told.unloaded if not name.startswith(NAMED)] == []
