"""A static site of every kind of page and few of each, whose links are checked all the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote

import pytest

from open287g.publish.folder import must_resolve
from open287g.record.asking.loaded import LoadedRecord
from open287g.web import static_site
from open287g.web.static_site import addresses

_MANY = ("/county/", "/asof/", "/rules/", "/embed/", "/map/", "/card/")
_KEPT = ("12021", "/county/10", "2025-04", "wso.", "nation")
"""Of kinds with thousands of pages: Collier and Delaware's counties, a month, the provisions of one model."""


def is_kept(path: str) -> bool:
    """Whether a page is written."""
    return not path.startswith(_MANY) or any(part in path for part in _KEPT)


@contextmanager
def thinned() -> Iterator[None]:
    """Sites are written thin: a link to what is left out must be an address of the whole site, any other be there."""
    left_out: set[str] = set()

    def few(loaded: LoadedRecord, origin: str) -> list[tuple[str, str]]:
        every = addresses(loaded, origin)
        left_out.update(_written(language, path) for language, path in every if not is_kept(path))
        return [(language, path) for language, path in every if is_kept(path)]

    def resolve(folder: Path, links: Iterable[tuple[str, str]]) -> None:
        must_resolve(folder, [link for link in links if unquote(link[0]) not in left_out])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(static_site, "addresses", few)
        patch.setattr(static_site, "must_resolve", resolve)
        yield


def _written(language: str, path: str) -> str:
    return unquote(path if language == "en" else f"/{language}{path}")
