"""The proof of a threshold: what is tried, what is written, and that a change is in force before the room is loaded."""

from __future__ import annotations

import subprocess
import sys

from tools import planted_lists
from tools.thresholds import LABELS, proved, rooms, rows, trials

ROW = {"name": "reach", "value": "3", "step": "1", "decides": "How far.", "set_on": "endings"}
FREE = {**ROW, "name": "free", "set_on": ""}


def test_each_threshold_is_tried_one_step_either_way_and_its_labels_once_as_it_stands() -> None:
    assert trials([ROW, FREE]) == [("endings", {}), ("endings", {"reach": "2"}), ("endings", {"reach": "4"})]


def test_the_proof_holds_shares_by_their_step_and_none_for_what_bears_on_no_label() -> None:
    wanted = trials([ROW, FREE])
    [row, free] = proved([ROW, FREE], wanted, [(0.9, 0.8), (0.95, 0.7), (None, 0.85)])
    assert (row["precision_down"], row["precision"], row["precision_up"]) == ("0.9500", "0.9000", "")
    assert (row["recall_down"], row["recall"], row["recall_up"]) == ("0.7000", "0.8000", "0.8500")
    assert not any(free[name] for name in free if name.startswith(("precision", "recall")))


def test_every_room_names_labels_that_can_be_measured() -> None:
    for room in rooms():
        assert {row["set_on"] for row in rows(room)} <= {"", *LABELS}


def test_a_trial_of_documents_changes_the_threshold_before_the_room_takes_it() -> None:
    told = subprocess.run(
        [
            sys.executable,
            "-c",
            "from tools.thresholds_documents import _change; _change({'lost_words': '9', 'given_from': '0.7'})\n"
            "from open287g.documents.findings import differences, field\n"
            "print(differences.LOST_WORDS, field.UNSURE)",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.split() == ["9", "0.7"]


def test_planted_faults_are_held_back_and_true_changes_are_not() -> None:
    assert planted_lists.scores() == (1.0, 1.0)
