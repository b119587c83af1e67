"""No page mixes languages; no code of the record is without its words."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

from open287g.record.asking.loaded import LoadedRecord
from open287g.vocabulary import labels
from open287g.web.pages.quality import accuracy
from tests.web.addresses import PAGES
from tools import atlas_accuracy, atlas_messages


@pytest.mark.parametrize("path", PAGES)
def test_no_english_sentence_of_the_program_is_left_on_a_spanish_page(client: TestClient, path: str) -> None:
    text = client.get("/es" + path if path != "/" else "/es/").text
    marked = re.sub(r'<(\w+)[^>]*\blang="en"[^>]*>.*?</\1>', "", text, flags=re.S)
    visible = re.sub(r"<[^>]+>", "\n", marked)
    catalog = {m.id for m in atlas_messages.current() if isinstance(m.id, str) and len(m.id) > 12 and m.id != m.string}
    lines = {line.strip() for line in visible.splitlines()}
    assert sorted(lines & catalog) == []


CODES = {
    "events": {"kind": "EVENTS", "model": "MODELS"},
    "agreements": {
        "status": "STATUSES",
        "model": "MODELS",
        "valid_from_basis": "BASES",
        "ending": "GRADES",
        "ended_as": "ENDED_AS",
    },
    "doubts": {"kind": "DOUBTS"},
    "statements": {"says": "SAID"},
    "agencies": {"agency_type": "TYPES"},
    "spellings": {"tier": "TIERS"},
    "signals": {"action": "ACTIONS"},
    "snapshots": {"verdict": "VERDICTS", "list": "LISTS"},
    "judgments": {"verdict": "VERDICTS"},
    "flickers": {"treated_as": "TREATED"},
    "pending": {"status": "STATUSES"},
}


def test_every_code_in_the_real_record_has_words(loaded: LoadedRecord) -> None:
    missing = {
        (table, column, row[column])
        for table, columns in CODES.items()
        for column, vocabulary in columns.items()
        for row in loaded.tables[table]
        if row[column] is not None and row[column] not in getattr(labels, vocabulary)
    }
    assert missing == set()


def test_the_accuracy_shown_is_the_accuracy_measured() -> None:
    shown = atlas_accuracy.TARGET.read_text(encoding="utf-8")
    assert shown == atlas_accuracy.table(), "run python -m tools.atlas_accuracy"
    assert all(row["measure"] in labels.MEASURES for row in accuracy())
