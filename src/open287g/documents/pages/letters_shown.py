"""Letters that a page shows as others than its text layer says: a font can say 9 and draw 3.

Each letter is drawn small and laid beside the same letter of the fonts that every reader of PDF has, and beside the
page's own. One that is far from its own kind and near another is a reason to read the page's picture, and no more.
"""

from __future__ import annotations

import ctypes
from contextlib import closing
from functools import cache
from typing import Any

import numpy as np

from open287g.core.thresholds import threshold
from open287g.documents.pages import pdfium
from open287g.documents.pages.frame import upright
from open287g.documents.pages.pictures import rendered

_DPI = 144
_CELLS = 6
"""Parts of a letter's width and height of which the ink is taken."""
_FONTS = ("Times-Roman", "Times-Bold", "Times-Italic", "Helvetica", "Helvetica-Bold", "Courier")
_SIGNS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SIGNS_ALIKE = "0OoQ 1lIi 5Ss 2Zz 8B cCGe vV wW xX uU pP kK yY jJ mM tLlIfJ oae nauh hkb dJ fn rt cet"
"""Signs that are drawn alike in some font, so that a small picture does not tell one from another."""
_FAR = threshold("documents", "letter_far")
_NEARER = threshold("documents", "letter_nearer")
_SIZE = 0.6
"""Weight of a letter's width and height, as shares of its line's, beside its ink."""
_LARGEST = 5_000_000
"""Square points of the largest page that is drawn: a sheet of letter size has 484,704."""
_SUMMED = 2**31 // 255
"""Points whose ink a whole number of 32 bits holds."""
_OFTEN = 4
"""Times that a page has a letter from which its own way to draw it is known."""
Table = Any


def shows_others(handle: Any, index: int, turned: int = 0) -> bool | None:
    """Whether some letter of the layer of page `index` (from 0) looks like another than it says; None where nobody can
    tell, as of a page that cannot be drawn or is too large to be drawn so finely."""
    try:
        with upright(handle, index, turned) as page, closing(page.get_textpage()) as textpage:
            if page.get_width() * page.get_height() > _LARGEST:
                return None
            signs, drawn = _letters(page, textpage)
    except pdfium.PdfiumError:
        return None
    if not len(signs):
        return False
    known, kinds = _reference()
    own, own_kinds = _of_the_page(signs, drawn)
    return bool(_unlike(signs, drawn, np.vstack([known, own]), np.concatenate([kinds, own_kinds])).any())


def _of_the_page(signs: Table, drawn: Table) -> tuple[Table, Table]:
    """How the page itself draws each sign that it has often, where that looks like the sign."""
    often = [sign for sign in np.unique(signs) if (signs == sign).sum() >= _OFTEN]
    if not often:
        return np.zeros((0, drawn.shape[1]), np.float32), np.zeros(0, int)
    middle = np.array([np.median(drawn[signs == sign], axis=0) for sign in often], np.float32)
    kinds = np.array(often)
    like = ~_unlike(kinds, middle, *_reference())
    return middle[like], kinds[like]


def _unlike(signs: Table, drawn: Table, known: Table, kinds: Table) -> Table:
    """Which of the letters `drawn` are far from those of `known` that are of their sign, and near another's."""
    apart = (drawn**2).sum(1)[:, None] + (known**2).sum(1)[None] - 2 * drawn @ known.T
    apart = np.sqrt(np.maximum(apart, 0))
    every, which = np.unique(signs, return_inverse=True)
    same = np.array([np.isin(kinds, [ord(like) for like in _alike(chr(sign))]) for sign in every])[which]
    own = np.where(same, apart, np.inf).min(1)
    other = np.where(same, np.inf, apart).min(1)
    return (own > _FAR) & (other < _NEARER * own)


@cache
def _alike(sign: str) -> frozenset[str]:
    """The signs that a small picture does not tell from `sign`, and itself."""
    return frozenset(sign).union(*(group for group in _SIGNS_ALIKE.split() if sign in group))


