"""A command that answers: beside its own options it has those by which every answer is cut, sorted and written."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperCommand

from open287g.cli import asked
from open287g.cli.options import Spoken
from open287g.cli.show import Format, finish
from open287g.cli.speaking import language_here
from open287g.core.errors import InputError
from open287g.core.files import require_writable

_PANEL = "How the answer is shown"
_BY_ENDING = {".csv": Format.csv, ".json": Format.json, ".jsonl": Format.json, ".xlsx": Format.json}
"""A workbook holds what JSON does, a table a sheet: numbers and days, not what a terminal makes of them."""

_AS_OPTION = re.compile(r"^--out(?:put)?=")
_WRITTEN = ("out", "to", "folder")
"""The parameters, where they are paths, that say what a command is to write."""
_NAMES_OF_OUTPUT = ("--out", "--output", "-o")
"""What people call the option for what a command writes: each command takes all three, for the one thing it writes."""


def _shared(
    columns: Annotated[
        str, typer.Option("--columns", help="Only these columns, in this order: a,b,c.", rich_help_panel=_PANEL)
    ] = "",
    sort: Annotated[
        str, typer.Option("--sort", help="Order rows by columns: a,-b (- is downwards).", rich_help_panel=_PANEL)
    ] = "",
    limit: Annotated[
        int | None, typer.Option("--limit", min=0, help="At most so many rows of a table.", rich_help_panel=_PANEL)
    ] = None,
    part: Annotated[
        str, typer.Option("--part", help="Only this table of an answer that has several.", rich_help_panel=_PANEL)
    ] = "",
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "--out",
            "-o",
            help="Write to a file (.csv, .json, .jsonl, .xlsx) or, for several tables, a folder.",
            rich_help_panel=_PANEL,
        ),
    ] = None,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="One JSON object a line.", rich_help_panel=_PANEL)] = False,
    bom: Annotated[
        bool,
        typer.Option(
            "--bom", help="Begin a CSV file with a byte order mark, as Excel wants it.", rich_help_panel=_PANEL
        ),
    ] = False,
    language: Spoken = "en",
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Say nothing on standard error but errors.", rich_help_panel=_PANEL)
    ] = False,
) -> None:
    """The options that every answering command shares."""


@cache
def shared_options() -> list[Any]:
    """The options that every answering command has, as Typer makes them."""
    app = typer.Typer(add_completion=False)
    app.command()(_shared)
    return [option for option in typer.main.get_command(app).params if option.name != "help"]


def is_folder(param: Any) -> bool:
    """Whether a parameter names a folder, and no file."""
    declared = getattr(getattr(param, "type_descriptor", None), "parameter_info", None)
    return set(_NAMES_OF_OUTPUT) <= set(param.opts) and not getattr(declared, "file_okay", True)


def writes_its_argument(params: list[Any]) -> bool:
    """Whether what a command writes is named by an argument."""
    return any(param.param_type_name == "argument" and param.name in _WRITTEN for param in params)


def _named_as_file(param: Any, ctx: Any) -> Path | None:
    """What a folder's parameter was given, where that is named as a file of an answer is."""
    given = ctx.params.get(param.name)
    named = is_folder(param) and isinstance(given, Path) and given.suffix.lower() in _BY_ENDING
    return given if named else None


