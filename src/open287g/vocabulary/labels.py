"""Words for the record's codes, marked for translation: models, events, grades, tiers, states."""

from __future__ import annotations

from open287g.vocabulary import acts, models
from open287g.vocabulary.messages import N_

MODELS = {code: model.name for code, model in models.MODELS.items()} | {"OTHER": N_("Model unknown")}

MODEL_SAYS = {code: models.MODELS[code].says for code in models.HELD_MODELS}

MODELS_SHOWN = models.SHOWN
"""The models side by side, in this order."""

EVENTS = {
    "pended": N_("Application listed"),
    "listed": N_("Agreement listed"),
    "moa_posted": N_("Memorandum linked"),
    "date_corrected": N_("Signing date corrected"),
    "renewed": N_("Signed again"),
    "model_changed": N_("Model changed"),
    "renamed": N_("Name changed"),
    "delisted": N_("No longer listed"),
    "relisted": N_("Listed again"),
    "announced_signing": N_("Signing announced"),
    "announced_end": N_("End announced"),
}

EARLY_ENDS = {
    "renewed": N_("signed anew"),
    "announced": N_("a statement"),
    "withdrew": N_("a withdrawal that a source names"),
    "absent": N_("absence from ICE's next list"),
}

STATUSES = {
    "listed": N_("listed"),
    "ended": N_("no longer listed"),
    "moved": N_("moved by ICE to another agency's or model's row"),
    "pending": N_("pending"),
    "gone": N_("left the pending list, never listed"),
}

GRADES = {
    "suspected": N_("suspected"),
    "probable": N_("probable"),
    "confirmed": N_("confirmed"),
}

GRADE_SAYS = {
    "suspected": N_("absent from the newest lists, too briefly to say more"),
    "probable": N_("absent longer than errors in the lists usually last"),
    "confirmed": N_("absent for long, or other evidence confirms it"),
}

CONTROL_STATES = {
    "met": N_("met"),
    "partly": N_("partly met"),
    "not": N_("not met"),
    "unknown": N_("unknown"),
}

TYPES = {
    "county": N_("county agency"),
    "municipality": N_("municipal agency"),
    "state": N_("state agency"),
    "university": N_("university agency"),
    "tribal": N_("tribal agency"),
    "territory": N_("territorial agency"),
    "other": N_("other agency"),
}

BASES = {
    "executed": N_("by the later of the two signatures on the memorandum"),
    "signed": N_("by its signing date"),
    "memorandum": N_(
        "by the day in the name of its newest memorandum; the signing date is unknown or was left as it was"
    ),
    "listed": N_("by its first listing; the signing date is unknown"),
}

DOUBTS = {
    "signed long before listing": N_("The signing date lies long before the first list that shows the row, of:"),
    "signed against an earlier print": N_("An earlier list printed another signing date:"),
    "day and month exchanged": N_("Day and month of the signing date may have changed places; it may be:"),
    "memorandum of another day": N_("The name of the memorandum's file tells another day than the signing date:"),
    "memorandum of another model": N_("The name of the memorandum's file tells another model than the row:"),
    "memorandum of another agency": N_("The memorandum's file is named for another agency or state:"),
    "memorandum of two agencies": N_("The same memorandum is linked for another agency too:"),
    "county of another state": N_("The state has no such county; these have one:"),
    "row of another state": N_("One list alone shows the row in this state, beside the same row of:"),
    "type against the name": N_("The agency's name tells another type:"),
}

SAID = {
    "never_signed": N_("it was never signed"),
    "signed": N_("it was signed"),
    "ended": N_("it has ended"),
    "in_force": N_("it is in force"),
}

ENDED_AS = {
    "superseded": N_("signed anew"),
    "model_changed": N_("replaced by another model"),
    "withdrawn": N_("left before any memorandum was linked: nothing shows that both had signed"),
    "unexplained": N_("the lists do not say why"),
}

TIERS = {
    "only": N_("the only spelling"),
    "same": N_("same name after cleaning"),
    "dated": N_("same state, model and signing date, at different times"),
    "document": N_("same memorandum file"),
    "roster": N_("one agency of the FBI roster"),
    "words": N_("same words, written differently"),
    "typo": N_("a slip of the pen that fits no other agency"),
    "judgment": N_("decided by a person, with evidence"),
}

VERDICTS = {
    "accepted": N_("accepted"),
    "duplicate": N_("duplicate"),
    "quarantined": N_("quarantined"),
    "same": N_("same agency"),
    "distinct": N_("different agencies"),
}

ACTIONS = {
    "repaired": N_("repaired"),
    "ignored": N_("ignored by name"),
    "unreadable": N_("unreadable"),
    "noted": N_("noted"),
}

