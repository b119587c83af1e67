"""An extra that is missing names itself, and what does not need it works without it."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path
from typing import get_args

import pytest

from open287g.core.extras import Extra, MissingExtraError, extra
from tests.docs.conftest import ROOT

MODULES = {
    "arrow": ["pyarrow", "pyarrow_hotfix"],
    "audit": ["ibis", "sqlglot"],
    "charts": ["vl_convert"],
    "methods": ["diff_diff", "ephem", "pandas", "scipy", "statsmodels"],
    "nuts": ["jax", "numpyro"],
    "ocr": ["onnxruntime", "rapidocr"],
    "office": [
        "alembic",
        "argon2",
        "babel",
        "cryptography",
        "icalendar",
        "joserfc",
        "psycopg",
        "pyotp",
        "python_multipart",
        "sqlalchemy",
    ],
    "pdf": ["docx", "PIL", "pypdf", "pypdfium2", "typst"],
    "sheets": ["xlsxwriter"],
    "spark": ["pyspark"],
}
_RUN = """
import sys
absent, *words = sys.argv[1:]
for name in absent.split():
    sys.modules[name] = None
sys.argv = ["open287g", *words]
from open287g.cli.main import main
main()
"""


def without(names: list[str], home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """A command in a process that has none of the modules `names`."""
    return subprocess.run(
        [sys.executable, "-c", _RUN, " ".join(names), *words],
        env={**os.environ, "OPEN287G_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_extras_are_those_of_the_package_and_all_is_every_one() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    assert set(get_args(Extra)) == set(declared) - {"all"} == set(MODULES)
    assert declared["all"] == [f"open287g[{','.join(sorted(set(MODULES) - {'nuts', 'spark'}))}]"]


@pytest.mark.parametrize("words", [["agency", "lee", "fl"], ["rules", "list"], ["asof", "2025-04-24"]])
def test_record_and_rules_need_no_extra(home: Path, words: list[str]) -> None:
    done = without([module for modules in MODULES.values() for module in modules], home, *words)
    assert (done.returncode, "not installed" in done.stderr) == (0, False), done.stderr


@pytest.mark.parametrize(
    ("name", "module", "words"),
    [
        ("office", "sqlalchemy", ["office", "init"]),
        ("pdf", "pypdfium2", ["documents", "read", "agreement.pdf"]),
    ],
)
def test_a_command_whose_extra_is_missing_names_it(home: Path, name: str, module: str, words: list[str]) -> None:
    done = without(MODULES[name], home, *words)
    assert done.returncode == 1
    assert done.stderr.endswith(
        f"this needs {module}, which is not installed\nInstall it: pip install 'open287g[{name}]'\n"
    )


@pytest.mark.parametrize("name", get_args(Extra))
def test_what_is_missing_is_said_with_the_extra_that_brings_it(monkeypatch: pytest.MonkeyPatch, name: Extra) -> None:
    module = MODULES[name][0]
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(MissingExtraError, match=rf"(?s)this needs {module}, .*open287g\[{name}\]"), extra(name):
        import_module(module)


def test_a_missing_module_of_our_own_is_no_missing_extra() -> None:
    with pytest.raises(ModuleNotFoundError) as raised, extra("charts"):
        import_module("open287g.no_such_module")
    assert not isinstance(raised.value, MissingExtraError)
