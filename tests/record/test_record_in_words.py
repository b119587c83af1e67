"""The first sentence of an agency's answer: in the newest list, last listed, in old or pending lists alone."""

from __future__ import annotations

import pytest

from open287g.record.asking.in_words import in_words
from open287g.record.asking.record import Record

SAID = {
    "collier county sheriff fl": "In ICE's list of 2026-05-18: JEM (signed 2020-06-09) and TFM (signed 2025-02-24).",
    "grafton county sheriff nh": "Not in ICE's list of 2026-05-18. TFM was last listed on 2026-05-07; its end is "
    "suspected.",
    "mecklenburg county sheriff nc": "Not in ICE's list of 2026-05-18. In lists before 2021: JEM, from 2008-01-14 to "
    "2017-08-01.",
    "AL-leeds-police-department": "Not in ICE's list of 2026-05-18. TFM was in pending lists, on 2026-01-13.",
}


@pytest.mark.parametrize("name", SAID)
def test_an_agency_is_told_first_whether_it_is_in_the_newest_list(record: Record, name: str) -> None:
    assert in_words(record.agency(name), record.publication()["published"]).startswith(SAID[name])


def test_the_sentence_agrees_with_the_list_for_every_agency(record: Record) -> None:
    newest = record.publication()["published"]
    cursor = record.connection.cursor()
    every = cursor.execute("SELECT agency_id FROM agencies USING SAMPLE 60 ROWS (reservoir, 7)").fetchall()
    listed = {row[0] for row in cursor.execute("SELECT agency_id FROM agreements WHERE status = 'listed'").fetchall()}
    for (agency_id,) in every:
        said = in_words(record.agency(agency_id), newest)
        assert said.startswith("In ICE's list") == (agency_id in listed), agency_id
