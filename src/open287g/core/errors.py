"""Errors a person can act on: what was wrong, where, and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass
class Open287gError(Exception):
    """Something a user can mend. The command line prints it without a traceback and exits with `exit_code`.

    `what` says what was wrong, `where` names file, row and column, `remedy` says what to do.
    """

    what: str
    where: str = ""
    remedy: str = ""
    exit_code: int = 1

    def __str__(self) -> str:
        lines = [f"{self.where}: {self.what}" if self.where else self.what]
        if self.remedy:
            lines.append(self.remedy)
        return "\n".join(lines)


class InputError(Open287gError):
    """A file or value given by the user cannot be used."""


class SeveralError(InputError):
    """Several files or values cannot be used: `every` is what is wrong with each, so that all are mended at once."""

    every: tuple[Open287gError, ...] = ()

    def __str__(self) -> str:
        return "\n".join(map(str, self.every))


def raise_together(errors: Sequence[Open287gError]) -> None:
    """Raise the errors as one; nothing where there is none. What they say alike is said once."""
    told = {str(one): one for one in errors}
    if len(told) == 1:
        raise next(iter(told.values()))
    if told:
        every = tuple(told.values())
        remedy = "\n".join(dict.fromkeys(one.remedy for one in every if one.remedy))
        raised = SeveralError(f"{len(every)} files cannot be used", remedy=remedy, exit_code=every[0].exit_code)
        raised.every = every
        raise raised


class DamageError(Open287gError):
    """Something stored no longer matches its hash, or is missing."""


class NotFoundError(Open287gError):
    """Nothing in the record answers to the name given."""


UNKNOWN = 4
"""The exit code of an answer that is unknown, whether it is raised or printed with what is known around it."""


class UnknownError(NotFoundError):
    """No evidence that is held says anything of it, so that the answer is unknown. Commands exit with 4.

    Of an act that no provision can decide, `decide` says the same by the same code.
    """

    def __init__(self, what: str, where: str = "", remedy: str = "") -> None:
        super().__init__(what, where, remedy, exit_code=UNKNOWN)


class NotListedError(NotFoundError):
    """It exists, and no list of ICE that is held names it. Commands exit with 3."""
