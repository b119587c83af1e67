"""Differences are found, and told apart, on a made-up edition."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from open287g.documents.alignment.align import align
from open287g.documents.findings.clauses import clause, clauses
from tests.documents.wordings import beside, document, edition, edition_pages, sentence, told_of

CLAUSE = "quartz magnet ivory walnut dragon kayak lemon zephyr"


def test_the_edition_itself_differs_in_nothing() -> None:
    assert told_of(edition_pages()) == []


def test_an_added_clause_is_negotiated_with_its_section_page_and_words() -> None:
    pages = edition_pages()
    pages[1].insert(20, CLAUSE)
    [found] = told_of(pages)
    assert (found.kind, found.what, found.section, found.page, found.words) == ("negotiated", "added", "II", 2, CLAUSE)


def test_a_replaced_line_is_negotiated() -> None:
    pages = edition_pages()
    pages[0][10] = CLAUSE
    [found] = told_of(pages)
    assert (found.kind, found.what, found.missing) == ("negotiated", "replaced", 8)


def test_a_struck_line_is_negotiated_and_tells_how_many_words_are_absent() -> None:
    pages = edition_pages()
    del pages[0][10]
    [found] = told_of(pages)
    assert (found.kind, found.what, found.missing, found.words) == ("negotiated", "removed", 8, "")


def test_noise_is_no_difference() -> None:
    pages = edition_pages()
    pages[0][10] = pages[0][10].replace("a", "4", 1).replace("e", "c")
    pages[1][7] = pages[1][7].replace(" ", "")
    assert beside(pages, scans=[0, 1, 2]).changes == ()
    assert {change.page for change in beside(pages).changes} == {1}, "a text layer has no such noise"


def test_a_lost_page_is_a_fault_of_assembly() -> None:
    pages = edition_pages()
    del pages[1]
    [found] = told_of(pages)
    assert (found.kind, found.what, found.section, found.page) == ("assembly", "page missing", "II", 2)


def test_text_lost_between_two_pages_is_told_from_a_struck_clause() -> None:
    pages = edition_pages()
    del pages[1][1:9]
    [found] = told_of(pages)
    assert (found.kind, found.what, found.page) == ("assembly", "text lost", 2)
    assert found.missing in range(58, 67)


def test_a_page_of_something_else_is_foreign() -> None:
    pages = edition_pages()
    pages.append([" ".join(sentence(900 + row, 9)[::-1]) for row in range(12)])
    [found] = told_of(pages)
    assert (found.kind, found.what, found.page) == ("assembly", "foreign page", 4)


def test_a_blank_page_is_told_of() -> None:
    pages = edition_pages()
    pages.insert(1, [])
    [found] = told_of(pages)
    assert (found.kind, found.what, found.page) == ("assembly", "blank page", 2)


def test_a_page_twice_is_told_of_once() -> None:
    pages = edition_pages()
    pages.insert(2, list(pages[1]))
    [found] = told_of(pages)
    assert (found.kind, found.what, found.section) == ("assembly", "repeated page", "II")


def test_an_addendum_is_read_with_the_section_it_changes() -> None:
    pages = edition_pages()
    pages.append(["ADDENDUM TO THE AGREEMENT", "Section III shall read:", CLAUSE])
    [found] = told_of(pages)
    assert (found.kind, found.what, found.section, found.page) == ("negotiated", "addendum", "III", 4)
    assert CLAUSE in found.words


def test_a_block_out_of_order_is_one_fault_and_no_difference_of_wording() -> None:
    pages = edition_pages()
    block, pages[1] = pages[1][5:15], pages[1][:5] + pages[1][15:]
    pages[1] += block
    [found] = told_of(pages)
    assert (found.kind, found.what, found.page) == ("assembly", "out of order", 2)


def test_clauses_know_their_pages() -> None:
    running, alignment = document(edition_pages())
    found = clauses(running, alignment)
    assert [(c.section, c.page, c.page_end) for c in found[:3]] == [("I", 1, 1), ("II", 2, 2), ("III", 3, 3)]
    assert all(c.found == 1.0 for c in found[:3])
    assert clause(found, "II.B").section == "II"


def test_an_absent_clause_is_not_said_to_be_found() -> None:
    pages = edition_pages()
    del pages[1]
    running, alignment = document(pages)
    assert clause(clauses(running, alignment), "II").found < 0.2


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 2), min_size=0, max_size=6), st.integers(0, 39), st.integers(0, 39))
def test_alignment_rises_in_both_and_never_counts_a_word_twice(order: list[int], low: int, high: int) -> None:
    pages = edition_pages()
    running, alignment = document([pages[n][low : high + 1] for n in order])
    doc = at = 0
    for run in alignment.runs:
        assert run.doc >= doc and run.at >= at and run.words > 0
        doc, at = run.doc + run.words, run.at + run.words
    assert alignment.matched + sum(g.doc_end - g.doc for g in alignment.gaps) == len(running.words)
    assert alignment.matched + sum(g.at_end - g.at for g in alignment.gaps) == alignment.profile.words


def test_nothing_aligns_with_nothing() -> None:
    assert align([], edition()).similarity == 0.0
    assert align(["amber"], edition()).matched == 0


@pytest.mark.parametrize("line", range(3, 38, 7))
def test_where_a_clause_stands_does_not_matter(line: int) -> None:
    pages = edition_pages()
    pages[2].insert(line, CLAUSE)
    assert [(f.kind, f.section, f.page) for f in told_of(pages)] == [("negotiated", "III", 3)]
