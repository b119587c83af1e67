"""The whole rulebook's expression over one act, as a program, and what a decision says of its provisions."""

from __future__ import annotations

import ibis
import ibis.expr.operations as ops

from open287g.rulebook.digests import of_provision
from open287g.rulebook.engine.asked_of_access import asked
from open287g.rulebook.engine.compiling import program_of
from open287g.rulebook.engine.contradictions import CHECKS, consistent
from open287g.rulebook.engine.derive import coded, dated, derive
from open287g.rulebook.engine.digits import layout, word_names
from open287g.rulebook.engine.evaluate import evaluate, scope_of, with_words
from open287g.rulebook.engine.given import base_schema
from open287g.rulebook.engine.interpret import Program
from open287g.rulebook.engine.judged import Judged
from open287g.rulebook.engine.standing import stand
from open287g.rulebook.language.provision import Provision, provisions
from open287g.rulebook.language.wide import Facts, wide_table
from open287g.rulebook.shipped import of_text
from open287g.vocabulary import facts

HOUR = {"act_at", "at_local"}
"""Columns that hold the hour of the act, and not its day alone."""


def program() -> Program:
    """The expression of `evaluate` over one row of `given.base_schema`."""
    given = ibis.table(base_schema(), name="given")
    facts_of = given
    for record in facts.RECORDS:
        facts_of = consistent(facts_of, record)
    wide = derive(stand(coded(dated(facts_of, engine="duckdb"))))
    plain = [name for name in given.columns if not name.endswith("_local")]
    told = ("verdict", "lawfulness", "duties", "covered", "law_known", "day", "model_code", "edition_code")
    return program_of(evaluate(wide).select(*told, "contradictions", *word_names(), *plain))


def access() -> Program:
    """The expression over one officer and agreement on a day, and no more of it than access asks."""
    told = ibis.table(base_schema() | {"day": "date", "day_early": "date", "act_code": "int32"}, name="told")
    terms = stand(coded(consistent(consistent(told, "officer"), "agreement")))
    acting = [p for p, word, _ in asked() if word in word_names(standing=False)]
    words = dict.fromkeys(word for _, word, _ in asked())
    return program_of(with_words(terms, acting, word_names(standing=False)).select("covered", *words))


def checks() -> tuple[str, ...]:
    """What each bit of `contradictions` says, the lowest first."""
    return tuple(check.says for check in CHECKS)


def judged() -> tuple[Judged, ...]:
    """Every provision as a decision needs it."""
    return tuple(map(_judged, provisions()))


def _judged(p: Provision) -> Judged:
    word, place = layout()[p.id]
    return Judged(
        id=p.id,
        kind=p.kind,
        says=p.says,
        cites=p.cites,
        yields_to=p.yields_to,
        words=tuple(f"{quote.address} (sha256 {of_text(quote.text)[:12]})" for quote in p.quotes),
        sha256=of_provision(p),
        scope=_scope(p),
        needs=p.reads[0],
        reads_hour=_reads_hour(p),
        counts=p.counts,
        bars_always=p.bars_always,
        word=word,
        place=place,
    )


def _scope(p: Provision) -> tuple[str, ...]:
    """The facts that say whether `p` applies at all."""
    acts, models, editions, *_ = scope_of(p)
    named = (("act.act", acts), ("agreement.model", models), ("agreement.edition", editions))
    return tuple(name for name, mask in named if mask)


def _reads_hour(p: Provision) -> bool:
    records = tuple(Facts(wide_table(), record) for record in facts.RECORDS)
    read = p.test(*records).op().find(ops.Field)
    return bool(HOUR & {field.name for field in read})
