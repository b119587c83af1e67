"""What people call the codes of the office, marked for translation: roles, things, states, steps, columns."""

from __future__ import annotations

from open287g.vocabulary.messages import N_

ROLES = {
    "officer": N_("Agency officer"),
    "manager": N_("Agency program manager"),
    "supervisor": N_("ICE field supervisor"),
    "headquarters": N_("ICE headquarters"),
    "inspector": N_("Inspector"),
    "administrator": N_("Administrator"),
    "public": N_("The public"),
    "": N_("The office itself"),
}

THINGS = {
    "account": (N_("Account"), N_("Accounts")),
    "agency": (N_("Agency"), N_("Agencies")),
    "agreement": (N_("Agreement"), N_("Agreements")),
    "officer": (N_("Officer"), N_("Officers")),
    "grant": (N_("Access grant"), N_("Access grants")),
    "act": (N_("Act"), N_("Acts")),
    "complaint": (N_("Complaint"), N_("Complaints")),
    "operation": (N_("Joint operation"), N_("Joint operations")),
    "finding": (N_("Finding"), N_("Findings")),
    "attestation": (N_("Attestation"), N_("Attestations")),
    "token": (N_("Token of a program"), N_("Tokens of programs")),
}
"""One, and several."""

STATES = {
    "open": N_("open"),
    "closed": N_("closed"),
    "enrolled": N_("enrolled"),
    "requested": N_("requested"),
    "imported": N_("imported, not confirmed"),
    "reviewed": N_("reviewed"),
    "declined": N_("declined"),
    "withdrawn": N_("withdrawn"),
    "signed by agency": N_("signed by the agency"),
    "signed by ICE": N_("signed by ICE"),
    "in force": N_("in force"),
    "suspended": N_("suspended"),
    "terminated": N_("terminated"),
    "nominated": N_("nominated"),
    "rejected": N_("rejected"),
    "vetted": N_("vetted"),
    "retake": N_("one exam failed, a retake is due"),
    "failed": N_("failed twice"),
    "trained": N_("trained"),
    "certified": N_("certified"),
    "authorized": N_("authorized"),
    "revoked": N_("revoked"),
    "left": N_("left the agency"),
    "cut": N_("cut"),
    "awaiting override": N_("not authorized, awaits an override"),
    "undetermined": N_("undetermined, facts are missing"),
    "overridden": N_("not authorized, overridden"),
    "received": N_("received"),
    "assigned": N_("assigned"),
    "resolved": N_("resolved"),
    "planned": N_("planned"),
    "raised": N_("raised"),
    "answered": N_("answered"),
    "made": N_("made"),
    "issued": N_("issued"),
}

STEPS = {
    "account.opened": N_("Open an account"),
    "account.closed": N_("Close the account"),
    "account.linked": N_("Link the account to an organization's identity"),
    "account.unlinked": N_("Take the link to an organization's identity away"),
    "agency.enrolled": N_("Enroll an agency"),
    "agency.renamed": N_("Rename the agency"),
    "agreement.requested": N_("Request an agreement"),
    "agreement.imported": N_("Import an agreement"),
    "agreement.confirmed": N_("Confirm the imported agreement"),
    "agreement.reviewed": N_("Review before approval"),
    "agreement.declined": N_("Decline the agreement"),
    "agreement.withdrawn": N_("Withdraw the request"),
    "agreement.signed_by_agency": N_("Sign for the agency"),
    "agreement.signed_by_ice": N_("Sign for ICE"),
    "agreement.text_read": N_("Hold the signed text against the request"),
    "agreement.text_accepted": N_("Accept the signed text though it differs"),
    "agreement.cost_recorded": N_("Record a cost"),
    "agreement.amended": N_("Amend the agreement"),
    "agreement.met": N_("Record the yearly meeting"),
    "agreement.posted": N_("Record posters and complaint procedure"),
    "agreement.suspended": N_("Suspend the agreement"),
    "agreement.resumed": N_("Resume the agreement"),
    "agreement.notice_given": N_("Give notice of termination"),
    "agreement.terminated": N_("Terminate the agreement"),
    "agreement.end_published": N_("Record that the end was published"),
    "officer.nominated": N_("Nominate an officer"),
    "officer.imported": N_("Import an officer"),
    "officer.confirmed": N_("Confirm the imported officer"),
    "officer.vetted": N_("Record the cleared background check"),
    "officer.rejected": N_("Reject the officer"),
    "officer.examined": N_("Record an examination"),
    "officer.certified": N_("Certify the officer"),
    "officer.authorized": N_("Authorize the officer"),
    "officer.refreshed": N_("Record a refresher"),
    "officer.discipline_opened": N_("Open discipline"),
    "officer.discipline_settled": N_("Settle discipline"),
    "officer.suspended": N_("Suspend the officer"),
    "officer.reinstated": N_("Reinstate the officer"),
    "officer.revoked": N_("Revoke the authority"),
    "officer.revocation_told": N_("Record notice of the revocation"),
    "officer.leaving": N_("Record that the officer will leave"),
    "officer.left": N_("Record that the officer left"),
    "grant.requested": N_("Request access"),
    "grant.granted": N_("Grant access"),
    "grant.declined": N_("Decline access"),
    "grant.reviewed": N_("Record a review of access"),
    "grant.cut": N_("Confirm that access was cut"),
    "act.entered": N_("Enter an act"),
    "act.completed": N_("Add facts to the act"),
    "act.overridden": N_("Override: keep the act, not authorized"),
    "act.withdrawn": N_("Withdraw the act"),
    "complaint.received": N_("Record a complaint"),
    "complaint.reported": N_("Record that ICE was told of the complaint"),
    "complaint.assigned": N_("Assign an adjudicator"),
    "complaint.resolved": N_("Resolve the complaint"),
    "complaint.told": N_("Record that the result was reported"),
    "complaint.erased": N_("Erase what the complainant wrote"),
    "operation.planned": N_("Plan a joint operation"),
    "operation.deconflicted": N_("Record that the plan was held against others"),
    "operation.tallied": N_("Record a day's tally"),
    "operation.closed": N_("Close the operation"),
    "finding.raised": N_("Raise a finding"),
    "finding.answered": N_("Answer the finding"),
    "finding.closed": N_("Close the finding"),
    "token.issued": N_("Issue a token to a program"),
    "token.revoked": N_("Take the own token back"),
    "token.cut": N_("Cut a token"),
    "attestation.made": N_("Attest an officer's authority at a time"),
}
"""What an event is called as a step that somebody takes. Kinds that void an entry share `VOID`."""

