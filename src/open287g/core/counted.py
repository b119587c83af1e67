"""A number beside what it counts."""

from __future__ import annotations


def counted(number: int, noun: str, verb: str = "") -> str:
    """ "1 row", "2,000 rows"; with the verb "was", "1 row was", "2 rows were"."""
    plural = f"{noun[:-1]}ies" if noun.endswith(("cy", "try")) else f"{noun}es" if noun.endswith("s") else f"{noun}s"
    told = f"{number:,} {noun if number == 1 else plural}"
    return told + (f" {verb if number == 1 else _MANY[verb]}" if verb else "")


_MANY = {"was": "were"}
