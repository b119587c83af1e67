"""A record that grew list by list is the record made of all the lists at once."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from open287g.archive.store.archive import Archive
from open287g.archive.workbooks.sheet import Line, Sheet
from open287g.record.asking.record import Record
from open287g.record.build import build
from open287g.record.reading.corpus import Corpus
from open287g.record.tables.catalog import BY_NAME
from tests.record.small_lists import JEM, TFM, WSO, Row, participating, pending


def tables(home: Path) -> dict[str, list[dict[str, object]]]:
    """All that a home's record holds."""
    with Record(home / "record" / "record.duckdb") as record:
        return {name: record.table(name).to_pylist() for name in BY_NAME}


def lists(folder: Path) -> list[Path]:
    """Five lists in which a row comes, is corrected, linked and renewed, and goes."""
    own = "Alder County Sheriff's Office", "Collier County"
    alder = [Row("FLORIDA", *own, model, date(2025, 4, 1), moa) for model, moa in ((WSO, ""), (JEM, "Alder_JEM.pdf"))]
    again = alder[0]._replace(signed=date(2026, 5, 2), moa="Alder_WSO.pdf")
    return [
        participating(folder, date(2026, 5, 4), alder),
        pending(folder, date(2026, 5, 5), [Row("FLORIDA", "Birch Police Department", "Lee County", TFM, "")]),
        participating(folder, date(2026, 5, 6), [again, alder[1]]),
        participating(folder, date(2026, 5, 8), [alder[1], Row("FLORIDA", "Birch Police Department", "", TFM, "")]),
        participating(folder, date(2026, 5, 20), [again]),
    ]


@pytest.mark.parametrize("order", [[0, 1, 2, 3, 4], [4, 2, 0, 3, 1]])
def test_a_record_that_grew_list_by_list_is_the_one_made_at_once(tmp_path: Path, order: list[int]) -> None:
    found = lists(tmp_path)
    grown, whole = tmp_path / "grown", tmp_path / "whole"
    for number in order:
        Archive(grown).add(found[number].read_bytes(), name=found[number].name)
        build(grown, shipped=False)
    for path in found:
        Archive(whole).add(path.read_bytes(), name=path.name)
    build(whole, shipped=False, remember=False)
    assert tables(grown) == tables(whole)


@settings(max_examples=40)
@given(st.lists(st.lists(st.integers(0, 9), max_size=12), max_size=6), st.randoms())
def test_the_order_in_which_files_are_taken_in_does_not_matter(files: list[list[int]], chance: Random) -> None:
    def taken(numbers: list[int]) -> dict[str, list[str]]:
        corpus = Corpus()
        for number in numbers:
            rows = tuple((at, _line(what)) for at, what in enumerate(files[number], 2))
            corpus.put(str(number), _sheet(rows))
        corpus.sort()
        return {sha: [corpus.lines[line].agency for line in x.lines] for sha, x in corpus.listings.items()}

    shuffled = list(range(len(files)))
    chance.shuffle(shuffled)
    assert taken(shuffled) == taken(list(range(len(files))))
    assert taken(shuffled) == {str(n): [f"Agency {what}" for what in files[n]] for n in range(len(files))}


def _line(what: int) -> Line:
    return Line(*[""] * len(Line._fields))._replace(agency=f"Agency {what}")


def _sheet(rows: tuple[tuple[int, Line], ...]) -> Sheet:
    return Sheet(("state", "agency", "model"), rows, 0, None)
