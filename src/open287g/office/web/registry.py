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
    """

    pattern: str
    render: Render
    needs: str
    posts: bool


PAGES: list[Address] = []


def page(pattern: str, needs: str, posts: bool = False) -> Callable[[Render], Render]:
    """Register a page. One that posts is called outside of a transaction, the others within one."""

    def register(render: Render) -> Render:
        PAGES.append(Address(pattern, render, needs, posts))
        return render

    return register
