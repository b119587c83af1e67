"""What changed between two editions, or what differs between two models."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from typing import Any

from open287g.core.bundled import read_yaml
from open287g.core.errors import NotFoundError
from open287g.core.suggest import suggestion
from open287g.rulebook.language.provision import provisions
from open287g.rulebook.law.powers import listed, powers
from open287g.rulebook.listing.powers import power_of
from open287g.rulebook.listing.spanish import says_es
from open287g.vocabulary.acts import act_name
from open287g.vocabulary.editions import EDITIONS, HELD, edition_named, newest_of


@dataclass(frozen=True)
class Difference:
    """One thing that `a` and `b` do not share: its kind (power, term or provision), and what each says of it."""

    kind: str
    id: str
    what: str
    a: str
    b: str


DIFFERENCE = tuple(field.name for field in fields(Difference))
"""The columns of differences."""


@cache
def terms() -> dict[str, dict[str, Any]]:
    """The terms of `law/terms.yaml`."""
    loaded: dict[str, dict[str, Any]] = read_yaml("rulebook/law/terms.yaml")
    return loaded


@dataclass(frozen=True)
class Term:
    """One term of an edition: what it is, what the edition says of it, and the section that holds it."""

    says: str
    told: str
    section: str


def terms_of(edition: str, language: str = "en") -> list[Term]:
    """The terms that an edition has, in our own words."""
    return [
        Term(term[language], term["value"][edition][language] if "value" in term else "", term["in"][edition])
        for term in terms().values()
        if edition in term["in"]
    ]


def compare(a: str, b: str, language: str = "en") -> list[Difference]:
    """The differences between two editions or models; a model stands for its newest held edition.

    Raises NotFoundError for a name that is neither.
    """
    first, second = _edition(a), _edition(b)
    return [*_powers(first, second, language), *_terms(first, second, language), *_provisions(first, second, language)]


def _edition(name: str) -> str:
    edition = newest_of(name) or edition_named(name)
    if edition is None or edition.historical:
        raise NotFoundError(
            f"the rulebook holds no edition or model {name!r}", remedy=suggestion(name, HELD), exit_code=2
        )
    return edition.name


_WORDS = {"en": ("listed", "not listed", "yes", "no"), "es": ("en la lista", "no está en la lista", "sí", "no")}


def _powers(a: str, b: str, language: str) -> list[Difference]:
    is_listed, is_not, *_ = _WORDS[language]
    differences = []
    for act in powers():
        sides = [is_listed if EDITIONS[name].model in listed(act) else is_not for name in (a, b)]
        if sides[0] != sides[1]:
            differences.append(Difference("power", power_of(act).id, act_name(act, language), *sides))
    return differences


def _terms(a: str, b: str, language: str) -> list[Difference]:
    differences = []
    for id, term in terms().items():
        sides = [_told(term, name, language) for name in (a, b)]
        if sides[0] != sides[1]:
            differences.append(
                Difference(
                    "term", id, term[language], *(_with_section(term, n, s) for n, s in zip((a, b), sides, strict=True))
                )
            )
    return differences


def _told(term: dict[str, Any], edition: str, language: str) -> str:
    *_, yes, no = _WORDS[language]
    if edition not in term["in"]:
        return no
    value: str = term["value"][edition][language] if "value" in term else yes
    return value


def _with_section(term: dict[str, Any], edition: str, told: str) -> str:
    section = term["in"].get(edition)
    return f"{told} ({section})" if section else told


def _provisions(a: str, b: str, language: str) -> list[Difference]:
    *_, yes, no = _WORDS[language]
    differences = []
    for p in provisions():
        sides = [yes if name in p.editions else no for name in (a, b)]
        if sides[0] != sides[1]:
            differences.append(Difference("provision", p.id, says_es(p.id) if language == "es" else p.says, *sides))
    return differences
