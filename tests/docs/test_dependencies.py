"""What the project imports is what it declares, and what it declares is imported or has its reason."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import packages_distributions

import pytest

from tests.docs.conftest import ROOT

NOT_IMPORTED = {
    "onnxruntime": "rapidocr runs its models by it",
    "packaging": "Ibis's DuckDB dialect reads versions by it",
    "pyarrow-hotfix": "Ibis imports it wherever it makes Arrow tables",
    "psycopg": "SQLAlchemy reaches PostgreSQL by it",
    "python-multipart": "Starlette reads posted forms by it",
    "tzdata": "zoneinfo reads it where the system has no time zones",
    "hatchling": "builds the package",
    "cyclonedx-bom": "make sbom",
    "datasette": "bench measures its server beside ours",
    "import-linter": "make lint",
    "mypy": "make lint",
    "ruff": "make lint",
    "lxml-stubs": "types for mypy",
    "pyarrow-stubs": "types for mypy",
    "types-pyyaml": "types for mypy",
    "pytest-timeout": "a plugin of pytest",
    "pytest-xdist": "a plugin of pytest",
}
"""Declared and imported nowhere, each with what uses it."""
OWN = {"open287g", "tests", "tools", "bench"}


def plain(name: str) -> str:
    """A distribution's name as registries compare it, without extras and version."""
    bare = re.split(r"[\s\[;<>=!~]", name, maxsplit=1)[0]
    return re.sub(r"[-_.]+", "-", bare).lower()


def declared(*parts: str) -> set[str]:
    """The distributions that pyproject.toml declares in `parts`: run, extras, dev."""
    read = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extras = read["project"].get("optional-dependencies", {}).values()
    lists = {
        "run": read["project"]["dependencies"],
        "extras": [name for extra in extras for name in extra],
        "dev": read["dependency-groups"]["dev"],
    }
    return {plain(name) for part in parts for name in lists[part]} - OWN


def imported(text: str) -> Iterator[str]:
    """The top modules that a source imports, of other distributions."""
    for node in ast.walk(ast.parse(text)):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names = [node.module]
        tops = {name.split(".")[0] for name in names}
        yield from tops - OWN - sys.stdlib_module_names


def imports(*folders: str) -> dict[str, str]:
    """The modules of others that the files below `folders` import, each with one file that does."""
    files = (path for folder in folders for path in sorted((ROOT / folder).rglob("*.py")))
    return {
        name: path.relative_to(ROOT).as_posix() for path in files for name in imported(path.read_text(encoding="utf-8"))
    }


@cache
def installed() -> Mapping[str, list[str]]:
    """The distributions that are installed, by the modules they bring."""
    return packages_distributions()


def makers(module: str) -> set[str]:
    """The distributions that bring a module; the module's own name where none is installed."""
    return {plain(name) for name in installed().get(module, [module])}


@pytest.mark.parametrize(
    ("folders", "parts"), [(["src"], ["run", "extras"]), (["tests", "tools", "bench"], ["run", "extras", "dev"])]
)
def test_what_is_imported_is_declared(folders: list[str], parts: list[str]) -> None:
    held = declared(*parts)
    assert {name: where for name, where in imports(*folders).items() if not makers(name) & held} == {}


@pytest.mark.parametrize(
    ("parts", "folders"), [(["run", "extras"], ["src"]), (["dev"], ["src", "tests", "tools", "bench"])]
)
def test_what_is_declared_is_imported_or_has_its_reason(parts: list[str], folders: list[str]) -> None:
    used = {maker for name in imports(*folders) for maker in makers(name)}
    assert declared(*parts) - used - set(NOT_IMPORTED) == set()


def test_no_reason_stands_for_what_is_imported_or_not_declared() -> None:
    for parts, folders in ((["run", "extras"], ["src"]), (["dev"], ["src", "tests", "tools", "bench"])):
        used = {maker for name in imports(*folders) for maker in makers(name)}
        assert set(NOT_IMPORTED) & declared(*parts) & used == set()
    assert set(NOT_IMPORTED) - declared("run", "extras", "dev") == set()


def test_imports_are_noticed_wherever_they_stand() -> None:
    text = "import json\nfrom scipy.stats import norm\nfrom . import near\ndef f():\n    import pandera.ibis as pa\n"
    assert sorted(imported(text)) == ["pandera", "scipy"]
    assert plain("Ibis_Framework[duckdb]>=12") == "ibis-framework"


def pins(name: str) -> dict[str, set[str]]:
    """The versions that a file of constraints pins, by distribution; several where Pythons differ."""
    text = (ROOT / "constraints" / name).read_text(encoding="utf-8")
    found: dict[str, set[str]] = {}
    for package, version in re.findall(r"^([\w.-]+)(?:\[[\w,]+\])?==([^\s;\\]+)", text, re.MULTILINE):
        found.setdefault(plain(package), set()).add(version)
    return found


def test_what_is_declared_is_pinned_and_the_two_files_of_pins_agree() -> None:
    run, dev = pins("run.txt"), pins("dev.txt")
    assert declared("run") - set(run) == set(), "run: make lock"
    assert declared("run", "extras", "dev") - set(dev) == set(), "run: make lock"
    assert {package: dev.get(package) for package in run} == run


def test_every_pin_has_its_hashes() -> None:
    for name in ("run.txt", "dev.txt"):
        parts = re.split(
            r"^(?=[\w.-]+(?:\[[\w,]+\])?==)", (ROOT / "constraints" / name).read_text(), flags=re.MULTILINE
        )
        assert [part for part in parts if part.strip() and "--hash=sha256:" not in part] == []