@cache
def _reference() -> tuple[Table, Table]:
    """How the common fonts draw each sign: a row of numbers each, and the signs as numbers."""
    with closing(pdfium.PdfDocument.new()) as made:
        page = made.new_page(1000, 200)
        for row, font in enumerate(_FONTS):
            for column, sign in enumerate(_SIGNS):
                item = pdfium.FPDFPageObj_NewTextObj(made.raw, font.encode(), ctypes.c_float(11))
                text = (ctypes.c_ushort * 2)(ord(sign), 0)
                pdfium.FPDFText_SetText(item, ctypes.cast(text, ctypes.POINTER(ctypes.c_ushort)))
                pdfium.FPDFPageObj_Transform(item, 1, 0, 0, 1, 20 + 15 * column + 0.13 * row, 20 + 30 * row)
                pdfium.FPDFPage_InsertObject(page.raw, item)
        page.gen_content()
        with closing(page.get_textpage()) as textpage:
            signs, drawn = _letters(page, textpage)
        page.close()
    return drawn, signs


def _letters(page: Any, textpage: Any) -> tuple[Table, Table]:
    """The letters and figures of a page as numbers, and a row of each: its ink by cells, its width and its height."""
    signs, places = [], []
    left, right, low, high = (ctypes.c_double() for _ in range(4))
    line = pdfium.FS_RECTF()
    for at in range(textpage.count_chars()):
        sign = pdfium.FPDFText_GetUnicode(textpage.raw, at)
        if sign < 128 and chr(sign).isalnum() and pdfium.FPDFText_GetCharBox(textpage, at, left, right, low, high):
            pdfium.FPDFText_GetLooseCharBox(textpage.raw, at, line)
            signs.append(sign)
            places.append((left.value, high.value, right.value, low.value, max(1.0, line.top - line.bottom)))
    if not signs:
        return np.zeros(0, int), np.zeros((0, _CELLS**2 + 2), np.float32)
    boxes = np.array(places)
    scale, (page_left, _, _, page_top) = _DPI / 72, page.get_bbox()
    across, down = (boxes[:, [0, 2]] - page_left) * scale, (page_top - boxes[:, [1, 3]]) * scale
    ink = _ink(255 - np.asarray(rendered(page, scale)), across, down)
    sides = np.column_stack((across[:, 1] - across[:, 0], down[:, 1] - down[:, 0])) / (boxes[:, 4:] * scale)
    return np.array(signs), np.column_stack((ink, _SIZE * sides)).astype(np.float32)


def _ink(dark: Table, across: Table, down: Table) -> Table:
    """How much ink each cell of each box has, each box as a row of length 1."""
    height, width = dark.shape
    whole = np.int32 if dark.size < _SUMMED else np.int64
    total = np.zeros((height + 1, width + 1), whole)
    total[1:, 1:] = dark.cumsum(0, dtype=whole).cumsum(1, dtype=whole)
    steps = np.linspace(0, 1, _CELLS + 1)
    columns = np.clip(across[:, :1] + (across[:, 1:] - across[:, :1]) * steps, 0, width)
    rows = np.clip(down[:, :1] + (down[:, 1:] - down[:, :1]) * steps, 0, height)
    row, column = np.minimum(rows.astype(int), height - 1), np.minimum(columns.astype(int), width - 1)
    part_down, part_across = (rows - row)[:, :, None], (columns - column)[:, None, :]
    row, column = row[:, :, None], column[:, None, :]
    above = total[row, column] * (1 - part_across) + total[row, column + 1] * part_across
    below = total[row + 1, column] * (1 - part_across) + total[row + 1, column + 1] * part_across
    corner = above * (1 - part_down) + below * part_down
    cells = np.diff(np.diff(corner, axis=1), axis=2).reshape(len(rows), -1)
    return cells / np.maximum(np.linalg.norm(cells, axis=1, keepdims=True), 1e-6)
