"""What somebody may have meant: the nearest of the values that there are."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

_MOST = 40
_APART = 3
"""Names that stand with "or" between each two of them; more are a list."""
_WORD = 4
"""Letters of which what stands within a longer name is told."""


def meant(value: str, choices: Sequence[str]) -> str:
    """The question "Did you mean TFM?" about the nearest of `choices`; "" where none is like `value`."""
    folded = {choice.casefold(): choice for choice in choices}
    begun = [choice for name, choice in folded.items() if value and name.startswith(value.casefold())]
    if not 1 < len(begun) <= _MOST:
        begun = [folded[match] for match in get_close_matches(value.casefold(), list(folded), n=3, cutoff=0.6)]
    within = [choice for name, choice in folded.items() if len(value) >= _WORD and value.casefold() in name]
    near = begun or within[:_MOST]
    several = len(near) > _APART and not any("," in choice for choice in near)
    told = f"{', '.join(near[:-1])} or {near[-1]}" if several else " or ".join(near)
    return f"Did you mean {told}?" if near else ""


def suggestion(value: str, choices: Sequence[str], say: str = "It has") -> str:
    """A remedy that names the nearest of `choices`, or all of them where they are few: "Did you mean TFM?"."""
    if near := meant(value, choices):
        return near
    more = f" and {len(choices) - _MOST} more" if len(choices) > _MOST else ""
    between = "; " if any("," in choice for choice in choices) else ", "
    return f"{say}: {between.join(choices[:_MOST])}{more}."
