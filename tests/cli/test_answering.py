"""The options of every answering command: columns, order, limit, parts, files; and tables in a narrow terminal."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from contextlib import redirect_stdout
from datetime import date
from pathlib import Path
from typing import Any
from unittest import mock

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from typer.main import get_command
from typer.testing import CliRunner, Result

from open287g.cli import asked, terminal
from open287g.cli.answering import AnsweringCommand
from open287g.cli.main import app
from open287g.core.errors import UNKNOWN, InputError

COLLIER = ("agency", "collier", "fl")


def run(home: Path, *words: str) -> Result:
    return CliRunner().invoke(app, [*words, "--home", str(home)])


def refused(home: Path, *words: str) -> InputError:
    done = run(home, *words)
    assert isinstance(done.exception, InputError), done.output
    assert done.exception.exit_code == 2
    assert done.exception.remedy
    assert not done.stdout
    return done.exception


def test_columns_order_and_limit_cut_every_format(home: Path) -> None:
    words = ("ended", "--columns", "state,name", "--sort", "-state,name", "--limit", "3")
    rows = list(csv.reader(run(home, *words, "--format", "csv").stdout.splitlines()))
    assert rows[0] == ["state", "name"]
    assert len(rows) == 4
    assert rows[1:] == sorted(rows[1:], key=lambda row: row[1])
    assert {row[0] for row in rows[1:]} == {"WI"}
    told = json.loads(run(home, *words, "--format", "json").stdout)
    assert [list(row.values()) for row in told] == rows[1:]
    lines = run(home, *words, "--jsonl").stdout.splitlines()
    assert [json.loads(line) for line in lines] == told
    assert "3 of " in run(home, *words).stderr


def test_what_the_answer_lacks_is_refused_and_the_nearest_named(home: Path) -> None:
    assert "Did you mean state?" in refused(home, "ended", "--columns", "sate").remedy
    assert "Did you mean state?" in refused(home, "ended", "--sort", "-stat").remedy
    assert "agreements" in refused(home, *COLLIER, "--part", "agreement").remedy
    assert ".xlsx" in refused(home, "ended", "-o", "answer.docx").remedy
    refused(home, "ended", "--format", "json", "-o", "answer.csv")


def test_an_answer_of_several_tables_is_a_folder_a_workbook_or_one_of_them(home: Path, tmp_path: Path) -> None:
    done = run(home, *COLLIER, "-o", str(tmp_path / "collier"))
    assert done.exit_code == 0, done.output
    names = {path.name for path in (tmp_path / "collier").iterdir()}
    assert {"answer.csv", "agreements.csv", "events.csv", "early_events.csv"} <= names
    with (tmp_path / "collier" / "agreements.csv").open(newline="", encoding="utf-8") as lines:
        models = [row["model"] for row in csv.DictReader(lines)]
    assert models == ["JEM", "TFM"]
    one = run(home, *COLLIER, "--part", "agreements", "--format", "csv", "--columns", "model").stdout
    assert one.split() == ["model", "JEM", "TFM"]
    assert "tables" in refused(home, *COLLIER, "-o", str(tmp_path / "collier.csv")).what
    assert not (tmp_path / "collier.csv").exists()


def test_a_row_of_csv_holds_no_table(home: Path) -> None:
    done = run(home, *COLLIER, "--format", "csv")
    (row,) = csv.DictReader(done.stdout.splitlines())
    assert "agreements" not in row
    assert max(map(len, row.values())) < 200
    assert "agreements" in done.stderr


def test_a_workbook_has_a_sheet_a_table_and_its_sources(home: Path, tmp_path: Path) -> None:
    target = tmp_path / "collier.xlsx"
    assert run(home, *COLLIER, "-o", str(target)).exit_code == 0
    book = openpyxl.load_workbook(target)
    assert book.sheetnames[-1] == "sources"
    assert any("2026-05-18" in str(cell.value) for (cell,) in book["sources"].iter_rows())
    (sheet,) = (book[name] for name in book.sheetnames if name.startswith("agreements"))
    head, *rows = sheet.iter_rows(values_only=True)
    signed = head.index("signed")
    assert [row[signed].date() for row in rows] == [date(2020, 6, 9), date(2025, 2, 24)]
    first = target.read_bytes()
    assert run(home, *COLLIER, "-o", str(target)).exit_code == 0
    assert target.read_bytes() == first


def test_no_cell_of_a_workbook_is_a_formula(tmp_path: Path) -> None:
    from open287g.cli.written import workbook

    rows: list[asked.Row] = [{"a": "=1+1", "b": "http://x.example", "c": "012"}]
    target = tmp_path / "answer.xlsx"
    target.write_bytes(workbook([asked.Part("answer", rows, ["a", "b", "c"], [])], []))
    _, row = openpyxl.load_workbook(target)["answer"].iter_rows()
    assert [cell.data_type for cell in row] == ["s", "s", "s"]
    assert row[1].hyperlink is None


def test_quiet_says_nothing_but_the_answer_and_a_mark_is_written_where_asked(home: Path, tmp_path: Path) -> None:
    assert not run(home, "pending", "--quiet", "--format", "json").stderr
    assert run(home, "pending", "--bom", "-o", str(tmp_path / "p.csv")).exit_code == 0
    assert (tmp_path / "p.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_out_is_another_word_for_output_where_it_means_nothing_else(home: Path, tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("short.csv", "long.csv", "out.csv", "equal.csv")]
    for words in (["-o", files[0]], ["--output", files[1]], ["--out", files[2]], [f"--out={files[3]}"]):
        assert run(home, "ended", *map(str, words)).exit_code == 0
    assert len({file.read_bytes() for file in files}) == 1


def test_a_mapping_of_ids_is_a_table_of_as_many_rows() -> None:
    words = ["places", "county", "collier fl", "--part", "roster", "--format", "csv"]
    said = CliRunner().invoke(app, words).stdout.splitlines()
    assert said[0] == "id,roster"
    assert "FL0110000,Collier" in said


def test_a_table_has_its_columns_also_where_nothing_matches(home: Path) -> None:
    head, *rows = run(home, "ended", "--state", "GU", "--format", "csv").stdout.splitlines()
    assert not rows
    assert head == run(home, "ended", "--format", "csv").stdout.splitlines()[0]


def test_every_command_with_a_format_has_the_shared_options() -> None:
    def commands(group: object) -> list[object]:
        inner = getattr(group, "commands", {})
        return [each for one in inner.values() for each in (commands(one) or [one])]

    answering = [one for one in commands(get_command(app)) if "format" in {p.name for p in one.params}]  # type: ignore[attr-defined]
    assert len(answering) > 40
    for one in answering:
        assert isinstance(one, AnsweringCommand), one
        words = [word for param in one.params for word in param.opts]
        assert {"--columns", "--sort", "--quiet"} <= set(words)
        assert len(words) == len(set(words)), one.name


WORD = st.text("abcdefghij", min_size=1, max_size=18)
ID = st.from_regex(r"[A-Z]{2}-[a-z]{3,20}(-[a-z]{3,10})?:(TFM|JEM):[1-9]", fullmatch=True)


@given(
    st.lists(st.tuples(st.dates().map(str), ID, st.lists(WORD, max_size=9).map(" ".join)), min_size=1, max_size=4),
    st.integers(50, 200),
)
def test_no_id_or_day_is_ever_broken(rows: list[tuple[str, str, str]], width: int) -> None:
    names = ["known", "agreement_id", "says"]
    texts = {name: [row[place] for row in rows] for place, name in enumerate(names)}
    fitting = terminal.fitting(texts, width)
    assert fitting == names[: len(fitting)]
    assert fitting
    for name in fitting[:2]:
        least, whole = terminal.least(name, texts[name])
        assert whole
        assert least >= max(map(cell_len, texts[name]))
    used = 1 + sum(terminal.least(name, texts[name])[0] + 3 for name in fitting)
    assert used <= width or len(fitting) == 1


@pytest.mark.parametrize("text", ["2026-05-18", "FL-lee-county:TFM:1", "https://www.ice.gov/x", "1,843"])
def test_what_is_copied_as_one_stays_whole(text: str) -> None:
    assert terminal.least("x", [text]) == (len(text), True)


class Screen(io.StringIO):
    """A standard output that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def shown(rows: asked.Row | list[asked.Row], names: list[str], title: str) -> str:
    """What a terminal of 60 columns shows of rows, or of one row as facts."""
    with redirect_stdout(Screen()) as screen, mock.patch.dict("os.environ", COLUMNS="60", TERM="xterm", NO_COLOR="1"):
        if isinstance(rows, list):
            terminal.print_table(rows, names, title)
        else:
            terminal.print_facts(rows, title)
    return re.sub(r"\x1b\[[0-9;]*m", "", screen.getvalue())


