"""What somebody may have meant who asks for the law of what is no state: a body in a state, or a place in one."""

from __future__ import annotations

from open287g.places.finder.entries import places
from open287g.places.names import fold, squeeze
from open287g.places.roster import roster
from open287g.places.states import parse_state, states
from open287g.vocabulary.bodies import Body

_BODIES = {
    Body.sheriff: "sheriff sheriffs deputies alguacil alguaciles",
    Body.city: "city cities town police municipal ciudad policia",
    Body.state_agency: "patrol troopers agency estatal",
    Body.jail: "jail jails prison carcel",
}
_CALLED = {word: body for body, words in _BODIES.items() for word in words.split()}
_BETWEEN = frozenset(
    "a in of the for s and state law laws county department office en de del la el condado".split()  # noqa: SIM905
)
_MOST = 8


def told_instead(text: str) -> str:
    """A remedy that names the command for the state and the body that `text` speaks of; empty where it names none."""
    words = fold(text).replace(",", " ").split()
    bodies = [_CALLED[word] for word in words if word in _CALLED]
    if {"state", "police"} <= set(words):
        bodies = [Body.state_agency]
    body = f" --body {bodies[0].value}" if bodies else ""
    for left in (words, [word for word in words if word not in _CALLED]):
        for kept in (left, [word for word in left if word not in _BETWEEN]):
            if code := parse_state(" ".join(kept)).code:
                return f"Did you mean: open287g law {code}{body}?"
            if found := _states_of(" ".join(kept)):
                return _of_place(found, body)
    code = _state_in(words) or _state_in([word for word in words if word not in _CALLED])
    return f"The law is told by state: open287g law {code}{body}" if code else ""


def _state_in(words: list[str]) -> str | None:
    """The code of the state that ends the words, or begins them."""
    ends = (" ".join(part) for cut in (3, 2, 1) for part in (words[-cut:], words[:cut]))
    return next(filter(None, (parse_state(part).code for part in ends)), None)


def _of_place(found: dict[str, Body], body: str) -> str:
    if len(found) == 1:
        ((code, what),) = found.items()
        return f"Did you mean: open287g law {code}{body or f' --body {what.value}'}?"
    if len(found) > _MOST:
        return "The law is told by state: open287g law STATE"
    return f"Places of this name are in {', '.join(found)}. Name the state: open287g law STATE{body}"


def _states_of(name: str) -> dict[str, Body]:
    """The states that have a city or a county of this name, by code, and whose body that is."""
    key = squeeze(name)
    cities = {code: Body.city for code in states() if any(r.kind == "police" for r in roster().named(code, key))}
    counties = {one.state: Body.sheriff for one in places() if key and one.kind == "county" and key in one.keys}
    return dict(sorted((counties | cities).items()))
