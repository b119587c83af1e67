"""Stories from beginning to end, on both databases: each step by an account, and what it comes to."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from random import Random

import pytest

from open287g.core.bundled import read_yaml
from open287g.office.checks import verify
from open287g.office.demo.story import story
from open287g.office.ledger.database import read
from open287g.office.ledger.private import text_of
from open287g.office.office import entries_of
from open287g.office.replay import replay
from tests.office.agency import YUMA, House, authorize, house, sign
from tests.office.story import left, names, tell


def sound(found: House) -> None:
    """The ledger, the texts and the tables verify, and replay gives the same bytes twice."""
    engine = found.office.engine
    assert read(engine, lambda c: verify(c, found.office.keys)).ok
    assert read(engine, replay) == read(engine, replay)


def test_every_story_is_told_by_a_test() -> None:
    assert names() == ["maricopa-like", "news-stories"]


def test_the_news_stories(url: str, tmp_path: Path) -> None:
    found = house(url, tmp_path, datetime(2025, 5, 1, tzinfo=UTC))
    tell(found, "news-stories")
    sound(found)
    engine, keys = found.office.engine, found.office.keys
    (entry, *_) = read(engine, lambda c: entries_of(c, "complaint:c1"))["complaint:c1"]
    assert read(engine, lambda c: text_of(c, keys, entry.private["narrative"])) is None
    before = read(engine, lambda c: replay(c, date(2025, 9, 30), datetime(2025, 9, 30, 23, tzinfo=UTC)))
    assert b'"state":"suspended"' not in before and b'"state":"revoked"' in before


def test_a_cascade_like_that_of_maricopa(url: str, tmp_path: Path) -> None:
    found = house(url, tmp_path, datetime(2025, 5, 1, tzinfo=UTC))
    sign(found, YUMA)
    sign(found, YUMA, "JEM", "JEM-2025")
    for name, model in (("field-1", "TFM"), ("jail-1", "JEM"), ("both-1", "TFM"), ("both-1", "JEM")):
        authorize(found, name, YUMA, model)
    for grant, name, model in (("g-field", "field-1", "TFM"), ("g-jail", "jail-1", "JEM"), ("g-both", "both-1", "JEM")):
        told = {"grant_id": grant, "agency_id": YUMA, "officer_id": name, "model": model, "system": "federal databases"}
        found.say("manager1-yuma", "grant.requested", "2025-04-01", **told)
        found.say("hq", "grant.granted", "2025-04-02", grant_id=grant)
    tell(found, "maricopa-like")
    sound(found)
    assert left(found, YUMA, found.clock.now).grants == ()


@pytest.mark.parametrize("seed", range(3))
def test_the_synthetic_office_tells_nothing_before_it_happened(seed: int) -> None:
    book = read_yaml("office/demo/demo.yaml")
    for known, _, event in story(book, Random(seed), 2_000):
        told = [value for name, value in event.items() if name == "at" or name.endswith("_at")]
        assert all(datetime.fromisoformat(str(one)) <= known for one in told), event
