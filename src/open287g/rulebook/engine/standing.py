"""An officer's standing on a day: what the law says of the officer and the agreement, whatever the act.

A log has far fewer officers and days than acts, so these provisions are computed once for each officer and day.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from open287g.core.period import in_force
from open287g.rulebook.engine.digits import word_names
from open287g.rulebook.engine.evaluate import with_words
from open287g.rulebook.language.provision import provisions
from open287g.rulebook.language.reach import is_standing
from open287g.rulebook.law.numbers import covered_on
from open287g.vocabulary import facts


def stand(table: ir.Table) -> ir.Table:
    """Terms that are `coded`, each with a `day`: adds `covered` and the result of every provision of this kind.

    For an end that is unknown ICE's list speaks: what left it ended, and what it shows has no end up to its day.
    """
    shown = ibis.ifelse(table.day <= table.agreement_listed_until, ibis.literal(facts.NEVER), ibis.null("date"))
    ended = table.agreement_terminated_on.coalesce(table.agreement_delisted_on, shown)
    table = table.mutate(agreement_terminated_on=ended)
    table = table.mutate(covered=table.edition_held & covered_on(table.day))
    return with_words(table, [p for p in provisions() if is_standing(p)], word_names(standing=True))


def by_day(slim: ir.Table, terms: ir.Table) -> ir.Table:
    """The standing of each officer on each day that `slim` (acts with officer, model and day) holds.

    Keys are `k_officer`, `k_day` and, where acts name a model, `k_model`, with stand-ins for what an act does not
    say; an officer of whom nothing is known has a row too, in which everything is unknown.
    """
    pairs = slim.distinct()
    met = [pairs.k_officer == terms.officer_officer_id, in_force(pairs.day, terms.t_from, terms.t_to)]
    if "k_model" in pairs.columns:
        met.append((pairs.k_model == "") | (pairs.k_model == terms.officer_model) | terms.officer_model.isnull())
    joined = pairs.left_join(terms, met)
    return stand(joined.drop("t_from", "t_to"))
