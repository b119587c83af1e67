"""What the package installs, counted from what is installed here."""

from __future__ import annotations

import pytest

from open287g.core.errors import NotFoundError
from tools.size import base, closure, mebibytes


def test_the_package_alone_brings_none_of_the_extras() -> None:
    alone = closure(base())
    assert {"duckdb", "rapidfuzz"} <= alone
    assert (
        alone
        & {
            "docx",
            "holidays",
            "ibis-framework",
            "pandas",
            "pyarrow",
            "pyspark",
            "rapidocr",
            "sqlalchemy",
            "typst",
            "vl-convert-python",
        }
        == set()
    )


def test_all_brings_what_every_extra_brings() -> None:
    everything = closure(["open287g[all]"])
    for extra in ("charts", "methods", "ocr", "office", "pdf"):
        assert closure([f"open287g[{extra}]"]) <= everything


def test_a_larger_set_takes_more_and_what_is_missing_is_said() -> None:
    assert mebibytes(closure(["typer"])) > mebibytes(["typer"]) > 0
    with pytest.raises(NotFoundError, match="no-such-distribution is not installed here"):
        closure(["no-such-distribution"])
