"""Interpretation."""

from __future__ import annotations

from typing import Any

from open287g.rulebook.language.provision import provision
from open287g.rulebook.language.wide import Facts
from open287g.rulebook.law.topics.groups import PROCESSING, WARRANT_SERVICE


@provision(
    "jem.interpretation-recorded",
    at={"JEM": "IV.G"},
    words={
        "JEM-2025": (
            "Whether or not an interpreter is used, the record should always include questions and answers "
            "concerning the need for an interpreter."
        ),
    },
    models=["JEM"],
    acts=PROCESSING,
    kind="duty",
)
def interpretation_recorded(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """Whether or not an interpreter is used, the record holds the questions and answers on the need for one. Whether
    the person had the chance to ask for one, which the same section also wants, is not judged.
    """
    return act.interpretation_need_recorded


@provision(
    "wso.interpreter-named",
    at={"WSO": "IV.G"},
    words={
        "WSO-2025": (
            "the interpreter must be identified, by name, in records by annotating on the Warrant for Arrest of "
            "Alien or the Warrant of Removal/Deportation"
        ),
    },
    models=["WSO"],
    acts=WARRANT_SERVICE,
    kind="duty",
    when=lambda act, officer, agreement: act.interpreter_used,
)
def interpreter_named(act: Facts, officer: Facts, agreement: Facts) -> Any:
    """If an interpreter is used, the interpreter's name is written on the warrant. Whether the person had the chance to
    ask for one, which the same section also wants, is not judged.
    """
    return act.interpreter_named_on_warrant