AGENCY = "FL-university-of-central-florida-police-department"


def test_an_id_that_finds_no_room_stands_below_the_facts_unbroken() -> None:
    sha256 = 16 * "0a1b"
    lines = shown({"publication": AGENCY, "row": 125, "sha256": sha256}, [], "Proof").splitlines()
    assert lines[0].strip() == "Proof"
    assert lines[-2:] == [f"publication: {AGENCY}", f"sha256: {sha256}"]
    assert [line for line in lines if "125" in line]


def test_ids_wider_than_the_window_are_lines_and_the_rest_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    rows: list[asked.Row] = [{"agreement_id": f"{AGENCY}:TFM:{n}", "signed": "2025-02-24"} for n in (10, 11)]
    lines = shown(rows, ["agreement_id", "signed"], "Two").splitlines()
    assert lines == ["Two", *(row["agreement_id"] for row in rows)]
    assert "signed" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["[/b]", "[red]x", "a\\[b]", ":smile:", "x\\"])
def test_what_a_cell_a_heading_or_a_title_holds_is_shown_as_it_is(text: str) -> None:
    assert (shown([{text: text}], [text], text) + shown({text: text}, [], text)).count(text) == 6


def test_nothing_that_is_shown_steers_the_terminal() -> None:
    told = shown([{"a": "\x1b[2Jx\x9b31m\u202ey"}], ["a"], "\x1b]0;t\x07")
    assert not set("\x1b\x9b\x07\u202e") & set(told)
    assert "�[2Jx�31m�y" in told


