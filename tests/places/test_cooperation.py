"""State law on cooperation without an agreement: what was read, on its days, and unknown otherwise."""

from __future__ import annotations

from datetime import date

import pytest

from open287g.core.errors import NotFoundError
from open287g.places.cooperation import cooperation_of, cooperation_rules
from open287g.places.states import states

UNKNOWN = {"notice": "unknown", "hold": "unknown", "data": "unknown", "access": "unknown"}


def test_a_rule_holds_from_its_day_and_not_before() -> None:
    assert cooperation_of("CA", date(2017, 12, 31)) == UNKNOWN
    assert cooperation_of("CA", date(2018, 1, 1)) == UNKNOWN | {"hold": "banned", "notice": "banned"}
    assert cooperation_of("IL", date(2026, 5, 18))["hold"] == "banned"


def test_a_rule_without_a_day_or_past_its_end_leaves_the_answer_unknown() -> None:
    assert cooperation_of("TX", date(2020, 1, 1)) == UNKNOWN
    assert cooperation_of("TX", date(2026, 1, 1)) == UNKNOWN


def test_a_state_that_is_not_in_the_register_is_unknown() -> None:
    assert cooperation_of("WY", date(2026, 5, 18)) == UNKNOWN
    with pytest.raises(NotFoundError):
        cooperation_of("XX", date(2026, 5, 18))


def test_every_rule_is_of_a_state_and_cites_what_was_read() -> None:
    for rule in cooperation_rules():
        assert rule.state in states() and rule.citation and rule.says
        assert rule.start is None or rule.end is None or rule.start < rule.end
        assert all(source.startswith("text of") for source in rule.sources)