LISTS = {"participating": N_("participating agencies"), "pending": N_("pending agencies")}

TREATED = {"flicker": N_("flicker: never counted as ended"), "rejoined": N_("ended, then listed again")}

STATES = {
    "AL": N_("Alabama"), "AK": N_("Alaska"), "AZ": N_("Arizona"), "AR": N_("Arkansas"), "CA": N_("California"),
    "CO": N_("Colorado"), "CT": N_("Connecticut"), "DE": N_("Delaware"), "DC": N_("District of Columbia"),
    "FL": N_("Florida"), "GA": N_("Georgia"), "HI": N_("Hawaii"), "ID": N_("Idaho"), "IL": N_("Illinois"),
    "IN": N_("Indiana"), "IA": N_("Iowa"), "KS": N_("Kansas"), "KY": N_("Kentucky"), "LA": N_("Louisiana"),
    "ME": N_("Maine"), "MD": N_("Maryland"), "MA": N_("Massachusetts"), "MI": N_("Michigan"), "MN": N_("Minnesota"),
    "MS": N_("Mississippi"), "MO": N_("Missouri"), "MT": N_("Montana"), "NE": N_("Nebraska"), "NV": N_("Nevada"),
    "NH": N_("New Hampshire"), "NJ": N_("New Jersey"), "NM": N_("New Mexico"), "NY": N_("New York"),
    "NC": N_("North Carolina"), "ND": N_("North Dakota"), "OH": N_("Ohio"), "OK": N_("Oklahoma"), "OR": N_("Oregon"),
    "PA": N_("Pennsylvania"), "RI": N_("Rhode Island"), "SC": N_("South Carolina"), "SD": N_("South Dakota"),
    "TN": N_("Tennessee"), "TX": N_("Texas"), "UT": N_("Utah"), "VT": N_("Vermont"), "VA": N_("Virginia"),
    "WA": N_("Washington"), "WV": N_("West Virginia"), "WI": N_("Wisconsin"), "WY": N_("Wyoming"),
    "AS": N_("American Samoa"), "GU": N_("Guam"), "MP": N_("Northern Mariana Islands"), "PR": N_("Puerto Rico"),
    "VI": N_("U.S. Virgin Islands"),
}  # fmt: skip

KINDS = {"state": N_("state"), "county": N_("county"), "city": N_("city"), "agency": N_("agency")}

POWERS = {
    "yes": N_("in the agreement"),
    "limited": N_("in the agreement, in the jail only"),
    "no": N_("not in the agreement"),
    "unknown": N_("unknown"),
}

ANSWERS = {
    "yes": N_("yes"),
    "limited": N_("only in the jail"),
    "no": N_("no"),
    "unknown": N_("unknown"),
}

COUNTIES = {
    "county": N_("%(name)s County"),
    "parish": N_("%(name)s Parish"),
    "borough": N_("%(name)s Borough"),
    "census area": N_("%(name)s Census Area"),
    "municipio": N_("%(name)s Municipio"),
    "planning region": N_("%(name)s Planning Region"),
    "municipality": N_("%(name)s Municipality"),
    "city": N_("%(name)s city"),
}
"""How a speaker says the name of a county or its equivalent; in English its own name stands."""

BODIES = {"sheriff": N_("Sheriff of %(place)s"), "police": N_("Police of %(place)s")}
"""What an agency is called of which the roster writes only the place."""

ACTS = {name: act.label for name, act in acts.ACTS.items()}

LAW = {
    "required": N_("required"),
    "allowed": N_("allowed"),
    "banned": N_("banned"),
    "unknown": N_("unknown"),
}

LAW_SAYS = {
    "required": N_("agreements are required"),
    "allowed": N_("agreements are allowed"),
    "banned": N_("agreements are banned"),
    "unknown": N_("no rule is known that binds local agencies"),
}

WHO = {
    "all agencies": N_("all agencies"),
    "sheriffs with jails": N_("sheriffs who run jails"),
    "state agencies": N_("state agencies"),
}

AUTHORITY = {
    "authorized": N_("authorized"),
    "authorized if": N_("authorized if"),
    "undetermined": N_("undetermined"),
    "not authorized": N_("not authorized"),
}

LAWFULNESS = {"lawful": N_("lawful"), "undetermined": N_("undetermined"), "not lawful": N_("not lawful")}

PROVISION_KINDS = {
    "condition": N_("condition"),
    "premise": N_("premise"),
    "standard": N_("standard"),
    "source": N_("other source of power"),
    "duty": N_("duty"),
    "reading": N_("disputed reading"),
}

