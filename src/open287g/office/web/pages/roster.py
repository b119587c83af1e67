"""A roster, agreements or acts from a CSV file: a dry run lists every problem by row, then all rows come in or none."""

from __future__ import annotations

import tempfile
from http import HTTPStatus
from pathlib import Path

from starlette.datastructures import UploadFile
from starlette.responses import Response

from open287g.core.days import parse_day
from open287g.core.errors import InputError
from open287g.office.exchange.rows import KINDS, Import, import_rows
from open287g.office.model.kinds import kinds, subjects
from open287g.office.web.registry import page
from open287g.office.web.view import View

LISTED = 200
"""Problems that a page lists; a file with more is mended in parts."""


@page("/import", "officer.imported")
def ask(view: View) -> Response:
    """The form."""
    return _page(view, None, "")


@page("/import", "officer.imported", posts=True)
def take(view: View) -> Response:
    """Try all rows; take them in where none has a problem and the dry run is over."""
    upload, table = view.form.get("file"), view.told("table")
    try:
        if not isinstance(upload, UploadFile) or not upload.filename:
            raise InputError("no file was chosen", "file")
        if table not in KINDS:
            raise InputError("is no table", "table")
        on = parse_day(view.told("on"), "on").isoformat()
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "rows.csv"
            path.write_bytes(upload.file.read())
            taken = import_rows(view.office, view.account, path, table, on, view.told("then") != "take")
    except InputError as error:
        return _page(view, None, error.what)
    return _page(view, taken, "")


def _page(view: View, taken: Import | None, failed: str) -> Response:
    return view.reading(lambda inside: _filled(inside, taken, failed))


def _filled(view: View, taken: Import | None, failed: str) -> Response:
    desk = view.at_desk
    tables = [table for table, kind in KINDS.items() if desk.ever(kind)]
    refused = failed or (taken is not None and taken.problems)
    return view.page(
        "roster.html", HTTPStatus.UNPROCESSABLE_ENTITY if refused else 200, tables=tables, taken=taken, failed=failed,
        listed=LISTED, today=desk.today(), table=view.told("table"), on=view.told("on"), columns=_columns("officers"),
    )  # fmt: skip


def _columns(table: str) -> list[str]:
    """The columns that name a row, which must be there."""
    return list(subjects()[kinds()[KINDS[table]].subject].key)
