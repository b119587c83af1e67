"""What every request of the pages shares: the office, how it is reached, and what is remembered for a while."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

from cachetools import TTLCache

from open287g.office.login.provider import Provider
from open287g.office.office import Office
from open287g.office.record import Receipt
from open287g.office.web.limits import Limit

Made = TypeVar("Made")

Switched = Callable[[str, str, int], dict[str, Any]]
"""What both models cost in five years, from a model, another and the number of officers: the rooms of costs tell it."""


@dataclass
class Remembered:
    """Answers that hold while the ledger is as it was, forms that were taken, and receipts to show once more."""

    answers: TTLCache[Hashable, Any] = field(default_factory=lambda: TTLCache(512, 600))
    taken: TTLCache[str, bool] = field(default_factory=lambda: TTLCache(20_000, 12 * 3600))
    receipts: TTLCache[tuple[str, int], Receipt] = field(default_factory=lambda: TTLCache(1_000, 600))
    lock: Lock = field(default_factory=Lock)

    def once(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """The answer kept under `key`, else made."""
        with self.lock:
            held: Made | None = self.answers.get(key)
        if held is None:
            held = make()
            with self.lock:
                self.answers[key] = held
        return held

    def take(self, form: str) -> bool:
        """Mark a form as sent; False where it was sent before."""
        with self.lock:
            if form in self.taken:
                return False
            self.taken[form] = True
            return True

    def give_back(self, form: str) -> None:
        """A form that was refused may be sent again."""
        with self.lock:
            self.taken.pop(form, None)

    def keep(self, account: str, receipt: Receipt) -> None:
        """Keep a receipt for whoever was given it."""
        with self.lock:
            self.receipts[(account, receipt.number)] = receipt

    def receipt(self, account: str, number: int) -> Receipt | None:
        """A receipt of this account, while it is kept."""
        with self.lock:
            return self.receipts.get((account, number))


@dataclass
class Site:
    """`secure` says that browsers reach it by https. `base` is the path it stands under. `demo` opens a session of an
    account without its password: for a synthetic office alone. `provider` is the organization's, at which people may
    sign in; `home` the folder of the office's keys and notices; `switched` tells what two models cost.
    """

    office: Office
    secure: bool = False
    base: str = ""
    static: bool = False
    demo: Callable[[str], str] | None = None
    provider: Provider | None = None
    home: Path | None = None
    switched: Switched | None = None
    remembered: Remembered = field(default_factory=Remembered)
    sign_in: Limit = field(default_factory=lambda: Limit(20, 300))
    files: Limit = field(default_factory=lambda: Limit(60, 3600))
    intake: Limit = field(default_factory=lambda: Limit(10, 3600))
    hashing: Lock = field(default_factory=Lock)
    """Passwords are checked one at a time: each takes 64 MiB."""