PROVISION_KIND_SAYS = {
    "condition": N_("must be shown; if it fails, the act is not authorized"),
    "premise": N_("no log can hold it; while it is unknown, an act is at best authorized if"),
    "standard": N_("how an act is done; if it fails, the act is not lawful, whatever the authority"),
    "source": N_("another source of power beside the agreement; reported, never counted"),
    "duty": N_("owed with the act; a breach is a finding and leaves the authority"),
    "reading": N_("one side of a conflict; reported, never counted"),
}

TOPICS = {
    "scope": N_("What the rulebook covers"),
    "powers": N_("Which acts a model lists"),
    "grounds": N_("Grounds for an act"),
    "place": N_("Where"),
    "who": N_("Who"),
    "training": N_("Training"),
    "certification": N_("Certification and authorization"),
    "agreement": N_("The agreement's life"),
    "statute": N_("The statute"),
    "supervision": N_("ICE's supervision"),
    "holds": N_("How long a person may be held"),
    "custody": N_("Custody and transport"),
    "documents": N_("Forms and documents"),
    "notices": N_("Notices to ICE"),
    "complaints": N_("Complaints"),
    "interpretation": N_("Interpreters"),
    "standards": N_("Standards of conduct"),
}

UNITS_ONE = {
    "hours": N_("hour"),
    "days": N_("day"),
    "years": N_("year"),
    "percent": N_("percent"),
    "examinations": N_("examination"),
}

UNITS = {
    "hours": N_("hours"),
    "days": N_("days"),
    "years": N_("years"),
    "percent": N_("percent"),
    "examinations": N_("examinations"),
}

DIFFERENCES = {
    "negotiated": N_("negotiated wording"),
    "edition": N_("drift of the edition"),
    "assembly": N_("fault of assembly"),
}

WHAT = {
    "added": N_("words added"),
    "replaced": N_("words replaced"),
    "removed": N_("words removed"),
    "addendum": N_("an addendum"),
    "signatory": N_("a further signatory"),
    "text lost": N_("text lost between pages"),
    "letters missing": N_("letters missing on the page"),
    "page missing": N_("a page is missing"),
    "blank page": N_("a blank page"),
    "foreign page": N_("a page of another document"),
    "repeated page": N_("a page twice"),
    "out of order": N_("pages out of order"),
    "repeated text": N_("words twice"),
    "other agency": N_("another agency's name"),
    "line on pages": N_("a line on page after page"),
    "moved": N_("words in another place"),
}

PARTS = {"Title": N_("Title"), "Preamble": N_("Preamble"), "Signatures": N_("Signatures")}
"""Parts of an agreement that have a word for a name; the others have numbers."""
PAGE_KINDS = {
    "placeholder": N_("a placeholder of a form"),
    "portfolio": N_("the cover of a PDF portfolio"),
    "certificate": N_("a signing certificate"),
    "resolution": N_("a council's or board's resolution"),
    "minutes": N_("minutes or agenda of a meeting"),
}

FIELDS = {
    "agency": N_("Agency as written"),
    "ice_signatory": N_("Signed for ICE"),
    "ice_title": N_("Title at ICE"),
    "ice_signed_on": N_("ICE signed on"),
    "agency_signatories": N_("Signed for the agency"),
    "agency_titles": N_("Title at the agency"),
    "agency_signed_on": N_("Agency signed on"),
    "effective_on": N_("In effect from"),
}

MEASURES = {
    "false merges": N_("two agencies under one id"),
    "false merges, hard pairs": N_("two agencies under one id, among hard pairs"),
    "false splits": N_("one agency under two ids"),
    "false splits, hard pairs": N_("one agency under two ids, among hard pairs"),
    "spellings not found": N_("spellings not found"),
    "false endings": N_("endings that are none"),
    "false endings, a second source": N_("endings that are none, judged by a second source"),
    "missed endings": N_("endings missed"),
    "missed endings, a second source": N_("endings missed, judged by a second source"),
    "endings only suspected": N_("endings found, too young to be claimed"),
    "corrections not told as such": N_("corrections of a signing date not told as such"),
    "redatings not told as such": N_("agreements listed before both had signed, not told as such"),
    "renewals not told as such": N_("renewals not told as such"),
    "false renewals": N_("renewals that are none"),
    "false redatings": N_("agreements told as listed before both had signed that were not"),
    "false model changes": N_("changes of model that are none"),
    "flickers not told as such": N_("short absences not told as such"),
    "endings judged by the lists alone": N_("absences that only the lists could judge"),
    "renewals and re-datings judged by the lists alone": N_("renewals and re-datings that only the lists could judge"),
}
