"""Every page of the atlas registers its address here; the server routes by it, the static site writes by it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from open287g.record.asking.loaded import LoadedRecord
from open287g.web.view.page import Page

Render = Callable[..., Page]
Paths = Callable[[LoadedRecord], Iterable[str]]


@dataclass(frozen=True)
class Address:
    """A pattern of addresses, the function that answers it, and the addresses a static site writes.

    `by_origin`: a static site holds them only where its own address is known, without which nobody is led there.
    `apart`: the answer takes files or time, so a server makes it beside its other answers.
    """

    pattern: str
    render: Render
    every: Paths
    in_languages: bool = True
    by_origin: bool = False
    apart: bool = False


PAGES: list[Address] = []


def page(
    pattern: str,
    every: Paths | None = None,
    in_languages: bool = True,
    by_origin: bool = False,
    apart: bool = False,
) -> Callable[[Render], Render]:
    """Register a page. `every` gives the addresses of a static site; a pattern without parameters is its own address.

    A file that holds no words of the program is the same `in_languages` False.
    """

    def register(render: Render) -> Render:
        PAGES.append(Address(pattern, render, every or (lambda record: (pattern,)), in_languages, by_origin, apart))
        return render

    return register


def nowhere(record: LoadedRecord) -> Iterable[str]:
    """For pages that need a server and have no place in a static site."""
    return ()
