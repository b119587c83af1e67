"""Lists are judged by shares and by the days between, by both neighbors, and again when later lists come."""

from __future__ import annotations

import csv
import random
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from open287g.archive.workbooks.workbook import read_workbook
from open287g.core.files import sha256_of
from open287g.record.believing.verdicts import Snapshot, judge
from open287g.record.build import understand
from open287g.record.reading.bundle import SHIPPED, read_bundle
from open287g.record.reading.corpus import Corpus, Seen
from open287g.record.reading.lines import read_line
from tests.record.sheets import Cells, cells_of, workbook

NEWEST = date(2026, 5, 18)
MODELS = {"Jail Enforcement": "Jail Enforcement Model", "Task Force": "Task Force Model"}
File = tuple[str, bytes, datetime | None]


@pytest.fixture(scope="module")
def newest() -> Cells:
    """ICE's list of 18 May 2026, without its links."""
    shipped = read_bundle(SHIPPED)
    sha = next(seen.sha256 for seen in shipped.seen if seen.name == "participatingAgencies05182026am.xlsx")
    cells = cells_of(shipped, sha)
    cells.links.clear()
    return cells


def later(cells: Cells, days: int, gone: set[int], new: int) -> File:
    """A list so many days after the newest, without the rows `gone` and with `new` more."""
    day, made = NEWEST + timedelta(days=days), cells.copy()
    made.rows[:] = [row for number, row in enumerate(made.rows) if number not in gone]
    for number in range(new):
        row = list(made.rows[number % len(made.rows)])
        row[made.column("LAW ENFORCEMENT AGENCY")] = f"Alder Creek {number} Police Department"
        row[made.column("SIGNED")] = day - timedelta(days=3)
        made.rows.append(row)
    saved = datetime(day.year, day.month, day.day, 9)
    return f"participatingAgencies{day:%m%d%Y}am.xlsx", workbook(made, saved), None


def scattered(number: int, seed: int = 1) -> set[int]:
    return set(random.Random(seed).sample(range(1843), number))


def judged(*files: File, shipped: bool = True) -> dict[str, Snapshot]:
    """The verdicts on `files`, with what the package ships; on which they must change nothing."""
    corpus = read_bundle(SHIPPED) if shipped else Corpus()
    for name, content, captured in files:
        corpus.put(sha256_of(content), read_workbook(content))
        corpus.saw([Seen(name, sha256_of(content), "", captured)])
    corpus.sort()
    snapshots, _ = judge(corpus, [read_line(line) for line in corpus.lines])
    mine = {name for name, _, _ in files}
    others = [s.seen.name for s in snapshots if s.verdict == "quarantined" and s.seen.name not in mine]
    assert others == (["participatingAgencies04212025am.xlsx"] if shipped else [])
    return {s.seen.name: s for s in snapshots if s.seen.name in mine}


@pytest.mark.parametrize(
    ("days", "lost", "new"),
    [(7, 10, 60), (7, 44, 60), (67, 44, 380), (60, 184, 100), (180, 200, 500), (180, 400, 0), (365, 600, 900)],
)
def test_growth_and_true_shrinkage_are_believed_with_time(newest: Cells, days: int, lost: int, new: int) -> None:
    name, *rest = later(newest, days, scattered(lost), new)
    assert judged((name, *rest))[name].verdict == "accepted"  # type: ignore[arg-type]


def test_memoranda_put_up_under_numbers_for_names_are_no_fault_of_a_list() -> None:
    shipped = read_bundle(SHIPPED)
    sha = next(seen.sha256 for seen in shipped.seen if seen.name == "participatingAgencies05182026am.xlsx")
    made = cells_of(shipped, sha)
    for number, place in enumerate(made.links):
        made.links[place] = f"https://www.ice.gov/file-download/download/public/{209067 + number}"
    name = "participatingAgencies05252026am.xlsx"
    assert judged((name, workbook(made, datetime(2026, 5, 25, 9)), None))[name].verdict == "accepted"


@pytest.mark.parametrize("days", [7, 60, 180, 365])
@pytest.mark.parametrize("kept", [0.5, 0.9, 0.97])
@pytest.mark.parametrize("end", ["start", "end"])
def test_a_list_cut_at_one_end_is_not_believed_however_late(newest: Cells, days: int, kept: float, end: str) -> None:
    cut = int(1843 * (1 - kept))
    gone = set(range(cut)) if end == "start" else set(range(1843 - cut, 1843))
    name, *rest = later(newest, days, gone, 40)
    found = judged((name, *rest))[name]  # type: ignore[arg-type]
    assert found.verdict == "quarantined" and "are missing" in found.reason


