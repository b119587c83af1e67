"""The method page says what is measured."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from pathlib import Path

from open287g.places.cooperation import cooperation_rules
from open287g.places.law import law_of, rules
from open287g.places.states import states
from open287g.record.asking.record import Record
from tools import accuracy_places

PAGE = Path(__file__).parents[2] / "docs/methods/places.md"


ROW = re.compile(r"^\| ((?:wrong|missed) ORI \([\w ]+\)) \| (\d+) \| (\d+) \| ([\d.]+%) \| (.+) \|$", re.MULTILINE)


def test_the_accuracy_table_is_what_the_labels_give() -> None:
    measured = []
    for row in accuracy_places.matching():
        bounds = f"{row['low95']:.2%} to {row['high95']:.2%}"
        measured.append((row["measure"], str(row["wrong"]), str(row["of"]), f"{row['share']:.2%}", bounds))
    assert ROW.findall(PAGE.read_text(encoding="utf-8")) == measured


def test_the_shares_of_known_oris_are_the_records(record: Record) -> None:
    page = " ".join(PAGE.read_text(encoding="utf-8").split())
    known, none, unknown = accuracy_places.shares(record)
    assert f"{known['wrong']:,} have a known ORI, {known['share']:.1%}" in page
    assert f"{none['wrong']} ({none['share']:.1%}) are of bodies known to have none" in page
    assert f"{unknown['wrong']} ({unknown['share']:.1%}) are unknown" in page
    assert known["wrong"] + none["wrong"] + unknown["wrong"] == known["of"]


def test_the_page_counts_the_registers_of_law() -> None:
    page = " ".join(PAGE.read_text(encoding="utf-8").split())
    status = Counter(rule.status for rule in rules())
    assert f"has {len(rules())} entries for the 50 states" in page
    assert (
        f"{status['banned']} bans, {status['required']} duties, {status['allowed']} rules that allow, "
        f"{status['unknown']} unknown."
    ) in page
    confirmed = [rule.state for rule in rules() if rule.confirmed]
    assert (len(confirmed), len(set(confirmed))) == (17, 16) and "Seventeen entries of sixteen states" in page
    known = Counter(law_of(state, date(2026, 11, 27)).status != "unknown" for state in states())
    assert f"what binds local agencies in {known[True]} places; in {known[False]} the answer is unknown" in page
    told = cooperation_rules()
    data = sum(rule.kind == "data" for rule in told)
    assert f"{len(told)} rules of {len({rule.state for rule in told})} states were read, {data} of them on data" in page
