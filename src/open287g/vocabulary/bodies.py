"""The kinds of body that may sign an agreement, as state law speaks of them."""

from __future__ import annotations

from enum import StrEnum


class Body(StrEnum):
    """A sheriff, a city's police, a body of the state, or a jail that is run by another than a sheriff."""

    sheriff = "sheriff"
    city = "city"
    state_agency = "state-agency"
    jail = "jail"
