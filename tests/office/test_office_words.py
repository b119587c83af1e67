"""Free text that points to a person is refused; the words of the field are not."""

from __future__ import annotations

import pytest

from open287g.office.entering.refusal import Refused
from open287g.office.entering.told import read_event
from open287g.office.entering.words import persons_in
from open287g.office.model.kinds import field, kinds, subjects


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
        "juan perez garcia was there",
        "Juan was there",
        "the man named pedro",
        "J. Okafor waited",
        "María de la Cruz vino",
        "12 de abril de 1985",
        "April 12th, 1985",
        "lives at 500 main street",
        "HERNANDEZ-LOPEZ was seen",
        "maria.gonzalez at the desk",
        "P e r e z",
        "mr okonkwo waited",
        "03MAY1990",
        "May 3, '90",
        "mayo de 1990",
        "05/03/90",
        "3-5-78",
        "b. 1990",
        "passport AB1234567",
        "write to @somebody",
        "Calle 8 #45",
        "apt. 4",
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
        "The Johnson County jail and San Juan County asked; see Garcia v. Lee County.",
        "U.S. Marshals came; see Section A. Officers act under the MOA.",
        "EID, IDENT and ENFORCE access; FBI NCIC III query",
        "Interagency Border Inspection System",
        "Training took place in Charleston, South Carolina.",
        "Suspended pending review by the Florida Department of Law Enforcement and Internal Affairs",
        "The Fort Lauderdale field office and St. Johns County asked; Operation North, 4 days",
        "See report 25-001234 and policy 12.3.4; the order of 3/4/26",
        "",
    ],
)
def test_words_of_the_field_are_no_person(text: str) -> None:
    assert list(persons_in(text)) == []


def test_what_is_found_is_told_by_its_kind_and_never_repeated() -> None:
    told = " ".join(persons_in("Juan Perez, A-012345678, born 1980-01-02"))
    assert not {"Perez", "012345678", "1980"} & set(told.replace(",", " ").split())


@pytest.mark.parametrize("told", ["A-123456789", "123-45-6789", "1985-04-12", "239-555-0123", "someone@example.org"])
def test_no_field_of_any_event_takes_a_number_of_a_person(told: str) -> None:
    """But for what is sealed, and an agreement's id, whose form is checked beside its agency."""
    taken = set()
    for kind in kinds().values():
        for name in {*subjects()[kind.subject].key, *kind.fields, "reason"}:
            described = field(kind.subject, name) if name != "reason" else None
            if name == "agreement_id" or (described and described.kind in ("private", "day")):
                continue
            with pytest.raises(Refused) as refused:
                read_event({"kind": kind.name, "on": "2025-05-01", "reason": "", name: told}, "America/New_York")
            against = [one.says for one in refused.value.reasons]
            assert not any(told in says for says in against)
            if not any(says.startswith(f"{name} ") and "is missing" not in says for says in against):
                taken.add((kind.name, name))
    assert taken == set()


@pytest.mark.parametrize("told", ["perez-juan", "Juan", "rodriguez.1"])
def test_a_reference_to_the_person_met_is_no_name(told: str) -> None:
    event = {"kind": "act.entered", "on": "2025-05-01", "act_id": "a1", "subject_ref": told}
    with pytest.raises(Refused, match="subject_ref"):
        read_event(event, "America/New_York")