def test_too_great_a_fall_in_a_week_waits_for_two_later_lists(newest: Cells) -> None:
    files = [later(newest, day, scattered(300), day) for day in (7, 9, 12)]
    for count, verdict in ((1, "quarantined"), (2, "quarantined"), (3, "accepted")):
        assert {s.verdict for s in judged(*files[:count]).values()} == {verdict}


def test_one_wrong_list_is_left_out_and_the_true_ones_after_it_are_believed(newest: Cells) -> None:
    wrong, *right = [later(newest, *of) for of in ((7, scattered(900), 0), (10, scattered(9), 20), (400, set(), 700))]
    found = judged(wrong, *right)
    assert found[wrong[0]].verdict == "quarantined" and right[0][0] in found[wrong[0]].reason
    assert {found[name].verdict for name, *_ in right} == {"accepted"}


def test_a_list_that_was_believed_is_judged_again_by_the_one_after_it(newest: Cells) -> None:
    fallen, back = later(newest, 183, scattered(400), 10), later(newest, 185, scattered(10), 60)
    assert judged(fallen)[fallen[0]].verdict == "accepted"
    found = judged(fallen, back)
    assert (found[fallen[0]].verdict, found[back[0]].verdict) == ("quarantined", "accepted")


def test_a_wrong_time_of_saving_does_not_make_the_lists_after_it_stale(newest: Cells) -> None:
    name, _, _ = later(newest, 7, set(), 10)
    odd = (name, workbook(newest, datetime(2031, 1, 1), creator="ICE"), datetime(2026, 5, 25, 12))
    after = later(newest, 9, set(), 20)
    assert judged(odd, after)[after[0]].verdict == "accepted"


def old_lists(shared: Path) -> list[File]:
    """ICE's lists of 2011 to 2017 as workbooks, from the facts in the shared folder."""
    with (shared / "data" / "history" / "rows.csv").open(encoding="utf-8") as lines:
        rows = {row["row_id"]: row for row in csv.DictReader(lines)}
    header = ["STATE", "LAW ENFORCEMENT AGENCY", "SUPPORT TYPE", "SIGNED", "MOA"]
    shown: set[str] = set()
    made: list[File] = []
    with (shared / "data" / "history" / "presence.csv").open(encoding="utf-8") as lines:
        for capture in csv.DictReader(lines):
            shown = (shown | set(capture["added"].split())) - set(capture["removed"].split())
            listed = [
                [r["state"], r["agency"].replace("<U+2019>", "\u2019"), MODELS[r["support_type"]],
                 date.fromisoformat(r["date_signed"]), ""]
                for r in (rows[number] for number in sorted(shown))
            ]  # fmt: skip
            stamp = capture["snapshot_ts"]
            content = workbook(Cells(header, listed), datetime(2020, 1, 1), creator="openpyxl")
            made.append((f"ParticipatingEntities-{stamp}.xlsx", content, datetime.strptime(stamp, "%Y%m%d%H%M%S")))
    return made


@pytest.mark.shared
def test_old_lists_rule_out_nothing_and_the_fall_of_2012_is_believed(shared: Path) -> None:
    files = old_lists(shared)
    for some in ([files[-1]], [files[0]], files[6:12], files[::5], files):
        assert {s.verdict for s in judged(*some).values()} <= {"accepted", "duplicate"}
    assert len(files) == 33
    alone = judged(*files, shipped=False)
    assert {s.verdict for s in alone.values()} <= {"accepted", "duplicate"}


@pytest.mark.shared
def test_a_list_of_2017_leaves_every_agreement_of_today_in_the_record(shared: Path) -> None:
    name, content, captured = old_lists(shared)[-1]
    corpus = read_bundle(SHIPPED)
    before = {a.agreement_id for a in understand(read_bundle(SHIPPED)).agreements if a.ending is None}
    corpus.put(sha256_of(content), read_workbook(content))
    corpus.saw([Seen(name, sha256_of(content), "", captured)])
    after = understand(corpus).agreements
    assert len(before) == len([a for a in after if a.ending is None]) and len(after) >= 1966
