"""The brief of an operation as a paper: the plan beside what happened."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from open287g.ui.paper import Dossier, Section
from open287g.vocabulary.messages import N_, translations

Say = Callable[[str], str]
CRIMINALITY = {
    "convicted": N_("convicted"),
    "pending charges": N_("pending charges"),
    "neither": N_("neither"),
    "unknown": N_("unknown"),
}
CONFLICTS = {"none": N_("no conflict"), "resolved": N_("a conflict, resolved"), "open": N_("a conflict, open")}


def paper(told: Mapping[str, Any], language: str) -> Dossier:
    """The brief as a paper in a language; the same facts give the same paper."""
    say = translations(language).gettext
    sections = [_beside(told, say), _authority(told, say), _conflicts(told, say), _sums(told, say), _tallies(told, say)]
    sections.append(Section(say("Not known"), [say(one) for one in told["unknown"]]))
    lead = say("An operation that was announced; the office holds no plan of it.")
    if told["operation_id"]:
        lead = say("Made from the ledger of the office, as known now. Counts under five are withheld.")
    source = say("Source: {source}").format(source=told["evidence"] or say("the ledger of the office"))
    return Dossier(told["name"], lead, source, language, [one for one in sections if one.title])


def _beside(told: Mapping[str, Any], say: Say) -> Section:
    """Plan and outcome side by side."""
    unknown = say("unknown")
    days = f"{told['first_day']} – {told['last_day']}"
    counted = told["days_without_tally"]
    happened = unknown if told["total"] is None else f"{told['total']:,}"
    if told["claimed"]:
        happened = say("about {count}, as {who} said; not checked").format(
            count=f"{told['claimed']['arrests']:,}", who=told["claimed"]["by"]
        )
    agencies = told["agencies"]
    rows = [
        (say("Days"), days, unknown if counted is None else say("{n} without a tally").format(n=len(counted))),
        (say("Area"), told["area"] or unknown, ""),
        (say("Agencies"), unknown if agencies is None else ", ".join(agencies), ""),
        (say("Officers"), unknown if told["officers"] is None else str(told["officers"]), _shown(told, say)),
        (say("Arrests"), "", happened),
    ]
    lines = [told["told"]] if told["told"] else []
    head = (say("What"), say("Planned"), say("Happened"))
    return Section(say("Plan and outcome"), lines, head, rows, (2, 5, 4))


def _shown(told: Mapping[str, Any], say: Say) -> str:
    """How many days on which somebody took part without authority."""
    if not told["authority"]:
        return say("unknown")
    days = {row["day"] for row in told["authority"] if row["with_authority"] < row["officers"]}
    return say("{n} days on which not every officer had authority").format(n=len(days))


def _authority(told: Mapping[str, Any], say: Say) -> Section:
    rows = [
        (row["day"], row["agency_id"], f"{row['with_authority']} / {row['officers']}", ", ".join(row["against"]))
        for row in told["authority"]
    ]
    head = (say("Day"), say("Agency"), say("With authority"), say("Against it"))
    return _section(say("Authority on each day"), rows, head, (2, 5, 2, 5), say)


def _conflicts(told: Mapping[str, Any], say: Say) -> Section:
    rows = [
        (
            row["deconflicted_at"][:16].replace("T", " "),
            row["deconflicted_with"],
            _word(CONFLICTS, row["conflict"], say),
        )
        for row in told["deconflictions"]
    ]
    head = (say("When"), say("With"), say("Found"))
    return _section(say("Deconfliction"), rows, head, (3, 5, 3), say)


def _tallies(told: Mapping[str, Any], say: Say) -> Section:
    rows = [
        (row["day"], row["agency_id"], row["method"], _word(CRIMINALITY, row["criminality"], say),
         _count(row["count"], say))
        for row in told["tallies"]
    ]  # fmt: skip
    head = (say("Day"), say("Agency"), say("Method"), say("Criminality"), say("Arrests"))
    return _section(say("Arrests by day, agency, method and criminality"), rows, head, (2, 5, 3, 3, 2), say)


def _sums(told: Mapping[str, Any], say: Say) -> Section:
    """The arrests by one thing at a time: what the withheld cells of the whole table leave to tell."""
    if not told["sums"]:
        return Section("")
    by = {"day": say("Day"), "agency_id": say("Agency"), "method": say("Method"), "criminality": say("Criminality")}
    rows = []
    for row in told["sums"]:
        value = _word(CRIMINALITY, row["value"], say) if row["by"] == "criminality" else row["value"]
        rows.append((by[row["by"]], value, _count(row["count"], say)))
    return Section(say("Arrests by one thing at a time"), (), ("", "", say("Arrests")), rows, (2, 6, 2))


def _count(count: int | None, say: Say) -> str:
    return say("withheld") if count is None else f"{count:,}"


def _section(
    title: str, rows: Sequence[Sequence[str]], head: Sequence[str], widths: Sequence[int], say: Say
) -> Section:
    return Section(title, [] if rows else [say("No record of it.")], head if rows else (), rows, widths if rows else ())


def _word(words: Mapping[str, str], code: str, say: Say) -> str:
    return say(words[code])
