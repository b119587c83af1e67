"""Numbers chosen by measuring: each has a reason, a step that can be tried, and its proof."""

from __future__ import annotations

import pytest

from open287g.core.errors import DamageError
from open287g.core.thresholds import MEASURED, threshold, thresholds, whole
from tools import thresholds as tool

ROOMS = tool.rooms()


@pytest.mark.parametrize("room", ROOMS)
def test_every_threshold_says_what_it_decides(room: str) -> None:
    for name, row in thresholds(room).items():
        assert row.decides.endswith("."), name
        assert float(row.step) > 0, name


@pytest.mark.parametrize("room", ROOMS)
def test_every_threshold_set_on_labels_carries_its_proof(room: str) -> None:
    for name, row in thresholds(room).items():
        shares = [row.measured[column] for column in MEASURED]
        assert row.set_on in ("", *tool.LABELS), name
        assert any(shares) == bool(row.set_on), f"{room}.{name}: run python -m tools.thresholds {room}"
        assert all(0 <= float(share) <= 1 for share in shares if share), name


def test_a_step_keeps_the_way_a_number_is_written() -> None:
    assert tool.stepped({"value": "40", "step": "10"}, -1) == "30"
    assert tool.stepped({"value": "0.9", "step": "0.05"}, 1) == "0.95"
    assert tool.stepped({"value": "84.0", "step": "4"}, 1) == "88"


def test_a_whole_number_is_read_as_one() -> None:
    assert whole("record", "probable_days") == 14
    assert threshold("record", "usable_share") == 0.9
    with pytest.raises(ValueError):
        whole("record", "usable_share")


def test_a_room_without_the_file_is_damage() -> None:
    with pytest.raises(DamageError, match="missing"):
        thresholds("core")
