"""Where in the bytes of a sheet its cells stand, found with whole columns of numbers instead of one tag after another.

Rows are read only where they are made of these forms and of nothing else, in this order, each row below the last:

    <row r="2" ...> <c r="A2" s="18" t="s"><v>13</v></c> <c r="B2" s="18"/> <c r="C2" s="5"><v>45000</v></c> </row>
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Bytes = npt.NDArray[np.uint8]
Words = npt.NDArray[np.uint64]
Places = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

TEXT, NUMBER, ERROR = range(3)
_MOST_ROWS, _MOST_COLUMNS = 50_000, 26


@dataclass(frozen=True)
class Cells:
    """The cells in which something stands: row and column from 0, what kind it is, its number, and its style's."""

    row: Places
    column: Places
    kind: Places
    value: Places
    style: Places


@dataclass(frozen=True)
class _Place:
    """Row and column of cells from 0, and the place behind them in their tags."""

    row: Places
    column: Places
    behind: Places


@dataclass(frozen=True)
class _Part:
    """A part's bytes, the eight that begin at each place as one number, and where each tag of its rows begins.

    The last of `tag` is that of what stands behind the rows.
    """

    byte: Bytes
    word: Words
    tag: Places

    def begins(self, at: Places, text: bytes) -> bool:
        """Whether the same text of at most eight bytes stands at each place."""
        return bool((self.word[at] & _FIRST[len(text)] == np.uint64(_number_of(text))).all())

    def ends(self, tag: Places, sign: str) -> bool:
        """Whether each tag, by its number, ends with this sign right before the next."""
        return bool((self.byte[self.tag[tag + 1] - 1] == ord(sign)).all())


def _number_of(text: bytes) -> int:
    return int.from_bytes(text, "little")


_FIRST = np.array([(1 << 8 * length) - 1 for length in range(9)], np.uint64)
"""The first so many bytes of eight."""
_TYPE, _TYPE_IS = np.uint64(_number_of(b' t="\0">')), np.uint64(0xFFFF00FFFFFFFF)
_KINDS = np.full(256, -1)
_KINDS[[ord("s"), ord("e")]] = TEXT, ERROR
_PAIRS = np.uint64(0xFF000000FF)


def cells_between(xml: bytes, start: int, end: int) -> Cells | None:
    """The cells of the rows between two places of a sheet's part; None where anything else stands there."""
    byte = np.frombuffer(xml, np.uint8)
    tag = np.flatnonzero(byte[start : end + 1] == ord("<")) + start
    part = _Part(byte, np.ndarray((len(xml) - 7,), "<u8", xml, strides=(1,)), tag)
    first = byte[tag[:-1] + 1]
    row, cell = np.flatnonzero(first == ord("r")), np.flatnonzero(first == ord("c"))
    if not len(cell) or not len(row) or row[0] != 0 or tag[0] != start:
        return None
    is_full = byte[tag[cell + 1] - 2] != ord("/")
    cells_of = _cells_of(part, row, cell, is_full)
    if cells_of is None or np.count_nonzero(byte[start:end] == ord(">")) != len(tag) - 1:
        return None
    place = _places(part, tag[row] + 8, tag[cell], cells_of)
    if place is None:
        return None
    told, value = _told(part, place.behind, tag[cell + 1], is_full), cell[is_full] + 1
    held = None if told is None else _values(part, told[0], tag[value] + 3, tag[value + 1])
    if told is None or held is None:
        return None
    kind, style = told
    return Cells(place.row[is_full], place.column[is_full], kind, held, style)


def _cells_of(part: _Part, row: Places, cell: Places, is_full: Flags) -> Places | None:
    """How many cells each row has; None where its tags are other ones, or one too many, or too few."""
    tags = np.diff(row, append=len(part.tag) - 1)
    starts = np.searchsorted(cell, np.append(row, len(part.tag)))
    cells_of = np.diff(starts)
    full_of = np.diff(np.append(0, np.cumsum(is_full))[starts])
    is_open = part.byte[part.tag[row + 1] - 2] != ord("/")
    full, end = cell[is_full], (row + tags - 1)[is_open]
    plain = (
        (tags == np.where(is_open, 2 + cells_of + 3 * full_of, 1)).all()
        and part.begins(part.tag[row], b'<row r="')
        and part.begins(part.tag[cell], b'<c r="')
        and part.begins(part.tag[full + 1], b"<v>")
        and part.begins(part.tag[full + 2], b"</v></c>")
        and part.begins(part.tag[end], b"</row>")
        and (part.tag[full + 4] - part.tag[full + 2] == 8).all()
        and (part.tag[end + 1] - part.tag[end] == 6).all()
        and part.ends(row, ">")
        and part.ends(cell, ">")
    )
    return cells_of if plain else None


