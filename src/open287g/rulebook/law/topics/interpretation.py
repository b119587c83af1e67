"""Interpretation."""

from __future__ import annotations

from typing import Any

from open287g.rulebook.language.provision import provision
from open287g.rulebook.language.wide import Facts
from open287g.rulebook.law.topics.groups import PROCESSING, WARRANT_SERVICE


@provision(
    "jem.interpretation-recorded",
    cites="JEM MOA, IV.G",
    models=["JEM"],
    acts=PROCESSING,
    since="2020-01-01",
    kind="duty",
    clauses={"JEM": "IV.G"},
)
def interpretation_recorded(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Whether or not an interpreter is used, the record holds the questions and answers on the need for one."""
    return act.interpretation_need_recorded


@provision(
    "wso.interpreter-named",
    cites="WSO MOA, IV.G",
    models=["WSO"],
    acts=WARRANT_SERVICE,
    since="2019-05-06",
    kind="duty",
    when=lambda act, officer, agreement: act.interpreter_used,
    clauses={"WSO": "IV.G"},
)
def interpreter_named(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """If an interpreter is used, the interpreter's name is written on the warrant."""
    return act.interpreter_named_on_warrant
