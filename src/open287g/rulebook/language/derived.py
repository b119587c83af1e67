"""What a provision reads beside the plain facts, and which fact is read in place of one that is unknown."""

from __future__ import annotations

DERIVED: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "day": (
        "date",
        "The local day of the act.",
        ("act.at", "act.time_zone"),
    ),
    "day_early": (
        "date",
        "The earliest day that Washington's calendar may have shown then.",
        ("act.at", "act.time_zone"),
    ),
    "act_code": ("int32", "The act as one bit, in the order of ACTS.", ("act.act",)),
    "model_code": (
        "int32",
        "The possible models as bits: the agreement's, else that of its edition, else the officer's.",
        ("agreement.model",),
    ),
    "edition_fits": (
        "boolean",
        "The edition is a text of the agreement's model, written when it was signed.",
        ("agreement.model", "agreement.edition"),
    ),
    "edition_code": (
        "int32",
        "The possible editions as bits; null where the rulebook does not hold it.",
        ("agreement.edition",),
    ),
    "signed_model": ("string", "The agreement's model, told or of its edition.", ("agreement.model",)),
    "signed_body": ("string", "What kind of body signed, told or by its name.", ("agreement.body",)),
    "executed": (
        "date",
        "The later of both signatures.",
        ("agreement.agency_signed_on", "agreement.ice_signed_on"),
    ),
    "covered": (
        "boolean",
        "The rulebook holds the edition for that model, and the law of that day.",
        ("agreement.edition", "act.at", "act.time_zone"),
    ),
    "agency_signed": (
        "date",
        "When the agency signed; if unknown, the day of signing that ICE's list states.",
        ("agreement.agency_signed_on",),
    ),
    "ice_signed": (
        "date",
        "When ICE signed; if unknown, the day of signing that ICE's list states.",
        ("agreement.ice_signed_on",),
    ),
    "hold_start_us": (
        "int64",
        "When the hold past release began, the earliest of what is told.",
        ("act.hold_started_at",),
    ),
    "hold_late_start_us": (
        "int64",
        "The latest of what is told of it.",
        ("act.hold_started_at",),
    ),
    "hold_us": (
        "int64",
        "Length of the hold past release.",
        ("act.hold_started_at", "act.hold_ended_at"),
    ),
    "hold_least_us": (
        "int64",
        "Its shortest length, where the facts told differ.",
        ("act.hold_started_at", "act.hold_ended_at"),
    ),
    "hold_open": ("boolean", "The hold is said not to have ended.", ("act.hold_ended_at",)),
    "hold_business_least_us": (
        "int64",
        "The shortest such length, where the facts told differ.",
        ("act.act", "act.hold_started_at", "act.hold_ended_at", "act.time_zone"),
    ),
    "hold_business_us": (
        "int64",
        "The same, Saturdays, Sundays and federal holidays left out; of acts `hold_past_release`.",
        ("act.act", "act.hold_started_at", "act.hold_ended_at", "act.time_zone"),
    ),
    "transfer_us": (
        "int64",
        "From transfer of custody until ICE takes the person away or the person is released.",
        ("act.transferred_to_ice_at", "act.picked_up_by_ice_at"),
    ),
    "transfer_least_us": (
        "int64",
        "Its shortest length, where the facts told differ.",
        ("act.transferred_to_ice_at", "act.picked_up_by_ice_at"),
    ),
    "transfer_open": ("boolean", "That custody is said not to have ended.", ("act.picked_up_by_ice_at",)),
    "at_local": ("int64", "Wall clock at the act.", ("act.at", "act.time_zone")),
    "arrival_local": (
        "int64",
        "Wall clock when the arrested person came to ICE: at its facility, before its officer, or when it took them.",
        (
            "act.arrived_at_facility_at",
            "act.brought_before_officer_at",
            "act.picked_up_by_ice_at",
            "act.time_zone",
        ),
    ),
    "received_local": (
        "int64",
        "Wall clock at notice of a complaint.",
        ("act.complaint_received_at", "act.time_zone"),
    ),
    "resolved_local": ("int64", "Wall clock at its end.", ("act.complaint_resolved_at", "act.time_zone")),
    "result_local": (
        "int64",
        "Wall clock at the report of its result.",
        ("act.complaint_result_reported_at", "act.time_zone"),
    ),
    "complaint_weekday_us": (
        "int64",
        "From notice of a complaint to its report, Saturdays and Sundays left out.",
        ("act.complaint_received_at", "act.complaint_reported_at", "act.time_zone"),
    ),
}
"""Column of the wide table -> (type, what it says, facts it is made of). Durations are microseconds."""

STAND_INS: dict[str, tuple[str, ...]] = {
    "act.at": ("act.began_on",),
    "act.hold_started_at": ("act.scheduled_release_at",),
    "act.hold_ended_at": ("act.picked_up_by_ice_at", "act.released_at"),
    "act.picked_up_by_ice_at": ("act.hold_ended_at", "act.released_at"),
    "agreement.model": ("agreement.edition", "officer.model"),
    "agreement.edition": (
        "agreement.model",
        "officer.model",
        "agreement.agency_signed_on",
        "agreement.ice_signed_on",
        "act.at",
        "act.began_on",
    ),
    "agreement.terminated_on": ("agreement.delisted_on", "agreement.listed_until"),
    "agreement.body": ("agreement.agency_id",),
    "agreement.state_law_permits": ("agreement.agency_id", "officer.agency_id", "act.at", "act.began_on"),
    "agreement.agency_signed_on": ("agreement.listed_signed_on",),
    "agreement.ice_signed_on": ("agreement.listed_signed_on",),
}
"""Facts read in place of another one that is unknown."""
