"""What somebody typed into a form's fields is read: the layer alone has none of it."""

from __future__ import annotations

from pathlib import Path

from open287g.documents.pages.agency_names import find_names
from open287g.documents.pages.margins import Margins
from open287g.documents.read import ReadOptions, read_document
from tests.documents.samples import pdf_of
from tests.documents.typeset import pages_of

NO_OCR = ReadOptions(engine="none")
AGENCY = "Example County Sheriff's Office"


def _form(fields: list[str], mark: str = "") -> bytes:
    """An edition whose first page has `fields` in a form over it, and an annotation of the kind `mark`."""
    pages = [[line.encode("latin-1", "replace").decode("latin-1") for line in page] for page in pages_of("WSO-2025")]
    count = 3 + 2 * len(pages)
    drawn = [_field(count + 2 * n + 1, words, 700 - 20 * n) for n, words in enumerate(fields)]
    over = [f"<< /Type /Annot /Subtype /{mark} /Rect [60 300 200 320] >>"] if mark else []
    extra = [part for field in drawn for part in field] + over
    places = [count + 2 * n + 1 for n in range(len(fields))]
    noted = [*places, *([count + len(extra)] if mark else [])]
    form = f"/AcroForm << /Fields [{_refs(places)}] /DA (/F1 10 Tf 0 g) /DR << /Font << /F1 3 0 R >> >> >>"
    made = pdf_of(pages, extra=extra).replace(b"/Type /Catalog", f"/Type /Catalog {form}".encode())
    return made.replace(b"/Contents 4 0 R", f"/Annots [{_refs(noted)}] /Contents 4 0 R".encode())


def _refs(numbers: list[int]) -> str:
    return " ".join(f"{number} 0 R" for number in numbers)


def _field(number: int, words: str, floor: int) -> tuple[str, str]:
    """A field with its appearance, as a program that fills in forms leaves both."""
    told = words.replace("(", r"\(").replace(")", r"\)")
    stream = f"/Tx BMC q BT /F1 10 Tf 0 g 2 5 Td ({told}) Tj ET Q EMC"
    field = (
        f"<< /Type /Annot /Subtype /Widget /FT /Tx /T (field{number}) /V ({told}) /F 4 /P 5 0 R "
        f"/Rect [60 {floor} 400 {floor + 16}] /DA (/F1 10 Tf 0 g) /AP << /N {number + 1} 0 R >> >>"
    )
    drawn = (
        "<< /Type /XObject /Subtype /Form /BBox [0 0 340 16] /Resources << /Font << /F1 3 0 R >> >> "
        f"/Length {len(stream)} >>\nstream\n{stream}\nendstream"
    )
    return field, drawn


def test_what_a_form_field_holds_is_part_of_its_page(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(_form([f"The county pays nothing beyond {n} dollars." for n in (100, 250)]))
    page = read_document(tmp_path / "a.pdf", NO_OCR).pages[0]
    assert "pays nothing beyond 100 dollars" in page.text and "beyond 250 dollars" in page.text


def test_a_clause_typed_into_a_field_is_told_as_a_difference(tmp_path: Path) -> None:
    clause = "The sheriff may withdraw any deputy from these duties at will."
    (tmp_path / "a.pdf").write_bytes(_form([clause]))
    (tmp_path / "b.pdf").write_bytes(_form([]))
    told = [d for d in read_document(tmp_path / "a.pdf", NO_OCR).differences if clause[:30] in d.words]
    assert told and told[0].page == 1
    assert not any(clause[:30] in d.words for d in read_document(tmp_path / "b.pdf", NO_OCR).differences)


def test_an_annotation_beside_filled_fields_is_still_told_of(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(_form([AGENCY], "StrikeOut"))
    document = read_document(tmp_path / "a.pdf", NO_OCR)
    assert document.pages[0].marks == ("strikeout",)
    assert "annotation: strikeout: 1" in document.checked.notes
    assert "Example County Sheriff" in document.pages[0].text


def test_a_name_that_only_fields_hold_is_the_agencys() -> None:
    said = (
        "This constitutes an agreement between ICE, Department of Homeland Security (DHS), and the , pursuant to "
        f"which ICE delegates to officers of the\n(hereinafter LEA), the authority.\n{AGENCY} {AGENCY} {AGENCY}"
    )
    names = find_names([said], Margins({}, ()))
    assert names.known_as() == [AGENCY]
