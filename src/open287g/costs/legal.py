"""What courts may order: counted by the days people are held over, and never as one flat figure.

Few claims come, most are small, and one judgment for everyone is rare and ruinous. So the note gives the median, the
mean and the chance of a bad year together.
"""

from __future__ import annotations

import numpy as np

from open287g.costs.draws import Draws, World

HELD_OVER = ("detainers", "held_share", "late_share")
"""What is needed to know how many people are held over."""
CLAIMS = (*HELD_OVER, "late_days", "usd_per_day_held", "claiming_share", "defense")
CLASS = (*HELD_OVER, "class_judgment_chance", "class_usd_per_person")


def held_over(world: World) -> Draws:
    """People held without or beyond authority a year: their mean number in each world."""
    return world["detainers"] * world["held_share"] * world["late_share"]


def claims(world: World) -> Draws:
    """Dollars a year for claims of people held over, by the days, with their defense."""
    number = world.counts("claims", held_over(world) * world["claiming_share"])
    each = world["late_days"] * world["usd_per_day_held"] + world["defense"]
    return _own_part(world, number * each[:, None])


def class_judgment(world: World) -> Draws:
    """Dollars a year of a judgment for all who were held over, in the years in which there is one."""
    happens = world.uniform("class judgment", yearly=True) < world["class_judgment_chance"][:, None]
    return _own_part(world, happens * (held_over(world) * world["class_usd_per_person"])[:, None])


def _own_part(world: World, loss: Draws) -> Draws:
    """What the agency pays of a year's loss: up to its retention where it is insured, else all of it."""
    return np.minimum(loss, world["retention"][:, None]) if world.known("retention") else loss