def test_a_long_heading_takes_no_room_from_the_columns_behind_it() -> None:
    row: asked.Row = {
        "day": "2025-12-31",
        "agreements": 1274,
        "unknown_share": 0.6411,
        "met": 588,
        "partly": 6272,
        "not": 4,
    }
    lines = shown([row], list(row), "Controls").splitlines()
    assert "unknown share" not in lines[2] and lines[-2].split()[-2:] == ["4", "│"]
    assert max(map(cell_len, lines)) <= 60


def test_single_words_beside_a_sentence_push_nothing_over_the_edge() -> None:
    row: asked.Row = {"result": "fail", "kind": "condition", "id": "power.interrogate", "says": 12 * "a person asked "}
    lines = shown([row], list(row), "Within the power").splitlines()
    assert lines[1].endswith("┓") and max(map(cell_len, lines)) == 60
    assert "power.interrogate" in lines[4]


def _every_command(group: Any) -> Iterator[Any]:
    for command in group.commands.values():
        yield from _every_command(command) if hasattr(command, "commands") else (command,)


def test_what_a_command_writes_has_one_option_of_three_names_in_every_command() -> None:
    names = {"--out", "--output", "-o"}
    told = [
        [option for option in command.params if names & set(option.opts)]
        for command in _every_command(get_command(app))
    ]
    assert all(len(options) <= 1 for options in told)
    found = [option for options in told for option in options]
    assert len(found) > 60
    assert all(names <= set(option.opts) for option in found)


@pytest.mark.parametrize("name", ["-o", "--output", "--out"])
def test_results_of_several_files_are_a_folder_and_no_name_of_a_file(tmp_path: Path, name: str) -> None:
    done = CliRunner().invoke(app, ["sample-log", "--acts", "5", name, str(tmp_path / "log.csv")])
    assert isinstance(done.exception, InputError)
    assert done.exception.exit_code == 2
    assert done.exception.remedy.endswith(f"--out {tmp_path / 'log'}")
    assert not list(tmp_path.iterdir())
    assert CliRunner().invoke(app, ["sample-log", "--acts", "5", name, str(tmp_path / "log")]).exit_code == 0
    assert (tmp_path / "log" / "acts.csv").is_file()


def test_an_answer_goes_to_the_file_where_a_folder_is_for_reports_only(tmp_path: Path) -> None:
    stops = tmp_path / "stops.csv"
    stops.write_text("stop_id,race\n1,white\n", encoding="utf-8")
    CliRunner().invoke(app, ["disparity", str(stops), "--out", str(tmp_path / "answer.csv")])
    assert (tmp_path / "answer.csv").is_file()


def test_a_headline_counts_changes_from_the_day_asked_for(home: Path) -> None:
    told = json.loads(run(home, "headline", "--since", "2026-05-01", "-f", "json").stdout)
    rows = json.loads(run(home, "changes", "--since", "2026-05-01", "-f", "json").stdout)
    assert told["since"] == "2026-05-01"
    assert sum(told["changes"].values()) == len(rows)
    assert told["changes"]["listed"] == sum(row["kind"] == "listed" for row in rows)


def test_a_headline_takes_nothing_of_the_first_list_for_new(home: Path) -> None:
    done = run(home, "headline", "--since", "2019-01")
    assert "The first list that is held is of 2021-01-13: what was new before it is unknown." in done.output
    assert "From 2021-01-14 on" in done.output
    assert run(home, "headline", "--since", "2026-12-01").exception.exit_code == UNKNOWN


def test_changes_of_days_without_a_list_are_unknown_and_not_none(home: Path) -> None:
    for days in (["--since", "2019-01", "--until", "2020-12"], ["--since", "1990-01", "--until", "1990-02"]):
        done = run(home, "changes", *days)
        assert done.exception.exit_code == UNKNOWN
        assert not done.stdout
    quiet = run(home, "changes", "--since", "2022-03-01", "--until", "2022-03-02")
    assert (quiet.exit_code, quiet.stdout) == (0, "Changes from 2022-03-01 to 2022-03-02: none\n")


@pytest.mark.parametrize("words", [["-o"], ["--out"], ["--output"]])
def test_a_folder_that_is_an_argument_may_be_named_as_an_option(home: Path, tmp_path: Path, words: list[str]) -> None:
    done = run(home, "panel", *words, str(tmp_path / "p.csv"), "--unit", "county", "--since", "2026-05")
    assert done.exit_code == 0, done.output
    assert (tmp_path / "p.csv").is_file()
    assert run(home, "export", f"--out={tmp_path}/all").exit_code == 0
    assert (tmp_path / "all" / "SHA256SUMS").is_file()
