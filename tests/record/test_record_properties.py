"""Properties that hold for any input, not only for what ICE has written so far."""

from __future__ import annotations

import random
import re
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from open287g.archive.links import unwrap, without_mailboxes
from open287g.archive.workbooks.sheet import Line
from open287g.core.days import parse_day
from open287g.core.errors import InputError
from open287g.core.ids import slug
from open287g.places.match import match_agency
from open287g.record.asking.record import Record
from open287g.record.believing.naming import named_day
from open287g.record.believing.presence import Presence
from open287g.record.build import understand
from open287g.record.history.absences import grade
from open287g.record.history.agreements import follow
from open287g.record.history.beliefs import beliefs
from open287g.record.history.claims import Group, groups
from open287g.record.history.instruments import told_apart
from open287g.record.identity.agencies import Agency
from open287g.record.reading.bundle import SHIPPED, differences, read_bundle, write_bundle
from open287g.record.reading.days import FIRST_AGREEMENT, parse_signed
from open287g.record.reading.lines import Entry, read_line, tidy

DAYS = st.dates(FIRST_AGREEMENT, date(2099, 12, 31))
MAILBOX = re.compile(r"[\w.+-]+(?:@|%40)[\w-]+\.\w+")


@given(DAYS)
def test_signed_reads_every_way_to_write_a_day(day: date) -> None:
    assert parse_signed(day.isoformat()) == day
    assert parse_signed(f"{day:%m/%d/%Y}") == day
    assert parse_signed(f"{day.month}/{day.day}/{day.year}") == day
    assert parse_signed(f" {day.isoformat()} 00:00:00 ") == day
    assert parse_signed(f"{day:%m/%d%Y}") == day, "a slash lost"
    assert parse_signed(f"{day:%m%d/%Y}") == day, "a slash lost"
    for form in ("%B %d, %Y", "%b. %d %Y", "%d-%b-%y", "%d %B %Y", "%m-%d-%Y", "%m.%d.%y", "%Y/%m/%d", "%m%d%Y"):
        assert day.year > 2068 or parse_signed(f"{day:{form}}") == day, form
    for tail in ("*", " 12:00:00 AM", " 14:30", "\u200b"):
        assert parse_signed(f"{day:%m/%d/%Y}{tail}") == day, tail


@pytest.mark.parametrize(
    "text", ["19/05/2026", "5/19", "May 2026", "5/19/1926", "5025-07-07", "Mayhem 19, 2026", "5/19/21026x"]
)
def test_a_signed_that_is_no_day_stays_unread(text: str) -> None:
    assert parse_signed(text) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("5/19/20026", date(2026, 5, 19)),
        ("5/19/22026", date(2026, 5, 19)),
        ("Signed 5/19/2026", date(2026, 5, 19)),
        ("05/19//2026", date(2026, 5, 19)),
    ],
)
def test_a_digit_or_a_slash_that_stands_twice_is_read_once(text: str, day: date) -> None:
    assert parse_signed(text) == day


@given(st.integers(37_257, 54_788))
def test_signed_reads_a_spreadsheet_s_day_number(number: int) -> None:
    assert parse_signed(str(number)) == date(1899, 12, 30) + timedelta(days=number)


@given(st.text())
def test_signed_is_never_invented(text: str) -> None:
    found = parse_signed(text)
    if found is not None:
        assert FIRST_AGREEMENT <= found < date(2100, 1, 1)
        digits = re.sub(r"\D", "", text)
        assert f"{found:%y}" in digits or len(digits) == 5


@pytest.mark.parametrize(
    "text", ["2026-02-30", "13/13/2026", "0000-00-00", "5025-07-07", "1999-01-01", "", "soon", "7"]
)
def test_signed_that_no_agreement_can_have_stays_unknown(text: str) -> None:
    assert parse_signed(text) is None


_ADDRESS = st.one_of(
    st.text(),
    st.text().map(lambda text: f"https://{text}"),
    st.text().map(lambda text: f"https://x.safelinks.protection.outlook.com/?url={text}&data=someone%40ice.dhs.gov"),
    st.text().map(lambda text: f"chrome-extension://abc/https://www.ice.gov/{text}"),
    st.emails().map(lambda mailbox: f"https://www.ice.gov/doclib/{mailbox}/x.pdf"),
    st.emails().map(lambda mailbox: f"mailto:{mailbox}"),
)