def _places(part: _Part, row: Places, cell: Places, cells_of: Places) -> _Place | None:
    """Where each cell stands, by what its tag and its row's tag say; None where they differ or are out of order."""
    digits = 1 + np.argmax([part.byte[row + n] == ord('"') for n in range(1, 6)], axis=0)
    number = _numbers(part.word, row, digits)
    if number is None or number[-1] > _MOST_ROWS or (np.diff(number, prepend=0) <= 0).any():
        return None
    digits_here, said = np.repeat(digits, cells_of), np.repeat(part.word[row], cells_of)
    # The number of the row, and the mark behind it, stand in the place of each cell too.
    column = part.byte[cell + 6].astype(np.int64) - ord("A")
    mine = np.repeat(number - 1, cells_of)
    plain = (
        not ((part.word[cell + 7] ^ said) & _FIRST[digits_here + 1]).any()
        and column.min() >= 0
        and column.max() < _MOST_COLUMNS
        and (np.diff(mine * _MOST_COLUMNS + column) > 0).all()
    )
    return _Place(mine, column, cell + 8 + digits_here) if plain else None


def _told(part: _Part, at: Places, end: Places, is_full: Flags) -> tuple[Places, Places] | None:
    """The kind and the style of each cell in which something stands, by what follows its place in its tag."""
    last = part.word[end - 7]
    is_typed = (last & _TYPE_IS == _TYPE) & is_full
    length = end - at - np.where(is_typed, 7, np.where(is_full, 1, 2))
    styled = length > 0
    if length.max() > 8 or not ((length == 0) | (length >= 6)).all() or not part.begins(at[styled], b' s="'):
        return None
    kind = np.where(is_typed, _KINDS[(last >> np.uint64(32)).astype(np.uint8)], NUMBER)[is_full]
    of_number = (kind == NUMBER) & styled[is_full]
    numbers = _numbers(part.word, at[is_full][of_number] + 4, length[is_full][of_number] - 5)
    if numbers is None or kind.min(initial=0) < 0:
        return None
    style = np.zeros(len(kind), np.int64)
    style[of_number] = numbers
    return kind, style


def _values(part: _Part, kind: Places, at: Places, end: Places) -> Places | None:
    """The numbers that stand in cells; 0 where an error stands."""
    is_error, length = kind == ERROR, end - at
    if (length[is_error] != 4).any() or not part.begins(at[is_error], b"#N/A"):
        return None
    told = ~is_error
    numbers = _numbers(part.word, at[told], length[told])
    if numbers is None:
        return None
    values = np.zeros(len(kind), np.int64)
    values[told] = numbers
    return values


def _numbers(word: Words, at: Places, digits: Places) -> Places | None:
    """The whole numbers of one to eight digits that stand at places; None where one is not so."""
    if digits.min(initial=1) < 1 or digits.max(initial=1) > 8:
        return None
    before = (8 * (8 - digits)).astype(np.uint64)
    text = (word[at] << before) ^ (np.uint64(_number_of(b"0" * 8)) << before)
    if ((text | (text + np.uint64(_number_of(b"\x06" * 8)))) & np.uint64(_number_of(b"\xf0" * 8))).any():
        return None
    # Eight digits at once: first those beside each other, then the pairs, each with its weight.
    text = text * np.uint64(10) + (text >> np.uint64(8))
    pairs, others = text & _PAIRS, (text >> np.uint64(16)) & _PAIRS
    weighed = pairs * np.uint64(100 + (1_000_000 << 32)) + others * np.uint64(1 + (10_000 << 32))
    return (weighed >> np.uint64(32)).astype(np.int64)
