"""The templates of one language: those every face shares, and those of the face that asks."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from open287g.core.version import __version__
from open287g.ui.constant_words import ConstantWords
from open287g.ui.filters import filters
from open287g.ui.inline_html import inline_html
from open287g.ui.quick_templates import QuickEnvironment, install
from open287g.vocabulary import labels, messages

_HERE = Path(__file__).parent
STATIC = _HERE / "static"
"""Style sheet, icon and scripts: the design, served under /static/."""


@cache
def asset(name: str, folder: Path = STATIC) -> str:
    """The address of a file of the design with the digest of its content, so that it can be cached for good."""
    digest = hashlib.sha256((folder / name).read_bytes()).hexdigest()[:10]
    return f"/static/{name}?v={digest}"


def environment(language: str, folder: Path) -> Environment:
    """The templates of `folder`, then the shared ones; every value is escaped, an undefined name is an error.

    `frame.html` calls `url(path)` and `asset(name)`, which the face adds: it alone knows where it stands.
    """
    env = QuickEnvironment(
        loader=FileSystemLoader([folder, _HERE / "templates"]),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n", ConstantWords],
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
    )
    catalog = messages.translations(language)
    install(env, catalog.gettext, catalog.ngettext)
    env.filters |= filters(language)
    env.globals |= inline_html(language)
    env.globals |= {"say": catalog.gettext, "version": __version__, "languages": messages.NAMES, "words": labels}
    return env
