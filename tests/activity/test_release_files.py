"""Hostile and odd files: headers in two rows or twice, packed files cut short, days in two orders, kinds that tie."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from openpyxl import Workbook

from open287g.activity.releases.kinds import kind_of, kinds
from open287g.activity.releases.load import Release, load_releases, reading
from open287g.core.errors import InputError

HEAD = "Apprehension Date|Apprehension Method|Area of Responsibility|Apprehension Landmark|Birth Date\n"
ROW = '10/1/2018|"287(g) Program"|"Atlanta Area of Responsibility"|"WAKE COUNTY JAIL"|"(B)(6) "\n'


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    content = text.encode(encoding)
    path.write_bytes(gzip.compress(content) if path.suffix == ".gz" else content)
    return path


def load(path: Path) -> Release:
    with reading(threads=1) as con:
        (release,) = load_releases(con, [path])
    return release


@pytest.mark.parametrize("above", [0, 1, 5, 6, 7, 20])
def test_the_header_is_found_below_any_preamble(tmp_path: Path, above: int) -> None:
    preamble = "".join('"line, of a cover"||||\n' if n % 2 else "\n" for n in range(above))
    release = load(write(tmp_path / "a.csv.gz", preamble + HEAD + ROW * 3))
    assert (release.kind, release.rows, str(release.first_day)) == ("arrests", 3, "2018-10-01")


@pytest.mark.parametrize("mark", [",", "\t", ";", "|"])
def test_any_delimiter_is_read(tmp_path: Path, mark: str) -> None:
    assert load(write(tmp_path / "a.csv", (HEAD + ROW).replace("|", mark))).rows == 1


@pytest.mark.parametrize("encoding", ["utf-8-sig", "latin-1", "utf-16"])
def test_any_common_encoding_is_read(tmp_path: Path, encoding: str) -> None:
    release = load(write(tmp_path / "a.csv", HEAD + ROW.replace("WAKE", "DOÑA ANA"), encoding))
    assert (release.rows, release.ledger.rows.cut) == (1, 0)


def test_a_header_of_two_rows_is_read_as_one(tmp_path: Path) -> None:
    head = "Apprehension|Apprehension|Area of|Apprehension|Birth\nDate|Method|Responsibility|Landmark|Date\n"
    release = load(write(tmp_path / "a.csv", head + ROW * 2))
    assert (release.kind, release.rows, release.dropped) == ("arrests", 2, ["Birth Date"])


def test_a_header_that_stands_again_is_no_record(tmp_path: Path) -> None:
    release = load(write(tmp_path / "a.csv", HEAD + ROW + HEAD + ROW))
    assert (release.rows, release.ledger.rows.header_again) == (2, 1)


def test_notes_below_the_table_and_rows_that_do_not_split_are_counted_apart(tmp_path: Path) -> None:
    release = load(write(tmp_path / "a.csv", HEAD + ROW + "||||\n" + ROW.strip() + "|more|cells\n"))
    rows = release.ledger.rows
    assert (rows.records, rows.notes, rows.cut, rows.below_header) == (1, 1, 1, 3)


@pytest.mark.parametrize(
    "line",
    ['"For Official Use Only"||||', '"Total"|400|||', '"Grand Total"||||400', '"Subtotal:"|1|"x"|"y"|', '"Total "||||'],
)
def test_a_title_a_note_and_a_total_are_no_records(tmp_path: Path, line: str) -> None:
    head = "Area of Responsibility|Apprehension Date|Apprehension Method|Apprehension Landmark|Operation\n"
    row = '"Atlanta Area of Responsibility"|10/1/2018|"287(g) Program"|"WAKE COUNTY JAIL"|\n'
    no_day = '"Atlanta Area of Responsibility"||"287(g) Program"||\n'
    rows = load(write(tmp_path / "a.csv", head + row + line + "\n" + row + no_day)).ledger.rows
    assert (rows.records, rows.notes, rows.without_day) == (3, 1, 1)


def test_midnight_at_the_end_of_a_day_is_no_day_and_the_signal_says_why(tmp_path: Path) -> None:
    release = load(write(tmp_path / "a.csv", HEAD + ROW.replace("10/1/2018", "2018-10-05 24:00:00") + ROW))
    assert (release.rows, str(release.last_day)) == (2, "2018-10-01")
    assert [signal.reason for signal in release.signals] == ["24:00 may be of this day or the next"]


def test_a_packed_file_cut_short_is_refused(tmp_path: Path) -> None:
    lines = "".join(ROW.replace("10/1", f"{1 + n % 12}/{1 + n % 28}") for n in range(9_999))
    path = write(tmp_path / "a.csv.gz", HEAD + lines)
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(InputError, match=r"cut short|to its end"):
        load(path)


def test_days_that_could_be_two_are_unknown_where_a_file_mixes_both_orders(tmp_path: Path) -> None:
    days = ["10/25/2018", "25/10/2018", "3/4/2018", "5/5/2018"]
    release = load(write(tmp_path / "a.csv", HEAD + "".join(ROW.replace("10/1/2018", day) for day in days)))
    assert (release.rows, release.ledger.rows.without_day) == (4, 1)
    assert [signal.reason for signal in release.signals] == ["month or day first: the file has both"]


def test_days_first_are_read_where_every_day_is_written_so(tmp_path: Path) -> None:
    release = load(write(tmp_path / "a.csv", HEAD + ROW.replace("10/1/2018", "25/10/2018") + ROW))
    assert (str(release.first_day), str(release.last_day)) == ("2018-01-10", "2018-10-25")


def test_withheld_cells_are_counted_and_are_no_values(tmp_path: Path) -> None:
    text = (
        HEAD.replace("Birth Date", "Operation")
        + ROW.replace("(B)(6) ", "(B)(7)(E) ")
        + ROW.replace('"(B)(6) "', '"--"')
    )
    release = load(write(tmp_path / "a.csv", text))
    operation = next(column for column in release.ledger.columns if column.column == "operation")
    assert (operation.empty, operation.redacted, operation.null, operation.values) == (0, 2, 2, 0)


def test_days_outside_the_title_are_counted(tmp_path: Path) -> None:
    title = '"ERO Arrests for FY2019 (10/1/2018 - 8/31/2019)"||||\n'
    release = load(write(tmp_path / "a.csv", title + HEAD + ROW + ROW.replace("10/1/2018", "9/1/2019")))
    assert release.ledger.outside_title == 1


@pytest.mark.parametrize(("times", "told"), [(5, "Telepathy"), (4, "(withheld)")])
def test_an_unknown_code_is_kept_and_told_unless_it_is_so_rare_that_it_may_name_somebody(
    tmp_path: Path, times: int, told: str
) -> None:
    release = load(write(tmp_path / "a.csv", HEAD + times * ROW.replace("287(g) Program", "Telepathy")))
    method = next(column for column in release.ledger.columns if column.column == "method")
    assert method.unknown == {told: times}


def test_a_header_of_shared_columns_alone_is_refused() -> None:
    shared = [name for name in kinds()[0].columns if all(name in kind.columns for kind in kinds())]
    assert kind_of(shared).kind is None


def test_a_header_that_fits_two_kinds_alike_is_refused() -> None:
    verdict = kind_of(["Event Date", "Detainer Prepare Date", "Gender", "Citizenship Country"])
    assert verdict.kind is None
    assert "detainers and encounters alike" in verdict.reason


def test_arrests_joined_to_stays_are_a_kind_of_their_own() -> None:
    header = ["Apprehension Date", "Apprehension Method", "Stay Book In Date Time", "Detention Facility", "Gender"]
    told = kind_of(header).kind
    assert told is not None
    assert told.name == "arrests_with_stays"


@pytest.mark.parametrize("year", ["0018", "9999", "99999"])
def test_a_day_that_cannot_have_been_does_not_stretch_the_days_of_a_file(tmp_path: Path, year: str) -> None:
    release = load(write(tmp_path / "a.csv", HEAD + ROW + ROW.replace("2018", year)))
    assert (release.rows, release.ledger.rows.without_day) == (2, 1)
    assert str(release.first_day) == str(release.last_day) == "2018-10-01"
    assert [signal.row for signal in release.signals] == [3]


@pytest.mark.parametrize(
    ("columns", "reason"), [(20_000, "more than 10,000 columns"), (1_000_000, "longer than 256 KiB")]
)
def test_a_header_of_more_columns_than_a_release_could_have_is_refused(
    tmp_path: Path, columns: int, reason: str
) -> None:
    path = write(tmp_path / "a.csv", HEAD.strip() + "".join(f"|c{n}" for n in range(columns)) + "\n")
    with pytest.raises(InputError, match=reason):
        load(path)


def test_a_workbook_that_harms_its_reader_is_an_error_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = Workbook()
    assert book.active is not None
    book.active.append(["Apprehension Date", "Apprehension Method"])
    book.save(path)
    path.write_bytes(path.read_bytes()[:300])
    with pytest.raises(InputError, match="not a workbook"):
        load(path)
