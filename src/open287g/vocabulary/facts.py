"""The facts a decision rests on: one ordered mapping for the act, one for the officer, one for the agreement.

They are the columns of the files an agency gives to `audit` and the keys of the JSON given to `decide`.

Unknown and none. An empty value is unknown and stays unknown. Only for the columns of `NONE_WHEN_EMPTY` does an
empty value that is present mean "none" (never suspended, never revoked); in the wide table it is written as `NEVER`.
A column or key that is absent is unknown for every fact.

Time. `*_at` is an instant: a timestamp with time zone, an ISO 8601 string with an offset, or a local time without
offset whose zone stands in `time_zone`. Where the hour of an act is unknown its day alone may be given, as `began_on`
or as a bare day in `at`: what hangs on the day can be judged, and every clock that needs the hour stays open. `*_on`,
`*_from` and `*_to` are days of the agency's own calendar; the day of an act is the date its local clock showed.
Periods are half-open: authority that expires, ends or is revoked on a day is gone on it.

The wide table. `prepare` joins the three and names each column `act_<fact>`, `officer_<fact>` or `agreement_<fact>`.
There every instant is a count of microseconds since 1970-01-01T00:00Z (`int64`), so that each clock is integer
arithmetic and every engine gives the same answer. `rulebook.language.derived`
names what it adds.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from open287g.core.table import TYPES
from open287g.vocabulary import acts, models

NEVER = date(9999, 12, 31)
"""How the wide table writes "none": the day that does not come."""

NEVER_AT = 221_845_392_000_000_000
"""How the wide table writes an instant that is said never to have come: the beginning of the year 9000 in UTC."""

NEVER_WORDS = ("never", "nunca")
"""What is written for a time or a day of which it is known that it did not come. Empty is unknown."""

ALWAYS = date(1, 1, 1)
"""How the wide table writes "from the beginning"."""

SECOND = 1_000_000
HOUR = 3600 * SECOND
DAY = 24 * HOUR
WEEK = 7 * DAY
"""Microseconds."""

MODELS = tuple(models.MODELS)
ACTS = tuple(acts.ACTS)
PLACES = ("jail", "field", "other")
WARRANTS = ("arrest", "removal", "none")
ENTERED = ("none", "open", "home", "nonpublic", "farm")
AGE_GROUPS = ("adult", "juvenile", "under_14")
ENTRY_BY = ("consent", "judicial_warrant", "administrative_warrant", "exigency", "none")
EMPLOYMENT = ("employee", "contractor", "other")
BODIES = ("state", "subdivision", "tribe", "private")

KINDS = {
    "id": "VARCHAR",
    "code": "VARCHAR",
    "zone": "VARCHAR",
    "flag": "BOOLEAN",
    "time": "TIMESTAMP WITH TIME ZONE",
    "day": "DATE",
    "number": "DOUBLE",
    "count": "BIGINT",
}
"""Kind of a fact -> its type in files, of core.table. `zone` is the name of a time zone, `count` a whole number."""


@dataclass(frozen=True)
class Fact:
    """One fact: its kind (of KINDS), what it says, and what it may hold.

    `choices` are the words of a code, `low` and `high` the bounds of a number. In a file a `required` fact must be
    given in every row, or the one called `instead` of it. `none_when_empty`: an empty value that is present means
    none. An id is refused where it has the form of a number of a person (nine bare digits among them) or of a day of
    birth; one that is `personal`, a reference to a person, where it holds a space or looks like any number; an
    `opaque` one where it has the form of a name, any other where it has that and no word of a body, or is eight to ten
    digits. `name` is its key.
    """

    kind: str
    says: str
    choices: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    required: bool = False
    none_when_empty: bool = False
    personal: bool = False
    opaque: bool = False
    instead: str = ""
    name: str = ""

    @property
    def dtype(self) -> str:
        """Its Ibis type."""
        return TYPES[KINDS[self.kind]].ibis

    @property
    def may_be_never(self) -> bool:
        """It may be said that it never came."""
        return self.kind in ("time", "day") and self.name not in _ALWAYS_COME


_ALWAYS_COME = frozenset({"at", "began_on", "observed_until", "hold_started_at", "valid_from", "valid_to"})
"""Times and days without which there is nothing to tell."""


def _id(says: str, *, required: bool = False, personal: bool = False, opaque: bool = False) -> Fact:
    return Fact("id", says, required=required, personal=personal, opaque=opaque)


def _code(says: str, *choices: str, required: bool = False) -> Fact:
    return Fact("code", says, choices, required=required)


def _yes(says: str) -> Fact:
    return Fact("flag", says)


def _at(says: str) -> Fact:
    return Fact("time", says)


def _on(says: str, *, none: bool = False) -> Fact:
    return Fact("day", says, none_when_empty=none)


def _named(facts: dict[str, Fact]) -> dict[str, Fact]:
    return {name: replace(fact, name=name) for name, fact in facts.items()}


ACT = _named(
    {
        "act_id": _id("Names the act; unique in a file.", required=True, opaque=True),
        "act": _code("What the officer did.", *ACTS, required=True),
        "at": Fact("time", "When the act began.", required=True, instead="began_on"),
        "began_on": _on("The local day on which the act began, where its hour is not known."),
        "observed_until": _at(
            "The closing instant of the log: up to it what is said never to have come had not come; without it, never."
        ),
        "time_zone": Fact(
            "zone", "The IANA zone of the place, such as America/Chicago; needed where times carry no offset."
        ),
        "agency_id": _id("The officer's agency.", required=True),
        "officer_id": _id("An opaque id of the officer.", required=True, opaque=True),
        "model": _code(
            "The model under which the officer acted, where an officer serves under more than one.", *MODELS
        ),
        "subject_ref": _id("An opaque reference to the person met; never a name or number of theirs.", personal=True),
        "place": _code("Where the act took place: the agency's jail, the field, or elsewhere.", *PLACES),
        "in_agency_custody": _yes(
            "The person was detained by the agency at the time; of a detainer, by the agency to which it went."
        ),
        "believed_alien": _yes("The officer believed the person to be an alien."),
        "arrested_for_offense": _yes("The person had been arrested for a federal, state or local offense."),
        "arrested_under_immigration_law": _yes(
            "The person had been arrested by ICE, for ICE, or under the immigration laws."
        ),
        "entering_in_view": _yes("The person was entering the country unlawfully in the officer's presence or view."),
        "likely_to_escape": _yes("The person was likely to escape before a warrant could be obtained."),
        "immigration_felony": _yes("The arrest was for a felony under an immigration law."),
        "reason_to_believe_in_violation": _yes(
            "The officer had reason to believe the person was here in violation of law."
        ),
        "reasonable_suspicion": _yes(
            "Specific facts gave the officer reasonable suspicion before holding the person for questions."
        ),
        "restrained_for_questions": _yes("The person was not free to leave while questioned in the field."),
        "race_or_ethnicity_relied_on": _yes("Race or ethnicity was relied on in choosing whom to stop, ask or arrest."),
        "for_immigration_matter": _yes("It concerned the person's right to enter, to be or to remain in the country."),
        "entered": _code(
            "Where the officer went in for it: nowhere, an open place, a home with its curtilage, the "
            "non-public part of "
            "a business, or a farm.",
            *ENTERED,
        ),
        "entry_by": _code("By what the officer went in.", *ENTRY_BY),
        "identified_as_immigration_officer": _yes(
            "At the arrest the officer said who they were and why the person was arrested."
        ),
        "force_used": _yes("Force was used."),
        "force_necessary": _yes("There were reasonable grounds to believe that the force was necessary."),
        "threat_or_coercion": _yes("Threats or coercion were used to get a statement or a waiver."),
        "in_jurisdiction": _yes("The act took place within the agency's jurisdiction."),
        "under_ice_supervision": _yes(
            "An ICE officer supervised or directed the officer's immigration work at the time."
        ),
        "credentials_carried": _yes("The officer carried the credentials that ICE issued."),
        "normal_detention_duty": _yes("The officer was on normal duty in the jail, assigned to detention."),
        "warrant": _code("The immigration warrant in hand.", *WARRANTS),
        "warrant_issued_by_immigration_officer": _yes("An immigration officer with that power issued the warrant."),
        "at_scheduled_release": _yes("It was the person's scheduled release from criminal custody."),
        "scheduled_release_at": _at("When the person was due for release from criminal custody."),
        "released_at": _at("When the person was in fact released."),
        "transferred_to_ice_at": _at("When custody passed to ICE on paper, by service of the warrant."),
        "picked_up_by_ice_at": _at("When ICE took the person away, or the person reached an ICE facility."),
        "category_set_by_ice": _yes("The person fell in a category that ICE supervisors had set."),
        "i213_completed": _yes("Form I-213 was completed."),
        "removable_determined": _yes("The officer had determined that the person was removable."),
        "ice_notified_at": _at("When ICE was told of the act."),
        "supervisor_contacted_at": _at("When the officer contacted an ICE supervisor about the act."),
        "ice_requested": _yes("ICE had asked for it, by a detainer, a warrant or an order in the case."),
        "felon_who_had_left": _yes(
            "The person is here unlawfully after a conviction of a felony here and a departure or deportation after it."
        ),
        "status_confirmed_by_ice": _yes("ICE had confirmed the person's status before the arrest."),
        "deconflicted_at": _at("When names and addresses were checked with ICE before the action."),
        "deconfliction_possible": _yes("It was possible to check with ICE beforehand."),
        "document_signed_by_ice": _yes("An ICE officer signed the charging document."),
        "citizenship_claimed": _yes("The person claimed, or seemed, to be a United States citizen."),
        "citizenship_claimed_at": _at("When the claim of citizenship was made."),
        "citizenship_reported_at": _at("When the claim was reported to ICE."),
        "citizenship_checked": _yes("The claim of citizenship was checked before the person was held any longer."),
        "age_group": _code(
            "The person's age as known, claimed or suspected, never a day of birth: adult, juvenile (14 to 17) or "
            "under_14.",
            *AGE_GROUPS,
        ),
        "health_department_told_at": _at(
            "When the Department of Health and Human Services was told of a juvenile in custody."
        ),
        "served_on_responsible_adult": _yes("The warrant was served on the adult with whom the child lives."),
        "consular_rights_told": _yes("The person was told of the right to speak with consular officers."),
        "rights_told": _yes(
            "The person was told the reasons of the arrest, the right to a lawyer, and was given the list of free ones."
        ),
        "examined_by_another_officer": _yes("An officer other than the arresting one examined the person."),
        "no_other_officer_available": _yes("No other officer was readily available for the examination."),
        "custody_decided_at": _at("When it was decided whether to keep the person in custody and to issue charges."),
        "exigent_circumstances": _yes(
            "Unforeseen circumstances kept a claim from being reported, or custody decided, in time."
        ),
        "record_checks_done": _yes("Record checks were completed."),
        "interpreter_used": _yes("An interpreter was used."),
        "interpretation_need_recorded": _yes("The record holds questions and answers on the need for an interpreter."),
        "interpreter_named_on_warrant": _yes("The interpreter's name stands on the warrant."),
        "complaint_received": _yes("A complaint about the act was received."),
        "cannot_read_posters": _yes("The person reads neither English nor Spanish."),
        "complaint_process_read": _yes("The complaint process was read or translated to the person."),
        "complaint_of_undesignated": _yes("The complaint is of staff who are not designated under the agreement."),
        "complaint_received_at": _at("When the agency received notice of the complaint."),
        "complaint_reported_at": _at("When the complaint was reported to ICE."),
        "complaint_resolved_at": _at("When the complaint was resolved."),
        "complaint_result_reported_at": _at("When the result was reported to ICE."),
        "detainer_issued_at": _at("When the detainer was issued."),
        "hold_started_at": _at("When the hold past release began; if unknown, `scheduled_release_at`."),
        "hold_ended_at": _at("When the hold ended; if unknown, `picked_up_by_ice_at`, then `released_at`."),
        "facility_approved_by_ice": _yes("The facility is approved by ICE."),
        "arrived_at_facility_at": _at("When the person reached the ICE office or facility."),
        "brought_before_officer_at": _at(
            "When the arrested person was brought before an immigration officer or, arrested for a felony, a "
            "magistrate."
        ),
        "local_charges_resolved": _yes("The local charges, and any sentence, were over."),
        "released_from_agency_custody": _yes("The agency had released the person from its own custody."),
        "convicted_of_local_offense": _yes("The person had been convicted of a state or local offense."),
    }
)

OFFICER = _named(
    {
        "officer_id": _id("The same opaque id as in the acts.", required=True, opaque=True),
        "agency_id": _id("The agency that employs the officer.", required=True),
        "model": _code("The model under which the officer is authorized.", *MODELS, required=True),
        "valid_from": _on("First day on which this row describes the officer, where an officer has several rows."),
        "valid_to": _on("First day on which it no longer does."),
        "employment": _code("What the officer is to the agency.", *EMPLOYMENT),
        "us_citizen": _yes("The officer is a United States citizen."),
        "law_enforcement_years": Fact("number", "Years of law-enforcement work when nominated.", low=0, high=70),
        "nominated_on": _on("When the agency nominated the officer."),
        "background_cleared_on": _on("When ICE found the officer eligible after the background check."),
        "exam_score": Fact(
            "number",
            "The score, 0 to 100, on which certification rests; the lowest where there are several.",
            low=0,
            high=100,
        ),
        "exam_failures": Fact("count", "How many examinations the officer failed, retakes among them.", low=0, high=50),
        "certified_on": _on("When ICE certified in writing that training was completed and passed."),
        "authorization_letter_on": _on("Date of the Field Office Director's letter."),
        "form_70_006": _yes("ICE Form 70-006, Designated Immigration Officer, was executed."),
        "authorized_on": _on("Date of the signed authorization."),
        "authorization_expires_on": _on(
            "First day on which the authorization no longer holds, as written on it.", none=True
        ),
        "suspended_from": _on("First day of a suspension.", none=True),
        "suspended_to": _on("First day after it.", none=True),
        "revoked_on": _on("First day on which the authority is revoked or withdrawn.", none=True),
        "revocation_notified_at": _at("When the other party was told of the revocation."),
        "revocation_decided_at": _at("When the revocation was decided."),
        "left_agency_on": _on("First day on which the officer no longer works for the agency.", none=True),
        "discipline_pending": _yes(
            "A complaint that may end in discipline, a criminal case or a lawsuit is not yet settled."
        ),
        "authorization_states_powers": _yes(
            "The written authorization states powers, duration and supervising position."
        ),
        "credentials_returned_on": _on("When the credentials were returned to ICE."),
        "last_refresher_on": _on("When the last refresher training was completed."),
    }
)

AGREEMENT = _named(
    {
        "agreement_id": _id("The agreement.", required=True),
        "agency_id": _id("The agency that signed.", required=True),
        "model": _code("Its model.", *MODELS, required=True),
        "edition": _id("The edition of the text it was signed on, such as WSO-2025."),
        "agency_signed_on": _on("When the agency signed."),
        "ice_signed_on": _on("When ICE signed."),
        "listed_signed_on": _on(
            "The one day of signing that ICE's list states, without saying whose; read for a signature that is unknown."
        ),
        "listed_until": _on("The day of ICE's newest list, if it shows the agreement: up to then it had not ended."),
        "delisted_on": _on("First day on which ICE's list no longer shows it; read for an end that is unknown."),
        "suspended_from": _on("First day of a suspension.", none=True),
        "suspended_to": _on("First day after it.", none=True),
        "terminated_on": _on("First day on which it is no longer in force.", none=True),
        "suspension_notice_on": _on("When notice of the suspension was received."),
        "termination_approved_by_state": _yes("The body of the state whose approval an end needs approved it."),
        "termination_notice_on": _on("When notice of termination was received."),
        "terminated_by": _code("Who ended it.", "agency", "ice"),
        "exigent_termination": _yes("Public safety required ending it without the full notice."),
        "termination_published_on": _on("When ICE published the decision to terminate."),
        "paid_detention_agreement": _yes("A separate agreement pays the agency to detain for ICE."),
        "state_law_permits": _yes("State and local law permit the agency to take part."),
        "written": _yes("There is a written agreement."),
        "body": _code(
            "What kind of body signed: a State, a political subdivision of one, a tribe, a private body.", *BODIES
        ),
        "compelled_by_federal_government": _yes("The agency was made to sign by the federal government."),
        "posters_displayed": _yes("Posters on complaints, in English and Spanish, hang in the processing areas."),
        "complaint_procedure_disseminated": _yes("The complaint procedure is made known in the agency's facilities."),
        "last_meeting_on": _on("When ICE and the agency last met to review compliance."),
    }
)

RECORDS: dict[str, dict[str, Fact]] = {"act": ACT, "officer": OFFICER, "agreement": AGREEMENT}

NONE_WHEN_EMPTY = frozenset(name for names in RECORDS.values() for name, fact in names.items() if fact.none_when_empty)
"""Facts whose empty value, when present, means none."""

ORDERS: dict[str, tuple[tuple[str, str], ...]] = {
    "act": (
        ("hold_started_at", "hold_ended_at"),
        ("transferred_to_ice_at", "picked_up_by_ice_at"),
        ("citizenship_claimed_at", "citizenship_reported_at"),
        ("complaint_received_at", "complaint_reported_at"),
        ("complaint_received_at", "complaint_resolved_at"),
        ("complaint_resolved_at", "complaint_result_reported_at"),
        ("hold_started_at", "picked_up_by_ice_at"),
        ("hold_started_at", "released_at"),
        ("transferred_to_ice_at", "released_at"),
        ("at", "brought_before_officer_at"),
        ("at", "custody_decided_at"),
        ("at", "arrived_at_facility_at"),
    ),
    "officer": (
        ("valid_from", "valid_to"),
        ("suspended_from", "suspended_to"),
        ("authorized_on", "authorization_expires_on"),
        ("revocation_decided_at", "revocation_notified_at"),
    ),
    "agreement": (
        ("suspended_from", "suspended_to"),
        ("agency_signed_on", "terminated_on"),
        ("ice_signed_on", "terminated_on"),
        ("listed_signed_on", "delisted_on"),
        ("termination_notice_on", "terminated_on"),
    ),
}
"""In each pair the first never comes after the second."""

LOCAL = (
    "at",
    "hold_started_at",
    "scheduled_release_at",
    "hold_ended_at",
    "picked_up_by_ice_at",
    "released_at",
    "arrived_at_facility_at",
    "brought_before_officer_at",
    "transferred_to_ice_at",
    "complaint_received_at",
    "complaint_reported_at",
    "complaint_resolved_at",
    "complaint_result_reported_at",
)
"""Instants of the act whose local calendar matters."""

KEYS: dict[str, tuple[str, ...]] = {
    "act": ("act_id",),
    "officer": ("officer_id", "agency_id", "model"),
    "agreement": ("agreement_id",),
}
"""What names a row of a file; an act and an agreement have one row, an officer may have several, each with its days."""