@settings(max_examples=300)
@given(_ADDRESS)
def test_unwrap_gives_an_address_without_mailbox_or_nothing(text: str) -> None:
    found = unwrap(text)
    assert found.url == "" or found.url.startswith(("http://", "https://"))
    assert not MAILBOX.search(found.url)
    assert (found.url == "") == (found.wrapped == "unreadable")
    if found.url:
        assert unwrap(found.url).url == found.url, "once unwrapped it stays as it is"


@given(st.text(), st.emails(), st.text())
def test_mailboxes_leave_every_text(before: str, mailbox: str, after: str) -> None:
    assert not MAILBOX.search(without_mailboxes(f"{before} {mailbox} {after}"))


@given(st.text())
def test_tidy_twice_is_tidy_once(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)
    assert "  " not in tidy(text)
    assert tidy(text) == tidy(text).strip()


_CELL = st.one_of(
    st.text(max_size=60), st.sampled_from(["FLORIDA", "Task Force Model", "2025-04-24", "link", "County"])
)


@settings(max_examples=200)
@given(
    st.builds(
        Line,
        _CELL,
        _CELL,
        _CELL,
        _CELL,
        _CELL,
        _CELL,
        _CELL,
        st.just(""),
        st.just("none"),
        _CELL,
        st.just(""),
        st.just("none"),
    )
)
def test_any_line_can_be_read_and_what_is_unknown_stays_unknown(line: Line) -> None:
    reading = read_line(line)
    if not line.state.strip():
        assert reading.state is None
    if not line.signed.strip():
        assert reading.signed is None
    if reading.agency:
        assert re.search("[A-Za-z]{2}", reading.agency)
        assert not re.search(r"[<>=|{}\\\x00-\x1f]", reading.agency)
    unread = {note.column for note in reading.notes if note.action == "unreadable"}
    for column, raw, read in (("SIGNED", line.signed, reading.signed), ("STATE", line.state, reading.state)):
        if raw.strip() and read is None:
            assert column in unread, "what cannot be read is said"


@given(st.integers(0, 60).flatmap(lambda n: st.lists(st.lists(st.booleans(), min_size=n, max_size=n), max_size=4)))
def test_stretches_rebuild_the_rows_they_tell(rows: list[list[bool]]) -> None:
    listed = _presence(rows, [1] * len(rows[0]) if rows else [])
    found = [*listed.stretches, listed.stretches_of(range(len(rows)))]
    for row, stretches in zip([*rows, [any(column) for column in zip(*rows, strict=True)]], found, strict=True):
        rebuilt = [False] * len(row)
        for first, end in stretches:
            assert first < end
            rebuilt[first:end] = [True] * (end - first)
        assert rebuilt == row
        assert all(one[1] < other[0] for one, other in pairwise(stretches)), "stretches never touch"


_ALDER = Agency(
    "FL-alder-police-department", "Alder Police Department", "FL", None,
    match_agency("FL", "Alder Police Department"), (0,),
)  # fmt: skip
_ORDER = ("suspected", "probable", "confirmed")


@given(st.integers(0, 400), st.integers(0, 400), st.integers(0, 400), st.integers(0, 400))
def test_a_longer_absence_never_lowers_the_grade(days: int, more: int, publications: int, others: int) -> None:
    assert _ORDER.index(grade(days, publications)) <= _ORDER.index(grade(days + more, publications + others))


def _presence(rows: list[list[bool]], gaps: list[int]) -> Presence:
    days = [date(2025, 1, 1) + timedelta(days=sum(gaps[: p + 1])) for p in range(len(gaps))]
    bits = np.array(rows, np.bool_).reshape(len(rows), len(gaps))
    return Presence(bits, tuple(days), tuple(days), ())


def _entry(signed: date | None, file: str = "") -> Entry:
    return Entry("FL", "Alder Police Department", None, "", "TFM", signed, "", file, "", ())


