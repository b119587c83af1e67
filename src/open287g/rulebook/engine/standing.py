"""An officer's standing on a day: what the law says of the officer and the agreement, whatever the act.

A log has far fewer officers and days than acts, so these provisions are computed once for each officer and day.
"""

from __future__ import annotations

import ibis.expr.types as ir

from open287g.core.period import in_force
from open287g.rulebook.engine.derive import edition_mask
from open287g.rulebook.engine.digits import word_names
from open287g.rulebook.engine.evaluate import with_words
from open287g.rulebook.engine.states import state_law
from open287g.rulebook.language.provision import provisions
from open287g.rulebook.language.reach import is_standing
from open287g.rulebook.law.numbers import covered_on


def stand(table: ir.Table) -> ir.Table:
    """Terms that are `coded`, each with a `day` and `day_early`: adds `edition_code`, `covered`, what the register of
    state law says, and the result of every provision of this kind.
    """
    table = on_its_day(table)
    return with_words(table, [p for p in provisions() if is_standing(p)], word_names(standing=True))


def on_its_day(table: ir.Table) -> ir.Table:
    """The same without results: what the day of the act makes of the terms."""
    table = table.mutate(edition_code=edition_mask(table))
    table = state_law(table)
    # Where no edition is told there must have been a text of the model that is held.
    held = (table.edition_told != 0).coalesce(table.edition_code.notnull())
    return table.mutate(covered=held & covered_on(table.day))


def by_day(slim: ir.Table, terms: ir.Table) -> ir.Table:
    """The standing of each officer on each day that `slim` (acts with officer, model and day) holds.

    Keys are `k_officer`, `k_day`, `k_early` and, where acts name a model, `k_model`, with stand-ins for what an act
    does not say; an officer of whom nothing is known has a row too, in which everything is unknown.
    """
    pairs = slim.distinct()
    met = [pairs.k_officer == terms.officer_officer_id, in_force(pairs.day, terms.t_from, terms.t_to)]
    if "k_model" in pairs.columns:
        met.append((pairs.k_model == "") | (pairs.k_model == terms.officer_model) | terms.officer_model.isnull())
    joined = pairs.left_join(terms, met)
    return stand(joined.drop("t_from", "t_to"))
