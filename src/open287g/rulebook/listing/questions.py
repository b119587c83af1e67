"""The questions of a resident, answered yes, only in the jail, no or unknown by the agreements that are in force."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from open287g.core.bundled import read_yaml
from open287g.rulebook.law.numbers import parameters
from open287g.rulebook.listing import powers

_WIDEST = ("yes", "unknown", "limited", "no")
"""Of several agreements the first of these counts: what one of them gives, the others do not take away, and a text
that is not held may give more than the jail."""


@dataclass(frozen=True)
class Answer:
    """A question and its answer.

    `verdict` is yes, limited (in the jail only), no or unknown; `says` one sentence, to be filled with `hours`;
    `provision` is the id of the provision that holds the clause and the law.
    """

    id: str
    asks: str
    verdict: str
    says: str
    provision: str
    hours: str = ""
    """The number that fills %(hours)s, where the sentence has one."""


@cache
def questions() -> tuple[dict[str, Any], ...]:
    """The questions as `questions.yaml` has them."""
    return tuple(read_yaml("rulebook/listing/questions.yaml"))


def words() -> Iterable[str]:
    """Every sentence that is said in two languages."""
    for question in questions():
        yield from (question["asks"], *question["says"].values())
    yield UNKNOWN


UNKNOWN = "The text of the agreement is not held, so nothing is said of it."


def answers(models: Iterable[str]) -> tuple[Answer, ...]:
    """Each question answered for agencies whose agreements in force are under `models`; none of them is no agreement.

    A model whose text is not held leaves a question unknown unless another agreement answers yes.
    """
    return _answers(frozenset(models))


@cache
def _answers(models: frozenset[str]) -> tuple[Answer, ...]:
    return tuple(_answer(question, models) for question in questions())


def _answer(question: dict[str, Any], models: frozenset[str]) -> Answer:
    name = question.get("number")
    hours = f"{parameters()[name].values[-1].value:g}" if name else ""
    verdict = _verdict(question, models) if models else question.get("none_is", "no")
    says = question["says"]["none"] if not models else question["says"].get(verdict, UNKNOWN)
    return Answer(question["id"], question["asks"], verdict, says, question["provision"], hours)


def _verdict(question: dict[str, Any], models: frozenset[str]) -> str:
    found = {powers.verdict(act, model) for act in question["acts"] for model in models}
    if not question.get("jail", True) and "limited" in found:
        found = (found - {"limited"}) | {"no"}
    return next(verdict for verdict in _WIDEST if verdict in found)