@st.composite
def _lists(draw: st.DrawFn) -> tuple[list[Entry], Presence]:
    publications = draw(st.integers(1, 40))
    lines = draw(st.integers(1, 4))
    rows = [draw(st.lists(st.booleans(), min_size=publications, max_size=publications)) for _ in range(lines)]
    gaps = draw(st.lists(st.integers(0, 30), min_size=publications, max_size=publications))
    signed = [draw(st.one_of(st.none(), st.dates(date(2024, 6, 1), date(2026, 12, 31)))) for _ in range(lines)]
    files = st.sampled_from(("", "", "Alder_TFM_MOA.pdf", "Alder_TFM_MOA_03202025.pdf", "Alder_TFM_MOA_09152026.pdf"))
    return [_entry(day, draw(files)) for day in signed], _presence(rows, gaps)


def _group(entries: list[Entry], listed: Presence) -> Group:
    """What the lists say of the one agency and model that `_lists` makes."""
    nothing = Presence(np.zeros((len(entries), 0), np.bool_), (), (), ())
    return groups(entries, [_ALDER] * len(entries), listed, nothing)[0]


@settings(max_examples=300)
@given(_lists(), st.booleans())
def test_what_is_believed_of_one_agency_and_model_never_contradicts_itself(
    made: tuple[list[Entry], Presence], moved: bool
) -> None:
    entries, listed = made
    assume(listed.bits.any())
    group = _group(entries, listed)
    agreements = [follow(instrument, entries) for instrument in told_apart(group)]
    moves = frozenset((a.agreement_id, a.ending.start) for a in agreements if moved and a.ending)
    found = beliefs(group, agreements, entries, moves)
    for belief in found:
        assert belief.valid_to is None or belief.valid_from < belief.valid_to
        assert belief.known_to is None or belief.known_from < belief.known_to
    for p, day in enumerate(listed.days):
        if p + 1 < len(listed.days) and listed.days[p + 1] == day:
            continue
        now = [b for b in found if b.known_from <= day and (b.known_to is None or day < b.known_to)]
        spans = sorted((b.valid_from, b.valid_to or date.max) for b in now)
        assert all(one[1] <= other[0] for one, other in pairwise(spans)), "two periods of the world overlap"
        in_force = [span for span in spans if span[0] <= day < span[1]]
        assert len(in_force) == int(listed.bits[:, p].any()), "in force as known on a day is what the day's list shows"


@settings(max_examples=300)
@given(_lists(), st.integers(0, 39))
def test_what_was_known_by_a_publication_is_what_the_lists_up_to_it_say(
    made: tuple[list[Entry], Presence], last: int
) -> None:
    entries, listed = made
    last = min(last, len(listed.days) - 1)
    assume(listed.bits[:, : last + 1].any())
    assume(last + 1 == len(listed.days) or listed.days[last + 1] > listed.days[last])
    cut = Presence(listed.bits[:, : last + 1], listed.days[: last + 1], listed.last_seen[: last + 1], ())

    def known(presence: Presence) -> set[tuple[object, ...]]:
        group = _group(entries, presence)
        agreements = [follow(instrument, entries) for instrument in told_apart(group)]
        day = listed.days[last]
        return {
            (b.agreement_id, b.signed, b.valid_from, b.valid_to)
            for b in beliefs(group, agreements, entries, frozenset())
            if b.known_from <= day and (b.known_to is None or day < b.known_to)
        }

    assert known(listed) == known(cut)


@settings(max_examples=100)
@given(_lists(), st.randoms())
def test_agreements_do_not_depend_on_the_order_of_lines(
    made: tuple[list[Entry], Presence], chance: random.Random
) -> None:
    entries, listed = made
    assume(listed.bits.any())
    order = list(range(len(entries)))
    chance.shuffle(order)
    other = Presence(listed.bits[order], listed.days, listed.last_seen, ())
    one, two = (_group(e, p) for e, p in ((entries, listed), ([entries[i] for i in order], other)))
    assert [[(c.signed, c.file, c.first) for c in made.claims] for made in told_apart(one)] == [
        [(c.signed, c.file, c.first) for c in made.claims] for made in told_apart(two)
    ]


def test_every_spelling_of_the_record_resolves_to_its_agency(record: Record) -> None:
    several = {}
    for row in record.table("spellings").to_pylist():
        several.setdefault((row["state"], row["agency_name"]), set()).add(row["agency_id"])
    for (state, name), agencies in several.items():
        found = record.resolve(name, state)
        if len(agencies) == 1:
            assert {found.agency_id} == agencies, (name, state)
        else:
            assert (found.agency_id, found.tier) == (None, "ambiguous")
            assert {candidate["agency_id"] for candidate in found.candidates} == agencies


