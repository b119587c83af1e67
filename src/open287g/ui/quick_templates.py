"""Jinja without what no template here asks of it: a page is filled in two thirds of the time, to the same letter.

A profile of thirty thousand pages showed the costs: each call of a function asked four times how it wants to be called,
each column of a row was looked for as an attribute first, and each piece of HTML was copied to be escaped again.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from types import BuiltinFunctionType, FunctionType, MethodType
from typing import Any

from jinja2 import Environment, pass_context, pass_eval_context
from jinja2.compiler import CodeGenerator
from jinja2.runtime import Context, Macro
from markupsafe import Markup, escape

_OF_ROWS = frozenset(dir(dict))
"""Names that are methods of a row before they are columns of it, as Jinja has it."""
_PLAIN = (FunctionType, MethodType, BuiltinFunctionType)
_CONTEXT = pass_context(lambda context: None).jinja_pass_arg  # type: ignore[attr-defined]  # set by the decorator
_SCOPE = pass_eval_context(lambda scope: None).jinja_pass_arg  # type: ignore[attr-defined]
"""How Jinja marks a function that is given the context, or what is escaped in it."""
_SHORT = 120
"""Letters up to which a text is remembered as it was escaped: names, days, numbers, addresses."""


@lru_cache(maxsize=16_384)
def _remembered(text: str) -> str:
    return str(escape(text))


def written(value: Any) -> str:
    """`value` as it stands in HTML."""
    kind = type(value)
    if kind is Markup:
        return value  # type: ignore[no-any-return]
    if kind is str:
        return _remembered(value) if len(value) < _SHORT else str(escape(value))
    if kind is int:
        return str(value)
    return str(escape(value))


class _Code(CodeGenerator):
    """Compiles `{{ value }}` to `written(value)` in place of Jinja's `escape(value)`."""

    def _output_child_pre(self, node: Any, frame: Any, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.written(")


class _Context(Context):
    """Calls what needs nothing of the context at once."""

    def call(__self, __obj: Any, *args: Any, **kwargs: Any) -> Any:
        """Call a function of a template."""
        if type(__obj) in _PLAIN:
            wants = getattr(__obj, "jinja_pass_arg", None)
        elif type(__obj) is Macro:
            wants = _SCOPE
        else:
            return super().call(__obj, *args, **kwargs)
        in_loop, in_block = kwargs.pop("_loop_vars", None), kwargs.pop("_block_vars", None)
        if wants is None:
            return __obj(*args, **kwargs)
        if wants is _CONTEXT and not in_loop and not in_block:
            return __obj(__self, *args, **kwargs)
        if wants is _SCOPE:
            return __obj(__self.eval_ctx, *args, **kwargs)
        return super().call(__obj, *args, _loop_vars=in_loop, _block_vars=in_block, **kwargs)


class QuickEnvironment(Environment):
    """An environment that escapes every value, and is called as Jinja's own."""

    code_generator_class = _Code
    context_class = _Context

    def getattr(self, obj: Any, attribute: str) -> Any:
        """`obj.attribute`, or the column of that name."""
        if type(obj) is dict and attribute in obj and attribute not in _OF_ROWS:
            return obj[attribute]
        try:
            return getattr(obj, attribute)
        except AttributeError:
            return super().getattr(obj, attribute)

    written = staticmethod(written)


def install(env: QuickEnvironment, gettext: Callable[[str], str], ngettext: Callable[[str, str, int], str]) -> None:
    """Let the templates of `env` say the messages of one catalog; what stands in a message is escaped, it is not."""

    def say(message: str, **values: Any) -> Markup:
        return Markup(gettext(message) % {name: written(value) for name, value in values.items()})

    def say_many(one: str, many: str, number: int, **values: Any) -> Markup:
        values.setdefault("num", number)
        return Markup(ngettext(one, many, number) % {name: written(value) for name, value in values.items()})

    env.newstyle_gettext = True  # type: ignore[attr-defined]  # added by the extension
    env.globals |= {"_": say, "gettext": say, "ngettext": say_many}
