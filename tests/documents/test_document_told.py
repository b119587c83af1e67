"""What is told of a document: no contact, no reader's noise, no filled-in blank; what binds somebody is."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from open287g.core.errors import InputError
from open287g.documents import compare
from open287g.documents.alignment.cells import FILLED, SAME, Cell
from open287g.documents.compare import ADDED, EQUAL, REMOVED, Beside, beside_edition
from open287g.documents.editions.wording import wordings
from open287g.documents.findings import other_engine
from open287g.documents.findings.doubts import doubt_said
from open287g.documents.findings.other_engine import by_other_engine
from open287g.documents.findings.second_reading import DISAGREE, ONCE, STRUCK
from open287g.documents.findings.word_changes import Comparison, WordChange, compared
from open287g.documents.pages.agency_names import AgencyNames, mask
from open287g.documents.pages.contacts import contacts_hidden
from open287g.documents.pages.engines import OcrPage, OcrPiece
from open287g.documents.pages.frame import Box
from open287g.documents.pages.limits import DEFAULT
from open287g.documents.pages.page_text import Page
from open287g.documents.pages.running_text import running_text_of
from open287g.documents.read import ReadOptions, read_document
from open287g.documents.redline_page import redline_page
from open287g.documents.words.printed import plain
from open287g.documents.words.vocabulary import shipped_vocabulary
from open287g.vocabulary.messages import translations
from tests.documents.wordings import beside, document, edition_pages
from tools.planted_words import Edited, typeset, unedited


@pytest.mark.parametrize(
    "said",
    ["Reports@example.gov", "Reports @ example.gov", "reports@example. gov", "Reportsfi!cbp.dhs.gov", 
     "Reports<wchp.dhs.gov", "Reports a cbp.dhs.gov", "Reportsachp.dhs.goy", "Reportsatcbp.dhs.!.!ov", "[contact]"],
)  # fmt: skip
def test_a_mailbox_is_hidden_and_no_word_however_it_was_read(said: str) -> None:
    assert contacts_hidden(f"email {said}, or") in ("email [contact] or", "email [contact], or")
    if " @ " not in said and ". gov" not in said:
        assert plain(f"email {said}, or") == ["email", "@", "or"]


def test_links_and_citations_are_neither_hidden_nor_mailboxes() -> None:
    text = "see https://www.ice.gov/287g and 8 C.F.R. 287.5, of the U.S. Government"
    assert contacts_hidden(text) == text and "@" not in plain(text)


@pytest.mark.parametrize(
    ("profile", "old", "new"),
    [
        ("TFM-2025", "the LEA will be responsible", "ICE will be responsible"),
        ("WSO-2025", "minimum score of 70 percent", "minimum score of percent"),
    ],
)
def test_a_redline_marks_every_change_that_it_counts(tmp_path: Path, profile: str, old: str, new: str) -> None:
    told = _redline(tmp_path, profile, old, new)
    assert len(told.changes) == 1
    [change] = told.changes
    marked = [(one.tag, one.text) for one in told.stretches if one.tag != EQUAL]
    assert marked == [pair for pair in ((REMOVED, change.removed), (ADDED, change.added)) if pair[1]]


def test_a_redline_marks_a_change_that_begins_in_the_place_of_a_name() -> None:
    running, _ = document(edition_pages())
    found = beside(edition_pages())
    [first, *_] = found.cells
    cells = (Cell(FILLED, 0, 2, 0, 2), Cell(SAME, 2, first.at_end, 2, first.doc_end))
    change = WordChange("I", 1, 1, "what was", "what is", "other", 0, 2, 0, 2)
    told = compare._stretches(replace(found, cells=cells, changes=(change,)), running)
    assert [one.tag for one in told if one.tag != EQUAL] == [REMOVED, ADDED]


def _beside(tmp_path: Path, profile: str, old: str, new: str) -> list[tuple[str, str, str]]:
    changes = _redline(tmp_path, profile, old, new).changes
    return [(change.section, change.removed, change.added) for change in changes]


def _redline(tmp_path: Path, profile: str, old: str, new: str) -> Beside:
    """The edition's text, typeset with `old` once replaced by `new`, beside the edition."""
    lines = list(unedited(profile).paragraphs)
    at = next(n for n, line in enumerate(lines) if old in line)
    lines[at] = lines[at].replace(old, new, 1)
    path = tmp_path / "ours.pdf"
    path.write_bytes(typeset(Edited(profile, tuple(lines), ())))
    read = read_document(path, ReadOptions("none"))
    return beside_edition(read, wordings()[profile], profile)


