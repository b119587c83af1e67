"""Words of a template that never change are put in when it is read, not each time it is filled."""

from __future__ import annotations

import re

from jinja2 import Environment
from jinja2.ext import Extension

_CONSTANT = re.compile(r'\{\{ _\("([^"\\]*)"\) \}\}')


class ConstantWords(Extension):
    """Replaces `{{ _("words") }}` by the words in the environment's language; each language has its own environment.

    The catalog's text is HTML already, as it is for `{{ _() }}`: a message is ours and is never escaped.
    """

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """The source with its constant messages said."""
        return _CONSTANT.sub(lambda found: _said(self.environment, found), source)


def _said(env: Environment, found: re.Match[str]) -> str:
    say = env.globals.get("say")
    said = str(say(found[1])) if callable(say) else found[0]
    plain = said.replace("%%", "%")
    return found[0] if "{{" in plain or "{%" in plain or "{#" in plain else plain