VOID = N_("Take an entry back that was made in error")

RULES = {
    "role": N_("Role"),
    "state": N_("Order of steps"),
    "two persons": N_("Two persons"),
    "field": N_("What was entered"),
    "state law": N_("State law"),
    "access": N_("Access"),
    "review": N_("Review before approval"),
    "examination": N_("Examination"),
}
"""What refuses, where it is no provision."""

SAID = (
    N_("This account may not do that there, or there is no such thing."),
    N_("An office keeps one administrator: open another account first."),
    N_("The office knows no such officer under that model."),
    N_("The same person recorded it: another takes it back."),
    N_("Nobody opens an account for themselves: another administrator does."),
    N_("The agency's resources were not assessed."),
    N_("Its civil-rights record was not reviewed."),
    N_("is no open account that may decide it"),
    N_("is none of the rulebook"),
    N_("No text of this model sets a passing mark: whether it was passed, ICE's certification tells."),
    N_("is missing"),
    N_("is not true or false"),
    N_("is not a number"),
    N_("is not a whole number"),
    N_("is not a text"),
    N_("lies in the future"),
    N_("looks like a name or number of a person"),
)
"""Sentences of refusals that need no filling in; the others are told as the ledger has them, in English."""

COMPARED = {
    "agreement": N_("The file"),
    "agency": N_("Agency"),
    "state": N_("State's two letters"),
    "model": N_("Model"),
    "edition": N_("Edition"),
    "agency_signed_on": N_("Signed for the agency on"),
    "ice_signed_on": N_("Signed for ICE on"),
    "agrees": N_("agrees"),
    "differs": N_("differs"),
    "not checked": N_("not checked"),
}
"""What a signed text is held against, and what comes of it."""

NOT_COMPARED = (
    N_("the document's agency was not read surely enough"),
    N_("the document does not say its state"),
    N_("the edition was not told apart"),
    N_("not signed here yet"),
    N_("the day was not read surely enough"),
)
"""Why one thing of a signed text was not compared; any other reason is told in English."""

COLUMNS = {
    "id": N_("Name"),
    "state": N_("State"),
    "agency": N_("Agency"),
    "officer_id": N_("Officer"),
    "model": N_("Model"),
    "authority": N_("Authority today"),
    "system": N_("System"),
    "act": N_("Act"),
    "at": N_("When"),
    "verdict": N_("Verdict"),
    "received_at": N_("Received"),
    "first_day": N_("First day"),
    "last_day": N_("Last day"),
    "name": N_("Name"),
    "says": N_("What was found"),
    "provision": N_("Provision"),
    "role": N_("Role"),
    "area": N_("ICE area"),
    "asked_at": N_("Time asked about"),
    "since": N_("Since"),
    "account": N_("Account"),
    "scopes": N_("What it may do"),
    "expires_on": N_("Last day"),
    "exams": N_("Last score of each examination"),
}

ENDINGS = {
    "tfm.two-years": N_("two years of authority run out"),
    "authorization.not-expired": N_("the authorization ends as it is written"),
    "officer.leaving": N_("the officer leaves"),
}


def step(kind: str) -> str:
    """A step's name, as a message."""
    return VOID if kind.endswith(".voided") else STEPS[kind]


def column(name: str) -> str:
    """The head of a column, as a message."""
    return COLUMNS[name]


def ending(clock: str) -> str:
    """What ends an authority, as a message."""
    return ENDINGS[clock]


def thing(kind: str, several: bool = False) -> str:
    """What a thing is called, as a message."""
    return THINGS[kind][several]
