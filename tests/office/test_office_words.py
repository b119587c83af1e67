"""Free text that points to a person is refused; the words of the field are not."""

from __future__ import annotations

import pytest

from open287g.office.entering.words import persons_in


@pytest.mark.parametrize(
    "text",
    [
        "He was called Juan Perez by the others.",
        "PEREZ, JUAN was seen",
        "Virginia Smith complained",
        "the inmate Garcia",
        "Mr. Okafor waited",
        "Deputy Smith held him",
        "se llama José Núñez",
        "Ana-María O’Neil came",
        "J\u200bu\u200ban Pe\u200brez",
        "A 012 345 678",
        "A-012345678",
        "file ０１２３４５６７８",
        "ssn 123-45-6789",
        "call 239 555 0100",
        "(239) 555-0100",
        "write to someone@example.org",
        "born 4/5/80",
        "nacido el 3 de mayo de 1980",
        "dob: 1980",
        "on 1985-02-03",
        "03/04/1985",
    ],
)
def test_what_points_to_a_person_is_found(text: str) -> None:
    assert list(persons_in(text))


@pytest.mark.parametrize(
    "text",
    [
        "Suspended until the hearing of 2026-03-04 under 8 CFR 287.7(d).",
        "The Lee County Sheriff asked the Miami field office to review it.",
        "San Juan County jail was full on Memorial Day.",
        "ICE Headquarters, Office of Professional Responsibility, was told on Monday.",
        "Exam 2 of 3; score 69 percent, retake within 90 days.",
        "La Oficina pidió una revisión en Florida.",
        "8 U.S.C. 1357(g)(3) and MOA, Appendix B, Section IV.D",
        "Badge 4471 held authority at 14:05.",
        "",
    ],
)
def test_words_of_the_field_are_no_person(text: str) -> None:
    assert list(persons_in(text)) == []


def test_what_is_found_is_told_by_its_kind_and_never_repeated() -> None:
    told = " ".join(persons_in("Juan Perez, A-012345678, born 1980-01-02"))
    assert not {"Perez", "012345678", "1980"} & set(told.replace(",", " ").split())
