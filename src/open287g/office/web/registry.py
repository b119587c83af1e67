"""Every page registers its address here, with what a role must be allowed for it to open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from starlette.responses import Response

Render = Callable[..., Response]

ANYBODY, ANY_ROLE = "anybody", "any role"
"""Pages that need no account, and pages that need one of whatever role."""


@dataclass(frozen=True)
class Address:
    """A pattern of addresses and the function that answers it. `needs` is an action of roles.csv, of which the role
    must have some cell; which things it then shows, the desk says. `posts`: it takes a form, and changes something.
    `alone`: no transaction is around it. `largest`: a file of so many bytes at most is sent there, and read of nobody
    to whom the page does not open; 0 where none is.
    """

    pattern: str
    render: Render
    needs: str
    posts: bool
    alone: bool
    largest: int = 0


PAGES: list[Address] = []


def page(
    pattern: str, needs: str, posts: bool = False, alone: bool = False, largest: int = 0
) -> Callable[[Render], Render]:
    """Register a page. One that posts, or stands alone, is called outside of a transaction, the others within one."""

    def register(render: Render) -> Render:
        PAGES.append(Address(pattern, render, needs, posts, posts or alone, largest))
        return render

    return register


def shown_at(path: str) -> str:
    """The address itself, or of one that only takes forms the nearest one above it that shows a page."""
    shows = {one.pattern for one in PAGES if not one.posts}
    takes = {one.pattern for one in PAGES if one.posts} - shows
    while path in takes:
        path = path.rpartition("/")[0] or "/"
    return path
