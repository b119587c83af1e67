"""Whether a reader, not a hand, made a word of the document differ from the edition's."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from rapidfuzz.distance import Levenshtein

from open287g.documents.alignment.cells import Cell
from open287g.documents.findings.laid_out import LaidOut
from open287g.documents.findings.word_classes import is_number
from open287g.documents.words.likeness import bare, looks

_MISREAD = 0.5
"""Likeness from which, on a scan, a word that is none is taken for the edition's word read badly."""
_LONG_WORD, _NEARLY = 6, 0.75
"""On a scan, a word of so many letters is taken for read when this much of it is, torn or not."""
_ACRONYM = 5
"""Letters of the longest acronym."""
_ROMAN = re.compile(r"[ivx]{1,5}")
_SIGNS = {"§": ("s", "5", "8", "$", "ss", "88", "6", "g", "3"), "%": ("0",), "1": ("q",)}


def is_noise(laid: LaidOut, cell: Cell) -> bool:
    """Whether a reader, not a hand, made the words differ."""
    standard, own = laid.both(cell)
    if reads_alike(laid, cell):
        return True
    if not standard and all(len(word) == 1 and word not in "0123456789ai" for word in own):
        return True
    if not standard and len(own) == 1 and _is_page_mark(own[0], laid.page(cell.doc)):
        return True
    if not standard and _is_revision(laid, cell):
        return True
    if standard and own and _is_a_garbled_acronym(laid, cell, own):
        return True
    if not laid.on_scan(cell.doc) or any(word.endswith("n't") for word in own):
        return False  # no reader makes "shan't" of shall
    one, other = "".join(standard), "".join(own)
    lacks = _lacks_a_one(laid, cell, one, other) or _lacks_a_letter(laid, cell, one, other)
    return lacks or _is_given_up(one, other) or _is_misread(laid, standard, own)


def reads_alike(laid: LaidOut, cell: Cell) -> bool:
    """Whether both sides have the same signs, parted or drawn otherwise."""
    standard, own = laid.both(cell)
    alike = _figures(standard) == _figures(own) or {"".join(standard), "".join(own)} == {"1", "i"}
    return alike or drawn_through(standard, own)


def drawn_through(standard: Sequence[str], own: Sequence[str]) -> bool:
    """Whether what a form's field holds is drawn through one word, whose ends stand around it."""
    return len(own) > 2 and own[0] + own[-1] == "".join(standard)


def is_joined(laid: LaidOut, at: int, at_end: int, doc: int) -> bool:
    """Whether the edition's words [at, at_end), which the document lacks, begin its word `doc` or end the one before,
    which is none by itself; whole, or the end of one that lost its first letters: "sMOA" for this MOA."""
    one = "".join(laid.wording.plain[at:at_end])
    after, before = "".join(laid.plain[doc : doc + 1]), "".join(laid.plain[max(0, doc - 1) : doc])
    following = "".join(laid.wording.plain[at_end : at_end + 1])
    end = after.removesuffix(following) if following and after != following else ""
    torn = 0 < len(end) < len(after) and one.endswith(end)
    return ((after.startswith(one) or torn) and not laid.is_word(after)) or (
        before.endswith(one) and not laid.is_word(before)
    )


def _is_page_mark(word: str, page: int) -> bool:
    """Whether a word is the number of `page` (from 0), or a rule drawn with letters."""
    number = word.isdigit() and abs(int(word[:4]) - page - 1) <= 1
    return bool(number or re.fullmatch(r"(.)\1{3,}", word))


def _is_revision(laid: LaidOut, cell: Cell) -> bool:
    """Whether words with digits follow REVISED at a page's foot, which a reader set apart."""
    before, own = laid.plain[max(0, cell.doc - 2) : cell.doc], laid.plain[cell.doc : cell.doc_end]
    footer = any(word.startswith("revis") for word in before) and all(re.search(r"\d", word) for word in own)
    return laid.on_scan(cell.doc) and footer


