"""Facts from options, JSON and questions."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from open287g.core.errors import InputError
from open287g.core.files import reason, unread
from open287g.rulebook.decide import Decision, decide
from open287g.vocabulary import facts
from open287g.vocabulary.fact_words import hint, none_word, says

Given = dict[str, dict[str, Any]]


def gather(file: Path | None, told: Sequence[str]) -> Given:
    """The facts of a JSON file (`-` is standard input), with those of `told` ("act.place=jail") over them."""
    given: Given = {record: {} for record in facts.RECORDS}
    if file is not None:
        for record, values in _json(file).items():
            given.setdefault(record, {}).update(values)
    for text in told:
        key, equals, value = text.partition("=")
        record, dot, name = key.strip().partition(".")
        if not equals or not dot or record not in facts.RECORDS:
            raise InputError(f"{text!r} is no fact", remedy=_written(key.strip(), value), exit_code=2)
        given[record][name] = value
    return given


def _written(name: str, value: str) -> str:
    """How a fact is written; the records that have one of this name, where one was named alone."""
    records = [record for record in facts.RECORDS if name in facts.RECORDS[record]]
    meant = " or ".join(f"{record}.{name}={value}" for record in records)
    return f"Did you mean {meant}?" if meant else "Write RECORD.NAME=VALUE, for example act.place=jail."


def _json(file: Path) -> Given:
    where = "standard input" if str(file) == "-" else str(file)
    try:
        with nullcontext(sys.stdin.buffer) if str(file) == "-" else file.open("rb") as stream:
            content = stream.read(_MOST + 1)
        if len(content) > _MOST:
            raise InputError(f"is larger than {_MOST >> 10:,} KiB", where, _SHAPE)
        loaded = json.loads(content.decode("utf-8-sig"))
    except RecursionError:
        raise InputError("is nested too deep", where, _SHAPE) from None
    except OSError as error:
        raise InputError(unread(error), where, _SHAPE) from None
    except ValueError as error:
        raise InputError(f"cannot be read as JSON: {reason(error)}", where, _SHAPE) from None
    if not isinstance(loaded, dict) or not all(isinstance(values, dict) for values in loaded.values()):
        raise InputError("is no object of objects", where, _SHAPE)
    return loaded


_MOST = 1 << 20
"""Bytes of a file of facts at most; all facts together fill a few thousand."""

_SHAPE = 'Write {"act": {}, "officer": {}, "agreement": {}} with facts inside.'


def ask_for(given: Given, prompt: Callable[..., str], language: str = "en") -> Decision:
    """Ask for one missing fact after another, only while the verdict hangs on it. An empty answer leaves it unknown."""
    asked: set[str] = set()
    decision = decide(given)
    while left := [name for name in decision.missing if name not in asked]:
        name = left[0]
        asked.add(name)
        _answer(given, name, prompt, language)
        decision = decide(given)
    return decision


def _answer(given: Given, key: str, prompt: Callable[..., str], language: str) -> None:
    record, name = key.split(".")
    fact = facts.RECORDS[record][name]
    none = none_word(language)
    question = f"{says(record, fact, language)} ({hint(fact, language)})"
    while True:
        text = prompt(question, default="", show_default=False, err=True).strip()
        if not text:
            return
        value = "" if text.lower() == none and fact.none_when_empty else text
        told = {**given, record: {**given[record], name: value}}
        try:
            known = decide(given).contradictions
            wrong = [line for line in decide(told).contradictions if line not in known]
        except InputError as error:
            wrong = [str(error)]
        if wrong:
            print("; ".join(wrong), file=sys.stderr)
            continue
        given[record][name] = value
        return