def test_a_sentence_among_the_signatures_is_told(tmp_path: Path) -> None:
    last = "to the fullest extent allowed by law."
    told = _beside(tmp_path, "WSO-2025", last, f"{last} No deputy shall be sent beyond the county line.")
    assert ("VIII", "", "No deputy shall be sent beyond the county line") in told


def test_a_word_of_the_agencys_name_put_in_by_itself_is_told(tmp_path: Path) -> None:
    told = _beside(tmp_path, "WSO-2025", "initial training provided", "initial county training provided")
    assert [(removed, added) for _, removed, added in told] == [("", "county")]


def test_a_document_of_another_edition_says_so_first(tmp_path: Path) -> None:
    path = tmp_path / "ours.pdf"
    path.write_bytes(typeset(unedited("JEM-2020")))
    read = read_document(path, ReadOptions("none"))
    told = beside_edition(read, wordings()["WSO-2025"], "WSO-2025")
    assert told.own_edition == "JEM-2020" and beside_edition(read, wordings()["JEM-2020"], "JEM-2020").own_edition == ""
    page = redline_page(told)
    assert page.index("is of edition JEM-2020") < page.index("Differences:")


def test_words_torn_apart_by_a_forms_field_and_joined_ones_are_no_change() -> None:
    pages = edition_pages()
    word = pages[1][9].split()[3]
    pages[1][9] = pages[1][9].replace(word, f"{word[:2]} Sample City {word[2:]}", 1)
    first, second, *rest = pages[1][20].split()
    pages[1][20] = " ".join([first + second, *rest])
    assert beside(pages).changes == ()


def _other(found: Comparison, line: str, monkeypatch: pytest.MonkeyPatch, scans: tuple[int, ...]) -> list[WordChange]:
    monkeypatch.setattr(other_engine, "_boxes", lambda *_: [Box(0.1, 0.1, 0.9, 0.2)])
    monkeypatch.setattr(other_engine._OtherEngine, "line", lambda *_: line)
    pages = [Page(n + 1, "\n".join(lines), "layer", 1.0, "") for n, lines in enumerate(edition_pages())]
    return list(by_other_engine(None, pages, found, scans, None, DEFAULT))


def test_where_another_engine_reads_the_editions_words_on_a_scan_they_stand(monkeypatch: pytest.MonkeyPatch) -> None:
    line = edition_pages()[1][9]
    pages = edition_pages()
    pages[1][9] = " ".join(line.split()[1:])
    found = beside(pages)
    assert len(found.changes) == 1
    assert _other(found, line, monkeypatch, (1,)) == []
    assert len(_other(found, line, monkeypatch, ())) == 1
    assert len(_other(found, "nothing of it", monkeypatch, (1,))) == 1