class WritingCommand(TyperCommand):
    """A command that may write where it is told: it tries that first, since what comes before may take minutes."""

    def __init__(self, name: str | None, *, params: list[Any] | None = None, **more: Any) -> None:
        for param in params or []:
            if set(_NAMES_OF_OUTPUT) & set(param.opts):
                param.opts = list(dict.fromkeys([*param.opts, *_NAMES_OF_OUTPUT]))
        self.writes_its_argument = writes_its_argument(params or [])
        super().__init__(name, params=params, **more)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Take --out X for X where what the command writes is an argument of its own."""
        if self.writes_its_argument:
            args = [_AS_OPTION.sub("", word) for word in args if word not in _NAMES_OF_OUTPUT]
        return super().parse_args(ctx, args)

    def invoke(self, ctx: Any) -> Any:
        """Run the command; raises OSError before it starts where a file or folder that it is to write cannot be."""
        for param in self.params:
            if path := _named_as_file(param, ctx):
                remedy = f"It becomes a folder of several files: --out {path.with_suffix('')}"
                raise InputError("it is named as a file is", str(path), remedy, exit_code=2)
        for name in _WRITTEN:
            if isinstance(target := ctx.params.get(name), Path):
                require_writable(target)
        return super().invoke(ctx)


class AnsweringCommand(WritingCommand):
    """A command with --format; what it has of the shared options under its own name stays its own."""

    def __init__(self, name: str | None, *, params: list[Any] | None = None, **more: Any) -> None:
        own = list(params or [])
        taken = {word for param in own for word in (*param.opts, param.name)}
        taken |= set(_NAMES_OF_OUTPUT) if writes_its_argument(own) else set()
        self.added = [option for option in shared_options() if not taken & {*option.opts, option.name}]
        super().__init__(name, params=[*own, *self.added], **more)

    def invoke(self, ctx: Any) -> Any:
        """Run the command with the answer asked for as the current one, and show what waited for its end."""
        given = {option.name: ctx.params.pop(option.name, None) for option in self.added}
        wanted = asked.Asked(
            columns=_names(given.get("columns")),
            sort=_names(given.get("sort")),
            limit=given.get("limit"),
            part=given.get("part") or "",
            output=given.get("output"),
            lines=bool(given.get("jsonl")),
            mark=bool(given.get("bom")),
            quiet=bool(given.get("quiet")),
        )
        wanted.language = self._spoken(ctx, given)
        wanted.output = wanted.output or self._of_the_answer(ctx)
        if wanted.output:
            self._take_ending(ctx, wanted.output)
            require_writable(wanted.output)
        token = asked.begin(wanted)
        try:
            try:
                result = super().invoke(ctx)
            except typer.Exit:
                finish(ctx.params["format"])
                raise
            finish(ctx.params["format"])
            return result
        finally:
            asked.end(token)

    @staticmethod
    def _spoken(ctx: Any, given: dict[str, Any]) -> str:
        """The language told; where none is, a table on a terminal is in that of the environment, and only that: what
        programs read, and what is written, is the same everywhere.
        """
        holder = given if "language" in given else ctx.params
        source = ctx.get_parameter_source("language")
        told = source is not None and source.name == "COMMANDLINE"
        writes = given.get("output") or any(ctx.params.get(name) for name in _WRITTEN)
        if not told and not writes and ctx.params["format"] is Format.table and "language" in holder:
            holder["language"] = language_here()
        return str(holder.get("language") or "en")

    def _of_the_answer(self, ctx: Any) -> Path | None:
        """A file of an answer, told where the command's own --out is a folder that it can do without."""
        for param in self.params:
            given = ctx.params.get(param.name)
            # What a command writes in a form of its own is never a workbook.
            book = "-o" in param.opts and isinstance(given, Path) and given.suffix.lower() == ".xlsx"
            path = given if book else _named_as_file(param, ctx)
            if path and param not in self.added and not param.required and param.default is None:
                ctx.params[param.name] = None
                return path
        return None

    @staticmethod
    def _take_ending(ctx: Any, output: Path) -> None:
        """The ending of the file's name says its format; another one told by --format contradicts it."""
        from open287g.cli.written import check

        check(output)
        by_ending = _BY_ENDING.get(output.suffix.lower())
        if by_ending is None:
            if not output.suffix and ctx.params["format"] is Format.table:
                ctx.params["format"] = Format.csv  # A folder of tables.
            return
        source = ctx.get_parameter_source("format")
        told = source is not None and source.name == "COMMANDLINE"
        if told and ctx.params["format"] is not by_ending:
            raise InputError(
                f"--format {ctx.params['format']} and a file that ends in {output.suffix} contradict each other",
                remedy="Leave --format out, or name the file after it.",
                exit_code=2,
            )
        ctx.params["format"] = by_ending


def _names(text: str | None) -> tuple[str, ...]:
    return tuple(name.strip() for name in (text or "").split(",") if name.strip())


def give_answers(app: typer.Typer) -> None:
    """Make every command of `app` that has --format an answering one; each tries first what it is to write."""
    for command in app.registered_commands:
        answers = command.callback and "format" in command.callback.__annotations__
        command.cls = AnsweringCommand if answers else WritingCommand
    for group in app.registered_groups:
        if group.typer_instance:
            give_answers(group.typer_instance)
