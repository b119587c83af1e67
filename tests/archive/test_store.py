"""The store keeps bytes by hash, logs every sighting, and never changes what it holds."""

from __future__ import annotations

import stat
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from open287g.archive.store.archive import Archive
from open287g.archive.store.intake import Incoming
from open287g.core.errors import DamageError, InputError, NotFoundError
from open287g.core.files import sha256_of


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "home")


def objects(archive: Archive) -> dict[str, bytes]:
    """Every stored file by its hash-shaped path."""
    return {p.parent.name + p.name: p.read_bytes() for p in (archive.root / "objects").rglob("*") if p.is_file()}


def test_file_is_stored_under_its_hash_and_read_only(archive: Archive, tmp_path: Path) -> None:
    file = tmp_path / "participatingAgencies-20250421120000.xlsx"
    file.write_bytes(b"rows")
    seen = archive.add(file, source="https://www.ice.gov/x.xlsx")
    assert seen.sha256 == sha256_of(b"rows")
    assert (seen.name, seen.size, seen.source) == (file.name, 4, "https://www.ice.gov/x.xlsx")
    assert seen.captured_at == datetime(2025, 4, 21, 12, tzinfo=UTC)
    assert datetime.now(UTC) - seen.first_seen < timedelta(minutes=1)
    assert stat.S_IMODE(archive.path(seen.sha256).stat().st_mode) == 0o444
    assert archive.read(seen.sha256) == b"rows"
    assert archive.sightings() == [seen]
    assert archive.verify() == []


def test_same_bytes_twice_are_one_object_and_two_sightings(archive: Archive) -> None:
    archive.add(b"same", name="first.xlsx")
    archive.add(b"same", name="first.xlsx")
    archive.add(b"same", name="second.xlsx")
    assert len(objects(archive)) == 1
    assert [s.name for s in archive.sightings()] == ["first.xlsx", "first.xlsx", "second.xlsx"]


def test_same_bytes_within_one_call_are_one_object(archive: Archive) -> None:
    archive.add_all([Incoming(b"same", "a"), Incoming(b"same", "b"), Incoming(b"", "empty")])
    assert set(objects(archive)) == {sha256_of(b"same"), sha256_of(b"")}
    assert len(archive.sightings()) == 3


def test_order_of_recording_is_kept_across_many_batches(archive: Archive) -> None:
    names = [f"file-{n}" for n in range(25)]
    for name in names:
        archive.add(name.encode(), name=name)
    assert [s.name for s in Archive(archive.root.parent).sightings()] == names


def test_capture_time_is_kept_in_utc(archive: Archive) -> None:
    local = datetime(2026, 1, 2, 3, 4, tzinfo=timezone(timedelta(hours=-5)))
    archive.add(b"x", name="x", captured_at=local)
    assert archive.sightings()[0].captured_at == local
    assert archive.sightings()[0].as_row()["captured_at"] == "2026-01-02T08:04:00+00:00"


@pytest.mark.parametrize(
    ("name", "source", "moment", "said"),
    [
        ("", "", None, "name"),
        ("a/b.xlsx", "", None, "name"),
        ("bad-\udcff.xlsx", "", None, "UTF-8"),
        ("a.xlsx", "", datetime(2026, 1, 1), "time zone"),
    ],
)
def test_unsound_input_stores_nothing(
    archive: Archive, name: str, source: str, moment: datetime | None, said: str
) -> None:
    with pytest.raises(InputError, match=said):
        archive.add_all([Incoming(b"good", "good"), Incoming(b"x", name, source, moment)])
    assert not archive.root.exists()


def test_one_object_too_large_and_nothing_of_the_call_is_kept(tmp_path: Path) -> None:
    archive = Archive(tmp_path, max_bytes=10)
    archive.add(b"0123456789", name="fits")
    with pytest.raises(InputError, match="larger than 10 bytes"):
        archive.add_all([Incoming(b"small", "small"), Incoming(b"0123456789a", "large")])
    assert set(objects(archive)) == {sha256_of(b"0123456789")}
    assert len(archive.sightings()) == 1
    assert archive.verify() == []


def test_reading_what_was_never_stored_says_so(archive: Archive) -> None:
    with pytest.raises(NotFoundError, match="holds no object"):
        archive.read("0" * 64)
    with pytest.raises(InputError, match="is not a sha256"):
        archive.read("../../../etc/passwd")
    with pytest.raises(NotFoundError, match="there is no archive here"):
        archive.verify()


def test_find_takes_the_beginning_of_a_hash(archive: Archive) -> None:
    for n in range(40):
        archive.add(bytes([n]), name="x")
    whole = sha256_of(bytes([7]))
    assert archive.find(whole[:10].upper()) == whole
    with pytest.raises(InputError, match="hashes start with"):
        archive.find("")
    with pytest.raises(NotFoundError, match="no stored object"):
        archive.find("zz")


def test_damaged_bytes_are_never_handed_out(archive: Archive) -> None:
    seen = archive.add(b"evidence", name="list.xlsx")
    path = archive.path(seen.sha256)
    path.chmod(0o644)
    path.write_bytes(b"evidencE")
    with pytest.raises(DamageError, match="no longer match"):
        archive.read(seen.sha256)
    path.unlink()
    with pytest.raises(DamageError, match=r"list\.xlsx.*missing"):
        archive.read(seen.sha256)


def test_adding_the_original_again_repairs(archive: Archive) -> None:
    seen = archive.add(b"evidence", name="list.xlsx")
    path = archive.path(seen.sha256)
    path.chmod(0o644)
    path.write_bytes(b"evidencE")
    archive.add(b"evidence", name="list.xlsx")
    assert archive.read(seen.sha256) == b"evidence"
    path.unlink()
    archive.add(b"evidence", name="list.xlsx")
    assert archive.read(seen.sha256) == b"evidence"
    assert archive.verify() == []


contents = st.lists(st.binary(max_size=12), min_size=1, max_size=8)


@settings(max_examples=25, deadline=None)
@given(data=st.data(), items=contents)
def test_any_order_and_grouping_of_adds_gives_the_same_objects(data: st.DataObject, items: list[bytes]) -> None:
    shuffled = data.draw(st.permutations(items))
    cut = data.draw(st.integers(0, len(items)))
    with TemporaryDirectory() as folder:
        one, other = Archive(Path(folder, "one")), Archive(Path(folder, "other"))
        one.add_all([Incoming(item, "x") for item in items])
        other.add_all([Incoming(item, "x") for item in shuffled[:cut]])
        for item in shuffled[cut:]:
            other.add(item, name="x")
        assert objects(one) == objects(other) == {sha256_of(item): item for item in items}
        assert sorted(s.sha256 for s in one.sightings()) == sorted(s.sha256 for s in other.sightings())
        assert other.verify() == []


@settings(max_examples=25, deadline=None)
@given(
    name=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="/\0"), min_size=1),
    source=st.text(st.characters(exclude_categories=["Cs"])),
    moment=st.none() | st.datetimes(timezones=st.just(UTC)),
)
def test_a_sighting_comes_back_as_it_was_told(name: str, source: str, moment: datetime | None) -> None:
    with TemporaryDirectory() as folder:
        archive = Archive(Path(folder))
        told = archive.add_all([Incoming(b"x", name, source, moment)])
        assert archive.sightings() == told
        assert (told[0].name, told[0].source, told[0].captured_at) == (name, source, moment)
