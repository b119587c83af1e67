"""Makes lists wrong in what their cells say: each maker takes chance and a sound list and gives a wrong one."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from tests.record.sheets import Cells

Maker = Callable[[random.Random, Cells], Cells]
MAKERS: dict[str, Maker] = {}
# What must become of them; where nothing is said, whatever ends no agreement wrongly will do.
MUST: dict[str, str] = {}

STATE, AGENCY, TYPE, COUNTY, MODEL, SIGNED, MOA = (
    "STATE", "LAW ENFORCEMENT AGENCY", "TYPE", "COUNTY", "SUPPORT TYPE", "SIGNED", "MOA",
)  # fmt: skip
WILD: tuple[Any, ...] = (
    "=HYPERLINK(\"http://example.org\",\"x\")", "=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "x" * 40_000,
    "\x01\x02\x07", "_x0000_", "\u202eytnuoC", "\u200b\u200b",
    "Кольер", "警察", "🚓 Police", "<script>alert(1)</script>",
    "<b>Collier</b>", "]]>", "&amp;&lt;", "' OR 1=1 --", "../../etc/passwd", "\x00", "nan", "None", "#REF!", "#N/A",
    "TRUE", True, False, 0, -1, 1e308, 10**18, 3.5, "99/99/9999", "0000-00-00", date(1900, 1, 1), date(9999, 12, 31),
    date(2199, 1, 1), "2026-02-30", "13/13/2026", "someone@example.org", "https://example.org/?u=someone@example.org",
    "javascript:alert(1)", "file:///etc/passwd", "\r\n", "a\r\nb", "\ud800", "{{7*7}}", "${x}", "%s%s%n", "\\\\host\\x",
)  # fmt: skip


def maker(name: str, must: str = "") -> Callable[[Maker], Maker]:
    """Register a maker."""

    def register(made: Maker) -> Maker:
        MAKERS[name] = made
        if must:
            MUST[name] = must
        return made

    return register


def _some(chance: random.Random, cells: Cells, least: float = 0.001, most: float = 0.6) -> list[int]:
    share = chance.uniform(least, most) if chance.random() < 0.5 else chance.uniform(least, min(most, 0.04))
    return sorted(chance.sample(range(len(cells.rows)), max(1, int(share * len(cells.rows)))))


def _without(cells: Cells, gone: set[int]) -> Cells:
    kept = [i for i in range(len(cells.rows)) if i not in gone]
    place = {old: new for new, old in enumerate(kept)}
    links = {(place[row], title): to for (row, title), to in cells.links.items() if row in place}
    return replace(cells, rows=[cells.rows[i] for i in kept], links=links)


@maker("nothing changed", "duplicate")
def _same(chance: random.Random, cells: Cells) -> Cells:
    return cells


@maker("rows in another order", "duplicate")
def _shuffled(chance: random.Random, cells: Cells) -> Cells:
    order = list(range(len(cells.rows)))
    chance.shuffle(order)
    place = {old: new for new, old in enumerate(order)}
    links = {(place[row], title): to for (row, title), to in cells.links.items()}
    return replace(cells, rows=[cells.rows[i] for i in order], links=links)


@maker("a true next list", "accepted")
def _next(chance: random.Random, cells: Cells) -> Cells:
    after = _without(cells, set(chance.sample(range(len(cells.rows)), chance.randint(0, 6))))
    for _ in range(chance.randint(1, 30)):
        row = list(chance.choice(after.rows))
        row[cells.column(AGENCY)] = f"{chance.choice(_TOWNS)} {chance.choice(_MORE)} Police Department"
        row[cells.column(SIGNED)] = date(2026, 5, 18) - timedelta(days=chance.randint(0, 5))
        after.rows.append(row)
    return after


_TOWNS = ("Alder", "Birch", "Cedar", "Dogwood", "Elm", "Fir", "Ginkgo", "Hazel", "Juniper", "Larch", "Maple", "Oak")
_MORE = ("Bluff", "Creek", "Falls", "Grove", "Harbor", "Hill", "Junction", "Lake", "Meadow", "Point", "Ridge", "Valley")


@maker("some rows dropped")
def _dropped(chance: random.Random, cells: Cells) -> Cells:
    return _without(cells, set(_some(chance, cells)))


@maker("3% of the rows dropped", "quarantined")
def _three_percent(chance: random.Random, cells: Cells) -> Cells:
    return _without(cells, set(chance.sample(range(len(cells.rows)), int(0.03 * len(cells.rows)))))


@maker("3% dropped and 5% new", "quarantined")
def _exchanged(chance: random.Random, cells: Cells) -> Cells:
    after = _three_percent(chance, cells)
    for number in range(int(0.05 * len(cells.rows))):
        row = list(chance.choice(after.rows))
        row[cells.column(AGENCY)] = f"{chance.choice(_TOWNS)} {chance.choice(_MORE)} {number} Police Department"
        after.rows.append(row)
    return after


@maker("cut off below")
def _tail(chance: random.Random, cells: Cells) -> Cells:
    return _without(cells, set(range(chance.randint(0, len(cells.rows)), len(cells.rows))))


@maker("cut off above")
def _head(chance: random.Random, cells: Cells) -> Cells:
    return _without(cells, set(range(chance.randint(1, len(cells.rows)))))


@maker("one state missing")
def _no_state(chance: random.Random, cells: Cells) -> Cells:
    states = sorted({row[cells.column(STATE)] for row in cells.rows})
    gone = chance.choice(states)
    return _without(cells, {i for i, row in enumerate(cells.rows) if row[cells.column(STATE)] == gone})


@maker("no rows", "quarantined")
def _empty(chance: random.Random, cells: Cells) -> Cells:
    return replace(cells, rows=[], links={})


@maker("some rows twice")
def _doubled(chance: random.Random, cells: Cells) -> Cells:
    return replace(cells, rows=cells.rows + [list(cells.rows[i]) for i in _some(chance, cells)])


@maker("one column shuffled")
def _column_shuffled(chance: random.Random, cells: Cells) -> Cells:
    return _shuffle(chance, cells, chance.choice([STATE, AGENCY, COUNTY, MODEL, SIGNED]))


def _shuffle(chance: random.Random, cells: Cells, title: str) -> Cells:
    at = cells.column(title)
    values = [row[at] for row in cells.rows]
    chance.shuffle(values)
    for row, value in zip(cells.rows, values, strict=True):
        row[at] = value
    return cells


@maker("SIGNED shuffled", "quarantined")
def _signed_shuffled(chance: random.Random, cells: Cells) -> Cells:
    return _shuffle(chance, cells, SIGNED)


@maker("a column moved by a row", "quarantined")
def _shifted(chance: random.Random, cells: Cells) -> Cells:
    at = cells.column(chance.choice([STATE, AGENCY, COUNTY, SIGNED]))
    values = [row[at] for row in cells.rows]
    for row, value in zip(cells.rows, values[-1:] + values[:-1], strict=True):
        row[at] = value
    return cells


@maker("links moved by a row", "quarantined")
def _links_shifted(chance: random.Random, cells: Cells) -> Cells:
    by = chance.choice([1, 2, -1])
    return replace(cells, links={(row + by, title): to for (row, title), to in cells.links.items() if row + by >= 0})


@maker("STATE of one half moved by a row")
def _half_shifted(chance: random.Random, cells: Cells) -> Cells:
    at, start = cells.column(STATE), chance.randrange(len(cells.rows))
    values = [row[at] for row in cells.rows]
    for i in range(max(start, 1), len(cells.rows)):
        cells.rows[i][at] = values[i - 1]
    return cells


@maker("two headers exchanged", "quarantined")
def _headers(chance: random.Random, cells: Cells) -> Cells:
    pairs = [(COUNTY, AGENCY), (STATE, AGENCY), (AGENCY, MODEL), (TYPE, AGENCY), (STATE, COUNTY), (SIGNED, AGENCY)]
    one, other = chance.choice(pairs)
    a, b = cells.column(one), cells.column(other)
    cells.header[a], cells.header[b] = other, one
    return cells


@maker("cells of two columns exchanged in some rows")
def _exchanged_cells(chance: random.Random, cells: Cells) -> Cells:
    a, b = (cells.column(t) for t in chance.sample([STATE, AGENCY, TYPE, COUNTY, MODEL, SIGNED], 2))
    for i in _some(chance, cells):
        cells.rows[i][a], cells.rows[i][b] = cells.rows[i][b], cells.rows[i][a]
    return cells


@maker("a column missing")
def _missing(chance: random.Random, cells: Cells) -> Cells:
    return _drop(cells, chance.choice(cells.header))


@maker("SIGNED missing", "quarantined")
def _no_signed(chance: random.Random, cells: Cells) -> Cells:
    return _drop(cells, SIGNED)


def _drop(cells: Cells, title: str) -> Cells:
    at = cells.column(title)
    for row in (cells.header, *cells.rows):
        del row[at]
    return cells


@maker("a header renamed")
def _renamed(chance: random.Random, cells: Cells) -> Cells:
    cells.header[chance.randrange(len(cells.header))] = chance.choice(["", "X", "Agency", "signed", 7, "STATE ", None])
    return cells


@maker("a header twice")
def _twice(chance: random.Random, cells: Cells) -> Cells:
    cells.header[chance.randrange(len(cells.header))] = chance.choice(cells.header)
    return cells


@maker("a strange column first")
def _first(chance: random.Random, cells: Cells) -> Cells:
    cells.header.insert(0, "REMARK")
    for row in cells.rows:
        row.insert(0, chance.choice(WILD))
    return cells


@maker("columns in another order", "duplicate")
def _reordered(chance: random.Random, cells: Cells) -> Cells:
    order = list(range(len(cells.header)))
    chance.shuffle(order)
    return replace(cells, header=[cells.header[i] for i in order], rows=[[row[i] for i in order] for row in cells.rows])


@maker("header further down")
def _lower(chance: random.Random, cells: Cells) -> Cells:
    by = chance.choice([1, 3, 10, 30])
    blank: list[list[Any]] = [["Updated", *[""] * (len(cells.header) - 1)] for _ in range(by - 1)]
    links = {(row + by, title): to for (row, title), to in cells.links.items()}
    rows = [*blank, list(cells.header), *cells.rows]
    return Cells(["About", *[""] * (len(cells.header) - 1)], rows, links) if by else cells


@maker("some cells wild")
def _wild(chance: random.Random, cells: Cells) -> Cells:
    for i in _some(chance, cells, most=0.2):
        cells.rows[i][chance.randrange(len(cells.header))] = chance.choice(WILD)
    return cells


@maker("one column wild here and there")
def _wild_column(chance: random.Random, cells: Cells) -> Cells:
    at = chance.randrange(len(cells.header))
    for i in _some(chance, cells, most=0.1):
        cells.rows[i][at] = chance.choice(WILD)
    return cells


@maker("a few cells wild")
def _few_wild(chance: random.Random, cells: Cells) -> Cells:
    for _ in range(chance.randint(1, 6)):
        chance.choice(cells.rows)[chance.randrange(len(cells.header))] = chance.choice(WILD)
    return cells


@maker("wild rows added")
def _wild_rows(chance: random.Random, cells: Cells) -> Cells:
    for _ in range(chance.randint(1, 40)):
        cells.rows.append([chance.choice(WILD) for _ in cells.header])
    return cells


@maker("links wild")
def _wild_links(chance: random.Random, cells: Cells) -> Cells:
    for place in chance.sample(sorted(cells.links), min(len(cells.links), chance.randint(1, 300))):
        cells.links[place] = str(chance.choice(WILD)).replace("\ud800", "")
    return cells


@maker("SIGNED all alike")
def _one_day(chance: random.Random, cells: Cells) -> Cells:
    for row in cells.rows:
        row[cells.column(SIGNED)] = date(2026, 5, 1)
    return cells


@maker("SIGNED moved by years", "quarantined")
def _years(chance: random.Random, cells: Cells) -> Cells:
    by = timedelta(days=chance.choice([1462, -1462, 365, -365, 1]))
    for row in cells.rows:
        if isinstance(row[cells.column(SIGNED)], date):
            row[cells.column(SIGNED)] += by
    return cells


@maker("one model for all", "quarantined")
def _one_model(chance: random.Random, cells: Cells) -> Cells:
    for row in cells.rows:
        row[cells.column(MODEL)] = "Task Force Model"
    return cells


@maker("names abbreviated", "quarantined")
def _abbreviated(chance: random.Random, cells: Cells) -> Cells:
    for row in cells.rows:
        row[cells.column(AGENCY)] = row[cells.column(AGENCY)][: chance.randint(3, 12)]
    return cells


@maker("letters exchanged in some names")
def _typos(chance: random.Random, cells: Cells) -> Cells:
    for i in _some(chance, cells):
        name = list(cells.rows[i][cells.column(AGENCY)])
        at = chance.randrange(1, len(name))
        name[at - 1], name[at] = name[at], name[at - 1]
        cells.rows[i][cells.column(AGENCY)] = "".join(name)
    return cells


@maker("blank cells here and there")
def _blanks(chance: random.Random, cells: Cells) -> Cells:
    for i in _some(chance, cells):
        cells.rows[i][chance.randrange(len(cells.header))] = ""
    return cells
