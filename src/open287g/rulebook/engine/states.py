"""What the register of state law says of an agreement on a day, read for what the facts leave open.

Only a rule that was read in the law's own text and that no source disputes settles anything. Such a ban leaves
nothing open, whatever a file tells. Where such a rule requires an agreement the law permits it, unless the file tells
of another law that does not. An uncertain ban forbids nothing, and permits nothing either: whether the law permits
the agreement is unknown, even to a file that says so, unless the file says that it does not. An uncertain duty
settles nothing. Where a State only allows agreements, the law of the place may still forbid one: nothing is settled.
A ban that gives time to end the agreements of before it settles nothing of them until then, and one whose words are
only of making agreements settles nothing of them at all.
Facts that the register contradicts, by a certain rule or an uncertain one, are flagged.
"""

from __future__ import annotations

from functools import reduce
from typing import Any

import ibis
import ibis.expr.types as ir

from open287g.core.period import in_force
from open287g.places.law import Rule, rules
from open287g.rulebook.engine.contradictions import STATE_LAW, flag


def state_law(table: ir.Table) -> ir.Table:
    """`table` of terms with a `day`: `agreement_state_law_permits` by the register and by what is told, and
    `term_flags` with the bit of their contradiction.
    """
    agency = table.agreement_agency_id.coalesce(table.officer_agency_id)
    # Whether a rule for a State's own agencies binds a body of which nobody knows whose it is stays unknown.
    ban, perhaps_banned = (_any(table, agency, _of("banned", certain)) for certain in (True, False))
    spared = _spared(table, agency)
    banned = ban.coalesce(False) & ~spared
    perhaps_banned = perhaps_banned.coalesce(True) | ban.isnull() | spared
    needed, perhaps_needed = (
        _any(table, agency, _of("required", certain)).coalesce(False) for certain in (True, False)
    )
    told = table.agreement_state_law_permits
    permits = ibis.cases(
        (banned, False),
        (perhaps_banned & told.fill_null(True), ibis.null("boolean")),
        (told.notnull(), told),
        (needed, True),
        else_=ibis.null("boolean"),
    )
    wrong = ((told & (banned | perhaps_banned)) | (~told & (needed | perhaps_needed))).coalesce(False)
    return table.mutate(agreement_state_law_permits=permits, term_flags=table.term_flags + flag(wrong, STATE_LAW))


def _of(status: str, certain: bool) -> list[Rule]:
    return [rule for rule in rules() if rule.status == status and rule.certain == certain]


def _any(table: ir.Table, agency: Any, chosen: list[Rule]) -> Any:
    tests = [_binds(table, agency, rule) for rule in chosen if rule.start is not None]
    return reduce(lambda left, right: left | right, tests) if tests else ibis.literal(False)


def _spared(table: ir.Table, agency: Any) -> Any:
    """The agreement is not shown to be of after a ban that spares those of before it, for a time or by its words."""
    tests = [
        _binds(table, agency, rule).coalesce(False)
        & (True if rule.making_only else (table.day < rule.existing_until).coalesce(True))
        & (table.executed < rule.start).coalesce(True)
        for rule in _of("banned", True)
        if rule.existing_until is not None or rule.making_only
    ]
    return reduce(lambda left, right: left | right, tests) if tests else ibis.literal(False)


def _binds(table: ir.Table, agency: Any, rule: Rule) -> Any:
    own = agency.startswith(f"{rule.state}-")
    if rule.who == "sheriffs with jails":
        own = own & agency.contains("sheriff")
    bound = (own & in_force(table.day, rule.start, rule.end)).coalesce(False)
    return bound & (table.signed_body == "state") if rule.who == "state agencies" else bound
