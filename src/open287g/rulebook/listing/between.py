"""What changed in the law between two days: provisions, numbers, editions, State law, decisions of courts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from open287g.places.law import law_of, rules
from open287g.rulebook.language.provision import provisions
from open287g.rulebook.law.cases import cases
from open287g.rulebook.law.numbers import parameters
from open287g.rulebook.listing.compare import Difference
from open287g.rulebook.listing.spanish import says_es
from open287g.vocabulary.editions import EDITIONS

_WORDS = {
    "en": ("in force", "not in force", "none", "not yet written", "may be signed", "not yet decided"),
    "es": ("en vigor", "no está en vigor", "ninguno", "aún no escrita", "se puede firmar", "aún sin decidir"),
}


def between(one: date, other: date, language: str = "en") -> list[Difference]:
    """The differences between the law of two days, as far as the days of its texts are known."""
    first, last = sorted((one, other))
    return [
        *_provisions(first, last, language),
        *_numbers(first, last, language),
        *_editions(first, last, language),
        *_states(first, last),
        *_cases(first, last, language),
    ]


def _provisions(first: date, last: date, language: str) -> Iterator[Difference]:
    on, off, *_ = _WORDS[language]
    for p in provisions():
        sides = [
            on if (p.since is None or p.since <= day) and (p.until is None or day < p.until) else off
            for day in (first, last)
        ]
        if sides[0] != sides[1]:
            yield Difference("provision", p.id, says_es(p.id) if language == "es" else p.says, *sides)


def _numbers(first: date, last: date, language: str) -> Iterator[Difference]:
    none = _WORDS[language][2]
    for name, parameter in parameters().items():
        sides = [
            next(
                (f"{v.value:g} {parameter.unit}" for v in parameter.values
                 if v.since <= day and (v.until is None or day < v.until)),
                none,
            )
            for day in (first, last)
        ]  # fmt: skip
        if sides[0] != sides[1]:
            yield Difference("number", name, parameter.says, *sides)


def _editions(first: date, last: date, language: str) -> Iterator[Difference]:
    *_, unwritten, written, _ = _WORDS[language]
    for name, edition in EDITIONS.items():
        if first < edition.since <= last:
            yield Difference("edition", name, edition.says, unwritten, written)


def _states(first: date, last: date) -> Iterator[Difference]:
    for state in dict.fromkeys(rule.state for rule in rules()):
        sides = [law_of(state, day) for day in (first, last)]
        if sides[0].status != sides[1].status:
            cited = "; ".join(rule.citation for rule in sides[1].rules or sides[0].rules)
            yield Difference("state law", state, cited, sides[0].status, sides[1].status)


def _cases(first: date, last: date, language: str) -> Iterator[Difference]:
    undecided = _WORDS[language][-1]
    for case in cases():
        if first < case.decided <= last:
            yield Difference("case", case.case, case.holding, undecided, f"{case.decided}, {case.cites}")