@pytest.mark.parametrize("line", ["", " . _ |"])
def test_a_change_on_a_scan_whose_line_another_engine_cannot_read_is_doubtful_and_says_so(
    line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = edition_pages()
    pages[1][9] = " ".join(pages[1][9].split()[1:])
    found = beside(pages)
    [told] = _other(found, line, monkeypatch, (1,))
    assert (told.grade, told.why) == ("doubtful", other_engine.UNREADABLE)
    assert _other(found, line, monkeypatch, ()) == list(found.changes)
    struck = replace(found, changes=(replace(found.changes[0], grade="doubtful", why=STRUCK["line through"]),))
    assert _other(struck, line, monkeypatch, (1,)) == list(struck.changes)


def test_a_change_without_a_place_on_the_picture_and_an_engine_that_fails_leave_a_change_in_doubt(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fails(*_: Any, **__: Any) -> Any:
        raise InputError("there is no such engine")

    pages = edition_pages()
    pages[1][9] = " ".join(pages[1][9].split()[1:])
    given = [Page(n + 1, "\n".join(lines), "ocr", 1.0, "") for n, lines in enumerate(pages)]
    monkeypatch.setattr(other_engine.pdf, "picture", fails)
    for boxes in ([], [Box(0.1, 0.1, 0.9, 0.2)]):
        monkeypatch.setattr(other_engine, "_boxes", lambda *_, boxes=boxes: boxes)
        [told] = by_other_engine(None, given, beside(pages), (1,), None, DEFAULT)
        assert (told.grade, told.why) == ("doubtful", other_engine.UNREADABLE)


def test_each_ground_of_a_doubt_is_said_in_its_own_words_and_in_spanish() -> None:
    grounds = [*STRUCK.values(), ONCE, other_engine.UNREAD, other_engine.UNREADABLE, other_engine.AS_EDITION]
    grounds += [f"{DISAGREE} 'nothing'"]
    said = {why: doubt_said(why, str) for why in grounds}
    assert len(set(said.values())) == len(grounds) - len(STRUCK) + 1
    spanish = translations("es").gettext
    assert all(doubt_said(why, spanish).startswith("dudos") for why in grounds)


def test_a_word_put_in_that_another_engine_loses_is_doubtful_and_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    line = edition_pages()[1][9]
    pages = edition_pages()
    pages[1][9] = f"{' '.join(line.split()[:4])} shall {' '.join(line.split()[4:])}"
    [change] = _other(beside(pages), line, monkeypatch, (1,))
    assert (change.words, change.grade) == ("shall", "doubtful")


def test_a_scan_on_which_much_differs_is_read_page_by_page_and_only_so_far(monkeypatch: pytest.MonkeyPatch) -> None:
    pages = edition_pages()
    changed = [[" ".join(line.split()[1:]) or line for line in lines] for lines in pages]
    found = beside(changed)
    places = Counter(change.page for change in found.changes)
    read: list[int] = []

    def whole(image: Any, *_: Any) -> OcrPage:
        read.append(image)
        text = "\n".join(pages[image - 1])
        return OcrPage("other", text, (OcrPiece(text, 0, Box(0.1, 0.1, 0.9, 0.2), 1.0),))

    monkeypatch.setattr(other_engine, "_boxes", lambda *_: [Box(0.1, 0.1, 0.9, 0.2)])
    monkeypatch.setattr(other_engine.pdf, "picture", lambda handle, index, *_, **__: index + 1)
    monkeypatch.setattr(other_engine.ocr, "read_page", whole)
    monkeypatch.setattr(other_engine, "engine_named", lambda _: None)
    monkeypatch.setattr(other_engine, "_LINES", 2)
    monkeypatch.setattr(other_engine, "_PAGES", 2)
    given = [Page(n + 1, "\n".join(lines), "ocr", 1.0, "") for n, lines in enumerate(changed)]
    told = list(by_other_engine(None, given, found, range(len(given)), None, DEFAULT))
    many = sorted(page for page, count in places.items() if count > 2)
    assert sorted(set(read)) == sorted(read) == many[: other_engine._PAGES] and len(many) > other_engine._PAGES
    beyond = [change for change in told if change.page in many[other_engine._PAGES :]]
    assert beyond and {(change.grade, change.why) for change in beyond} == {("doubtful", other_engine.UNREAD)}


@pytest.mark.parametrize(
    ("said", "told"),
    [("aiiy sig no dby dy grt qaoass dpj", False), ("the county shall pay nothing beyond its own budget", True)],
)
def test_a_mark_misread_among_the_signatures_of_a_scan_is_not_told_and_a_sentence_is(said: str, told: bool) -> None:
    lines = list(unedited("TFM-2025").paragraphs)
    at = next(n for n, line in enumerate(lines) if line.startswith("By signing this MOA"))
    text = "\n".join([*lines[: at + 1], "Signature: ", said, "Name: Pat Example", *lines[at + 1 :]])
    running = running_text_of([Page(1, text, "ocr", 1.0, text)], shipped_vocabulary())
    changes = compared(running, wordings()["TFM-2025"], (), [0]).changes
    assert any(said[:9] in change.words for change in changes) is told


@pytest.mark.parametrize(
    ("standard", "following", "words", "line", "held"),
    [
        ("taken", "under", "take", "media regarding actions take under this MOA. The", False),
        ("taken", "under", "take", "media regarding actionstaken under this MOA. The", True),
        ("taken", "under", "take", "media regarding actions takcn under this MOA. The", True),
        ("take", "and", "taken", "power and authority to taken and maintain custody of aliens", False),
        ("take", "and", "taken", "power and authority totake and maintain custody of aliens", True),
        ("take", "and", "", "power and authority to and maintain custody of aliens", False),
    ],
)
def test_another_engine_that_reads_the_documents_own_inflection_bears_it_out(
    standard: str, following: str, words: str, line: str, held: bool
) -> None:
    wording = wordings()["TFM-2025"]
    at = max(n for n, pair in enumerate(pairwise(wording.plain)) if pair == (standard, following))
    change = WordChange("X", 1, 1, standard, words, "other", at, at + 1, 1, 2)
    assert other_engine._reads_as_edition(line, change, Comparison(wording, (), (), ())) is held


def test_what_is_left_of_a_garbled_name_hides_no_common_word() -> None:
    pages = [
        "Security (DHS), and the,...c....0...,-,,R, pursuant to which ICE delegates to the LEA what the law allows"
    ]
    names = AgencyNames("the,...c....0...,-,,R", "", (("preamble", "the,...c....0...,-,,R"),))
    assert mask(pages, names) == pages
    real = AgencyNames("Pike County", "", (("preamble", "Pike County"),))
    assert mask(["the Pike County jail"], real) == ["the             jail"]
