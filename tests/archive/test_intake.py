"""Which files a path means, and what names tell of capture times."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from open287g.archive.store.archive import Archive
from open287g.archive.store.intake import captured_in, parse_moment, select
from open287g.core.errors import InputError

MOMENT = datetime(2025, 2, 21, 21, 49, 37, tzinfo=UTC)


def fill(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name)


def test_folder_gives_all_its_files_in_order_without_hidden_ones(tmp_path: Path) -> None:
    fill(tmp_path, "b.xlsx", "a/z.xlsx", "a/b/c.pdf", ".DS_Store", "a/.git/config", "empty.xlsx")
    chosen = select([tmp_path])
    assert [item.name for item in chosen.files] == ["b.xlsx", "empty.xlsx", "z.xlsx", "c.pdf"]
    assert sorted(path.name for path in chosen.hidden) == [".DS_Store", ".git"]


def test_hidden_file_is_taken_when_named(tmp_path: Path) -> None:
    fill(tmp_path, ".hidden.xlsx")
    assert [item.name for item in select([tmp_path / ".hidden.xlsx"]).files] == [".hidden.xlsx"]


def test_source_of_a_folder_gets_each_files_path(tmp_path: Path) -> None:
    fill(tmp_path, "287gMOA/Lee County.pdf", "list.xlsx")
    chosen = select([tmp_path], source="https://www.ice.gov/doclib/")
    assert {item.name: item.source for item in chosen.files} == {
        "Lee County.pdf": "https://www.ice.gov/doclib/287gMOA/Lee%20County.pdf",
        "list.xlsx": "https://www.ice.gov/doclib/list.xlsx",
    }
    whole = "https://www.ice.gov/list.xlsx"
    assert select([tmp_path / "list.xlsx"], source=whole).files[0].source == whole


def test_capture_time_comes_from_option_then_name_then_source(tmp_path: Path) -> None:
    fill(tmp_path, "pendingAgencies-20250221214937.xlsx", "list.xlsx")
    archived = "https://web.archive.org/web/20210113002027/https://www.ice.gov/287g/"
    given_at = datetime(2026, 1, 1, tzinfo=UTC)
    assert [item.captured_at for item in select([tmp_path]).files] == [None, MOMENT]
    assert [item.captured_at for item in select([tmp_path], source=archived).files] == [
        datetime(2021, 1, 13, 0, 20, 27, tzinfo=UTC),
        MOMENT,
    ]
    assert {item.captured_at for item in select([tmp_path], captured_at=given_at).files} == {given_at}


@pytest.mark.parametrize(
    "name",
    ["list.xlsx", "participatingAgencies04212025am.xlsx", "x-20251399999999.xlsx", "9" * 20, "x-202502212149370"],
)
def test_digits_that_are_no_time_are_no_capture_time(name: str) -> None:
    assert captured_in(name) is None


@given(
    st.datetimes(datetime(1996, 1, 1), datetime(2099, 12, 31), timezones=st.just(UTC)), st.text("-_.ab/", max_size=9)
)
def test_any_archive_stamp_is_read(moment: datetime, around: str) -> None:
    moment = moment.replace(microsecond=0)
    assert captured_in(f"{around}{moment:%Y%m%d%H%M%S}{around}") == moment


@pytest.mark.parametrize(
    "text", ["20250221214937", "2025-02-21T21:49:37Z", "2025-02-21 21:49:37", "2025-02-21T16:49:37-05:00"]
)
def test_moments_are_read_as_utc(text: str) -> None:
    assert parse_moment(text) == MOMENT


@pytest.mark.parametrize("text", ["", "2025-02-21", "yesterday", "20250221", "2025-02-30T00:00:00", "20251399999999"])
def test_what_is_no_moment_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="is not a moment") as caught:
        parse_moment(text)
    assert caught.value.exit_code == 2


def test_what_cannot_be_stored_is_named_and_nothing_is(tmp_path: Path) -> None:
    fill(tmp_path, "good/list.xlsx")
    odd = tmp_path / "odd"
    for make, said in (
        (lambda: odd.mkdir(), "holds no file"),
        (lambda: os.mkfifo(odd), "not a regular file"),
        (lambda: odd.symlink_to(odd), "cannot be read"),
        (lambda: odd.symlink_to(tmp_path / "gone"), "there is no such file"),
        (lambda: odd.symlink_to("/dev/zero"), "not a regular file"),
    ):
        make()
        with pytest.raises(InputError, match=said) as caught:
            select([tmp_path / "good", odd])
        assert caught.value.where == str(odd)
        odd.rmdir() if odd.is_dir() else odd.unlink()
    with pytest.raises(InputError, match="there is no such file"):
        select([tmp_path / "good", tmp_path / "absent"])


def test_linked_folders_are_refused_so_no_walk_goes_in_circles(tmp_path: Path) -> None:
    fill(tmp_path, "a/list.xlsx")
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    with pytest.raises(InputError, match="a link to a folder is not followed") as caught:
        select([tmp_path])
    assert caught.value.where == str(tmp_path / "a" / "loop")


def test_link_to_a_file_is_stored_as_that_file(tmp_path: Path) -> None:
    fill(tmp_path, "real.xlsx")
    (tmp_path / "linked.xlsx").symlink_to(tmp_path / "real.xlsx")
    archive = Archive(tmp_path / "home")
    seen = archive.add(tmp_path / "linked.xlsx")
    assert (seen.name, archive.read(seen.sha256)) == ("linked.xlsx", b"real.xlsx")
    assert not archive.path(seen.sha256).is_symlink()


def test_pipe_put_in_a_files_place_neither_blocks_nor_passes(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "list.xlsx")
    archive = Archive(tmp_path / "home")
    with pytest.raises(InputError, match="not a regular file"):
        archive.add(tmp_path / "list.xlsx")
    assert archive.sightings() == []


@pytest.mark.shared
def test_real_workbooks_are_667_sightings_of_504_objects(ice_sheets: Path, tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.add_all(select([ice_sheets]).files)
    seen = archive.sightings()
    assert (len(seen), len({s.sha256 for s in seen})) == (667, 504)
    assert sum(s.captured_at is not None for s in seen) == 38 + 67 + 70
    assert archive.verify() == []