def _is_misread(laid: LaidOut, standard: Sequence[str], own: Sequence[str]) -> bool:
    """Whether, on a scan, the document's words are the edition's read badly."""
    one, other = "".join(standard), "".join(own)
    if not standard and own[0].startswith("revis") and all(word[0].isdigit() for word in own[1:]):
        return True  # a footer that is not read as one
    if len(standard) == 1 and len(one) >= _LONG_WORD and Levenshtein.normalized_similarity(one, other) >= _NEARLY:
        return other not in laid.known
    if one.replace(",", ".") == other.replace(",", "."):
        return True  # a stop read as a comma
    if looks(bare(one)) == looks(bare(other)) or other in _SIGNS.get(one, ()):
        return len(own) > 1 or (not is_number(one) if is_number(other) else other not in laid.known)
    if _ROMAN.fullmatch(one) and len(other) <= len(one) + 1 and not laid.is_word(other):
        return True
    if len(one) == 1 and one.isalpha() and other and not laid.is_word(other):
        return True
    if not own:
        return one in ("§", "1", "a", "i") or (len(one) == 1 and not one.isdigit())
    if not standard:
        return len(other) < 3 and other not in ("no", "48", "10", "90") and not laid.is_word(other)
    if (is_number(other) and is_number(one)) or any(laid.is_word(word) for word in own):
        return False
    return Levenshtein.normalized_similarity(one, other) >= _MISREAD or _is_torn_or_mixed(standard, own)


def _is_torn_or_mixed(standard: Sequence[str], own: Sequence[str]) -> bool:
    """Whether a word that is none is an end of the edition's word, or has its letters in disorder: "Titls" for This."""
    if len(standard) != 1 or len(own) != 1 or not own[0].isalpha():
        return False
    (one,), (other,) = standard, own
    if one.startswith(other) or one.endswith(other):
        return True
    shared = sum((Counter(one) & Counter(other)).values())
    return abs(len(one) - len(other)) <= 1 and shared / max(len(one), len(other)) >= _MISREAD


def _is_a_garbled_acronym(laid: LaidOut, cell: Cell, own: Sequence[str]) -> bool:
    """Whether letters that are no word and not all capitals stand for an acronym: "nC" for JIC."""
    acronym, printed = laid.wording.said(cell.at, cell.at_end), laid.said(cell.doc, cell.doc_end)
    written = acronym.isupper() and acronym.isalpha() and len(acronym) <= _ACRONYM
    return written and len(printed) <= _ACRONYM and not printed.isupper() and not any(map(laid.is_word, own))


def _lacks_a_one(laid: LaidOut, cell: Cell, one: str, other: str) -> bool:
    """Whether a figure lacks the 1 it begins with, for which a reader has a sign that looks like one: "[357"."""
    if not other or one != f"1{other}":
        return False
    first = laid.words[cell.doc]
    return laid.running.pages[first.page].text[max(0, first.start - 1) : first.start] in tuple("[{|!]}/\\")


def _lacks_a_letter(laid: LaidOut, cell: Cell, one: str, other: str) -> bool:
    """Whether a figure begins with what is left of the letter in brackets before it: "1357(27)" for 1357(g)(7)."""
    if not (one.isdigit() and other.isdigit() and other[1:] == one and cell.at > 1 and cell.doc):
        return False
    before, letter = laid.wording.plain[cell.at - 2 : cell.at]
    return len(letter) == 1 and letter.isalpha() and laid.plain[cell.doc - 1] == before


def _figures(words: Sequence[str]) -> str:
    """`words` run together, figures without the commas that part thousands."""
    return re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", "".join(words))


def _is_given_up(one: str, other: str) -> bool:
    """Whether `other` is `one` with letters that the reader gave up."""
    return "~" in other and bool(re.fullmatch(".{1,3}".join(map(re.escape, re.split("~+", other))), one))