def test_every_old_id_leads_to_an_agency_or_an_agreement_in_use(record: Record) -> None:
    ids = {*record.agencies()["agency_id"].to_pylist(), *record.agreements()["agreement_id"].to_pylist()}
    redirects = record.table("redirects").to_pylist()
    assert len(redirects) > 50
    for redirect in redirects:
        assert redirect["old_id"] not in ids
        assert redirect["new_id"] in ids
        led = record.agreement(redirect["old_id"])["agreement_id"] if ":" in redirect["old_id"] else None
        assert (led or record.find(redirect["old_id"])) == redirect["new_id"]


@pytest.mark.slow
def test_the_record_does_not_depend_on_the_order_in_which_files_came(tmp_path: Path) -> None:
    drafts = []
    for seed in (None, 287):
        corpus = read_bundle(SHIPPED)
        if seed is not None:
            chance = random.Random(seed)
            seen, names = list(corpus.seen), list(corpus.listings)
            chance.shuffle(seen)
            chance.shuffle(names)
            corpus.seen, corpus.listings = [], {name: corpus.listings[name] for name in names}
            corpus.saw(seen)
        drafts.append(understand(corpus))
    one, other = drafts
    assert [a.agency_id for a in one.agencies] == [a.agency_id for a in other.agencies]
    owners, others = ([a and a.agency_id for a in draft.agency_of_line] for draft in drafts)
    assert owners == others
    assert [a.agreement_id for a in one.agreements] == [a.agreement_id for a in other.agreements]
    write_bundle(one.corpus, tmp_path / "one")
    write_bundle(other.corpus, tmp_path / "other")
    assert list(differences(read_bundle(tmp_path / "one"), read_bundle(tmp_path / "other"))) == []
    for name in ("lines", "rows", "sheets", "seen"):
        assert (tmp_path / "one" / f"{name}.parquet").read_bytes() == (
            tmp_path / "other" / f"{name}.parquet"
        ).read_bytes()


@given(st.text())
def test_a_name_tells_a_day_or_none(name: str) -> None:
    day, half = named_day(name)
    assert half in (0, 1, 2)
    if day is not None:
        assert f"{day:%y}" in name and str(day.day) in name


@given(DAYS, st.sampled_from(["am", "mid", "pm", ""]))
def test_a_day_in_a_name_is_read(day: date, half: str) -> None:
    found = named_day(f"participatingAgencies{day:%m%d%Y}{half}.xlsx")
    assert found == (day, {"am": 0, "mid": 1, "": 1, "pm": 2}[half])
    for form in ("_%Y%m%d", "%m%d%y", "-%Y-%m-%d-", " %m.%d.%Y ", "_%B-%d-%Y_", "-%d%b%Y-"):
        assert named_day(f"287gParticipatingAgencies{day:{form}}{half}.xlsx") == found, form


@pytest.mark.parametrize("name", ["participatingAgencies041720263pm.xlsx", "ParticipatingAgency0417202610am (2).xlsx"])
def test_an_hour_behind_the_day_in_a_name_is_no_part_of_it(name: str) -> None:
    assert named_day(name)[0] == date(2026, 4, 17)


@pytest.mark.parametrize(
    "name", ["209067.xlsx", "participatingAgencies1112026.xlsx", "090022025am.xlsx", "a٠٥٢٠٢٠٢٦.xlsx"]
)
def test_a_name_that_tells_no_day_or_two_is_not_read(name: str) -> None:
    assert named_day(name)[0] is None


@given(st.text())
def test_a_slug_is_lower_case_ascii_and_stays_as_it_is(text: str) -> None:
    assert re.fullmatch(r"([a-z0-9]+(-[a-z0-9]+)*)?", slug(text))
    assert slug(slug(text)) == slug(text)


@given(st.text())
def test_a_day_is_read_or_refused_with_a_remedy(text: str) -> None:
    try:
        day = parse_day(text)
    except InputError as error:
        assert "YYYY-MM-DD" in error.remedy
        assert error.exit_code == 2
    else:
        assert isinstance(day, date)
