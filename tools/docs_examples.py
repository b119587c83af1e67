"""The examples in the pages, run on the shipped record: what stands under a command is what it printed.

A block opened by ```console holds lines `$ open287g ...`, a block opened by ```pycon holds lines `>>> ...`; the lines
between are written by this module. `head=9` after the word keeps nine lines of each answer and ends it with `...`.
"""

from __future__ import annotations

import code
import io
import os
import re
import shlex
import sys
from collections.abc import Callable, Iterator
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import TextIO
from unittest import mock

import typst

WIDTH = 80
_BLOCK = re.compile(r"^```(console|pycon)(?: head=(\d+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)

Answer = Callable[[str], str]


class Terminal(io.StringIO):
    """A standard output that says it is a terminal, as a reader's is."""

    def isatty(self) -> bool:
        """Yes."""
        return True


TODAY = "2026-11-27"
"""The day on which the examples were last looked at."""


@contextmanager
def reader(home: Path, folder: Path) -> Iterator[None]:
    """What a reader has: a record in `home`, a `folder` with two papers to work in, a plain terminal of 80 columns.

    The day is `TODAY`, since answers say how old the lists are.
    """
    _papers(folder)
    settings = {"OPEN287G_HOME": str(home), "COLUMNS": str(WIDTH), "TERM": "dumb", "NO_COLOR": "1"}
    settings["OPEN287G_TODAY"] = TODAY
    with mock.patch.dict(os.environ, settings), chdir(folder):
        yield


def _papers(folder: Path) -> None:
    """draft.pdf and signed.pdf, one page each, that differ in one word: enough to try the reading of PDFs on."""
    for name, years in (("draft", "three"), ("signed", "five")):
        source = folder / f"{name}.typ"
        source.write_text(
            "MEMORANDUM OF AGREEMENT\n\nThe Agency keeps records of each act for "
            f"{years} years and sends them to ICE on request.\n",
            encoding="utf-8",
        )
        typst.compile(str(source), output=str(folder / f"{name}.pdf"))
        source.unlink()


def filled(text: str) -> str:
    """`text` with the answer under each command of its examples. A page's Python examples share their names."""
    shell = code.InteractiveInterpreter({"__name__": "__console__"})

    def fill(found: re.Match[str]) -> str:
        kind, head, body = found.groups()
        answered = _console(body) if kind == "console" else _python(body, shell)
        lines = [line for asked, said in answered for line in [*asked, *_cut(said, int(head) if head else None)]]
        opening = f"```{kind} head={head}" if head else f"```{kind}"
        return "\n".join([opening, *lines, "```"])

    return _BLOCK.sub(fill, text)


def commands_in(text: str) -> Iterator[str]:
    """Every command line of the page's console blocks."""
    for found in _BLOCK.finditer(text):
        if found[1] == "console":
            yield from (line[2:] for line in found[3].splitlines() if line.startswith("$ "))


def _cut(said: str, head: int | None) -> list[str]:
    lines = [line.rstrip() for line in said.rstrip().splitlines()]
    return lines if head is None or len(lines) <= head else [*lines[:head], "..."]


def _console(body: str) -> Iterator[tuple[list[str], str]]:
    for line in body.splitlines():
        if line.startswith("$ "):
            yield [line], run(line[2:])


def run(line: str) -> str:
    """What `open287g ...` prints; its message too where it fails."""
    out = Terminal()
    status, told = ran(line, out)
    return out.getvalue() + (told if status else "")


def ran(line: str, out: TextIO) -> tuple[object, str]:
    """How `open287g ...` ends when it prints to `out` (0 or None: well), and what it tells beside."""
    from open287g.cli.main import main

    words = shlex.split(line, comments=True)
    if words[0] != "open287g":
        raise ValueError(f"only open287g runs in a console block, not {words[0]!r}")
    told = io.StringIO()
    status: object = 0
    with mock.patch.object(sys, "argv", words), redirect_stdout(out), redirect_stderr(told):
        try:
            main()
        except SystemExit as end:
            status = end.code
    return status, told.getvalue()


def _python(body: str, shell: code.InteractiveInterpreter) -> Iterator[tuple[list[str], str]]:
    for asked in _statements(body):
        out = io.StringIO()
        with redirect_stdout(out), redirect_stderr(out):
            source = "\n".join(line[4:] for line in asked)
            shell.runsource(source + "\n" if len(asked) > 1 else source, "<page>")
        yield asked, out.getvalue()


def _statements(body: str) -> Iterator[list[str]]:
    asked: list[str] = []
    for line in body.splitlines():
        if line.startswith(">>> ") and asked:
            yield asked
            asked = []
        if line.startswith((">>> ", "... ")) and (asked or line.startswith(">>> ")):
            asked.append(line)
    if asked:
        yield asked
