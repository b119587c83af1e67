"""The wording of every edition is shipped, is nobody's own, and comes out the same when it is derived again."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from open287g.core.bundled import read_table
from open287g.core.errors import NotFoundError
from open287g.core.files import sha256_of
from open287g.documents.alignment.cells import OTHER, cells
from open287g.documents.editions.register import editions
from open287g.documents.editions.wording import FEW, copies, wordings
from open287g.documents.library.standard_text import rests_on, standard_text
from open287g.documents.library.wordings import derived
from open287g.documents.pages import pdf
from open287g.documents.pages.limits import DEFAULT
from open287g.documents.pages.page_text import layer_pages
from open287g.documents.words.printed import NAME, plain, printed_words
from open287g.documents.words.vocabulary import shipped_vocabulary
from open287g.vocabulary.sections import sections
from tests.documents.samples import MOA, SHARED, needs_shared

MEMORANDA = Path(__file__).parent / "memoranda"
FOLDER = Path("src/open287g/documents/data/wordings")


def test_every_edition_has_its_wording_by_section_and_the_copies_it_rests_on() -> None:
    held = wordings()
    assert {edition.profile for edition in editions()} <= set(held)
    for name, wording in held.items():
        assert list(wording.names) == list(sections()[name]), name
        assert list(wording.starts) == sorted(wording.starts)
        assert all(re.fullmatch("[0-9a-f]{64}", sha) for sha in copies()[name])
        assert len(wording.words) > 3500


def test_few_copies_are_said_to_be_few() -> None:
    assert rests_on("TFM-OAG")["copies"] == 1 and "Too few" in rests_on("TFM-OAG")["few"]
    assert rests_on("WSO-2019")["copies"] >= FEW and rests_on("WSO-2019")["few"] == ""


@pytest.mark.parametrize(("file", "name"), [("WSO-2025", "WSO-2025"), ("TFM-2025-0307", "TFM-2025")])
def test_a_wording_typed_from_the_pages_by_another_hand_is_the_derived_one(file: str, name: str) -> None:
    text = (MEMORANDA / f"{file}.txt").read_text(encoding="utf-8").replace("\n---\n", "\n")
    typed = plain(re.sub(r"\{\w+\}", NAME, text.replace("{mailbox}", "@")))
    wording = wordings()[name]
    differing = [
        (wording.plain[cell.at : cell.at_end], typed[cell.doc : cell.doc_end])
        for cell in cells(typed, wording)
        if cell.kind == OTHER and set(typed[cell.doc : cell.doc_end]) != {"@"}
    ]
    assert differing == []


def test_no_mailbox_telephone_or_agency_stands_in_a_wording() -> None:
    for name, wording in wordings().items():
        assert "@" not in wording.text, name
        assert not re.search(r"\d{3}[-. ]\d{3}[-. ]\d{4}", wording.text), name
        assert not re.search(r"Sheriff of|County Sheriff", wording.text), name


def test_what_would_we_sign_is_answered_by_section() -> None:
    rows = standard_text("WSO-2025")
    assert [row["section"] for row in rows] == list(sections()["WSO-2025"])
    [one] = standard_text("WSO-2025", "IV.C")
    assert one["text"].startswith("C. TRAINING OF PERSONNEL")
    assert "minimum score of 70 percent" in one["text"]
    assert standard_text("WSO-2025", "iv(c)") == standard_text("WSO-2025", "Section IV.C") == [one]
    assert [row["section"] for row in standard_text("TFM-2025-0307", "appendix a")] == ["App.A"]
    for edition, section in (("WSO-2025", "IV.Z"), ("TFM-2025-0307", "xxx"), ("TFM-OAG", "XVII")):
        with pytest.raises(NotFoundError, match=re.escape(f"{edition} has no section '{section}'")):
            standard_text(edition, section)


def test_single_letters_figures_and_signs_are_words() -> None:
    assert plain("8 U.S.C. \u00a7 1357(g)(7)") == ["8", "u", "s", "c", "\u00a7", "1357", "g", "7"]
    assert plain("within 3 days") != plain("within 7 days")
    assert plain("287.5(c), 10,000 and 70-percent") == ["287.5", "c", "10,000", "and", "70", "percent"]
    assert [word.word for word in printed_words("x The power\no Be it", 0)] == ["the", "power", "be", "it"]


def test_each_correction_has_evidence_and_is_in_the_text() -> None:
    rows = list(read_table("documents/data/wordings/corrections.csv"))
    assert rows and all(row["evidence"] for row in rows)
    for row in rows:
        text = (FOLDER / f"{row['profile']}.txt").read_text(encoding="utf-8")
        assert row["correct"].replace("\\n", "\n") in text, row["correct"]


@needs_shared
@pytest.mark.shared
def test_a_wording_derived_again_from_its_copies_is_the_same_to_the_byte() -> None:
    wanted = set(copies()["WSO-2020b"])
    found = {
        sha256_of(path.read_bytes()): path
        for path in [*MOA.rglob("287gWSO*.pdf"), *(SHARED / "data" / "moa-more").glob("287gWSO*.pdf")]
    }
    texts = {}
    for sha in sorted(wanted):
        with pdf.opened(found[sha], sha, DEFAULT) as handle:
            texts[sha] = [page.text for page in layer_pages(handle, shipped_vocabulary(), DEFAULT)]
    [(name, (text, voted))] = derived(texts).items()
    assert (name, voted) == ("WSO-2020b", sorted(wanted))
    assert text == (FOLDER / "WSO-2020b.txt").read_text(encoding="utf-8")
