"""Words for the codes of a fiscal note and of the registers of figures, marked for translation."""

from __future__ import annotations

from open287g.vocabulary.messages import N_

BASES = {"incremental": N_("new money"), "full": N_("with what is paid anyway"), "repaid": N_("paid back")}

PAYERS = {
    "ICE": N_("ICE"),
    "agency": N_("the agency"),
    "county": N_("the county"),
    "state": N_("the state"),
    "all": N_("everyone together"),
    "repaid": N_("of it announced to be paid back"),
    "net": N_("what is left after that"),
}

UNITS = {
    "count": N_("number"),
    "count per year": N_("a year"),
    "days": N_("days"),
    "hours": N_("hours"),
    "nights": N_("nights"),
    "quarters": N_("quarters"),
    "ratio": N_("times"),
    "share": N_("share"),
    "usd": N_("dollars"),
    "usd per claim": N_("dollars a claim"),
    "usd per day": N_("dollars a day"),
    "usd per hour": N_("dollars an hour"),
    "usd per night": N_("dollars a night"),
    "usd per officer": N_("dollars an officer"),
    "usd per quarter": N_("dollars a quarter"),
    "usd per year": N_("dollars a year"),
}

REGISTERS = {
    "settlements": N_("Settlements and verdicts"),
    "program_costs": N_("What programs were said to cost"),
    "reimbursement": N_("What may come back"),
    "penalties": N_("What state law does to officials"),
    "prices": N_("The price index"),
}

COLUMNS = {
    "place": N_("Place"),
    "state": N_("State"),
    "case": N_("Case"),
    "usd": N_("Dollars"),
    "bound": N_("Bound"),
    "people": N_("People"),
    "days": N_("Days"),
    "claimed": N_("Claimed"),
    "counts": N_("What it counts"),
    "period": N_("Period"),
    "decided": N_("Decided"),
    "status": N_("Status"),
    "insured": N_("Insured"),
    "confirmed": N_("Read at its source"),
    "source": N_("Source"),
    "model": N_("Model"),
    "models": N_("Models"),
    "per": N_("Per"),
    "basis": N_("Counted as"),
    "officers": N_("Officers"),
    "payer": N_("Paid by"),
    "what": N_("What"),
    "share": N_("Share"),
    "from": N_("From"),
    "stage": N_("Stage"),
    "law": N_("Law"),
    "kind": N_("Kind"),
    "binds": N_("Whom it binds"),
    "for": N_("For what"),
    "read_on": N_("Read on"),
    "month": N_("Month"),
    "index": N_("Index"),
}
"""Heads of the registers' columns."""

TRANSLATED = (
    "bound",
    "counts",
    "status",
    "insured",
    "confirmed",
    "per",
    "basis",
    "what",
    "stage",
    "kind",
    "binds",
    "for",
)
"""Columns of the registers whose texts are put into the reader's language; places, cases and sources stay as told."""
