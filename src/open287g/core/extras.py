"""What only some users need is installed as an extra of the package, which names itself where it is missing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from open287g.core.errors import Open287gError

Extra = Literal["arrow", "audit", "charts", "methods", "nuts", "ocr", "office", "pdf", "sheets", "spark"]
"""The extras of pyproject.toml; `all` installs every one but nuts and spark, which weigh as much as the others."""


class MissingExtraError(Open287gError, ImportError):
    """What is asked for needs an extra that is not installed."""


@contextmanager
def extra(name: Extra) -> Iterator[None]:
    """Around the imports of what the extra `name` brings. Raises MissingExtraError where a module of it is missing."""
    try:
        yield
    except ModuleNotFoundError as error:
        top = (error.name or "").partition(".")[0]
        if top in ("", "open287g"):
            raise
        raise MissingExtraError(
            f"this needs {top}, which is not installed", remedy=f"Install it: pip install 'open287g[{name}]'"
        ) from error
