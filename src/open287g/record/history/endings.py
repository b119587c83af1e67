"""How sure an ending is, and what the lists tell of why."""

from __future__ import annotations

from open287g.record.tables.understanding import World


def moved_away(world: World, i: int) -> bool:
    """Whether ICE moved the row to another agency: then it never was this one's, and nothing ended."""
    return i in world.successors and world.successors[i].kind == "moved"


def grade_of(world: World, i: int) -> str:
    """The grade of an ending: by absence, raised where the lists show what came in its place."""
    ending = world.lives[i].ending
    assert ending is not None
    successor = world.successors.get(i)
    if successor is None:
        return ending.grade
    if successor.kind in ("renewed", "moved") or ending.grade != "suspected":
        return "confirmed"
    return "probable"


def explain(world: World, i: int) -> str:
    """Why an agreement is absent, as far as the lists tell."""
    successor = world.successors.get(i)
    if successor is None:
        return "the lists do not say why"
    after = world.agreement_id(successor.after)
    return {
        "renewed": f"signed anew as {after}",
        "model_changed": f"the agency changed its model to {after}",
        "moved": f"ICE moved the row to {after}, with the same SIGNED",
    }[successor.kind]
