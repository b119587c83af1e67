"""Small pieces of HTML that stand hundreds of times on a page; made once for each value, which a macro would not be."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import cache
from typing import Literal

from markupsafe import Markup, escape

from open287g.ui import formats
from open287g.vocabulary import labels, messages

InlineHtml = Callable[..., Markup]


@cache
def inline_html(language: str) -> dict[str, InlineHtml]:
    """Those of one language, as functions that templates call."""
    gettext = messages.translations(language).gettext
    unknown = Markup('<span class="muted">%s</span>') % gettext("unknown")

    @cache
    def tag_of(code: str | None) -> Markup:
        """A model's letters with its name."""
        name = gettext(labels.MODELS.get(code or "OTHER", labels.MODELS["OTHER"]))
        tag = Markup('<span class="model {}"><abbr title="{}">{}</abbr></span>')
        return tag.format((code or "other").lower(), name, code or "?")

    def tags_of(codes: Iterable[str]) -> Markup:
        """Several models, or that there is none."""
        tags = Markup(" ").join(map(tag_of, codes))
        return tags or Markup('<span class="muted">%s</span>') % gettext("none in the newest list")

    @cache
    def when(day: date | None, form: Literal["long", "medium"] = "medium") -> Markup:
        """A day in words with its machine-readable form, or that it is unknown."""
        if day is None:
            return unknown
        return Markup('<time datetime="{}">{}</time>').format(
            day.isoformat(), escape(formats.day(day, language, "", form))
        )

    return {"tag_of": tag_of, "tags_of": tags_of, "when": when}
