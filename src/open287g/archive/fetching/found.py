"""What an update found."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urlsplit

from open287g.archive.fetching.download import Delivery
from open287g.archive.fetching.page import kind_named
from open287g.archive.fetching.told import Told, told
from open287g.archive.workbooks.sheet import Sheet


@dataclass(frozen=True)
class Fetched:
    """One address asked: `kind` is page, participating, pending or moa; `state` is new, unchanged or failed.

    `led_to` is where the address led, empty where nowhere else.
    """

    kind: str
    state: str
    name: str
    address: str
    sha256: str = ""
    size: int = 0
    reason: str = ""
    led_to: str = ""

    def as_row(self) -> dict[str, Any]:
        """The answer as plain values."""
        return dict(vars(self))


@dataclass(frozen=True)
class Update:
    """What an update found. `moas_linked` counts agreements linked, `moas_absent` those this archive has not.

    `lists` says of each of ICE's two lists whether it was had, gone or not linked.
    """

    files: list[Fetched] = field(default_factory=list)
    lists: list[Told] = field(default_factory=list)
    moas_linked: int = 0
    moas_absent: int = 0

    @property
    def new(self) -> list[Fetched]:
        """The files that were not held before."""
        return [file for file in self.files if file.state == "new"]


@dataclass
class Lists:
    """The lists of one update: what was delivered, what stands in it, and what was gone, by the list's name."""

    files: list[tuple[str, Delivery]] = field(default_factory=list)
    sheets: list[Sheet] = field(default_factory=list)
    gone: dict[str, str] = field(default_factory=dict)

    def add(self, delivered: Delivery, sheet: Sheet) -> None:
        """Take in a file that is a list."""
        self.files.append((sheet.kind, delivered))
        self.sheets.append(sheet)

    @property
    def told(self) -> list[Told]:
        """What became of each of the two lists."""
        return told({kind: delivered.address for kind, delivered in reversed(self.files)}, self.gone)


def name_of(delivered: Delivery, content: bytes = b"") -> str:
    """What the server calls a file, else the name in its address, or in the one that this leads to where only that
    says which list it is."""
    asked, led_to = (name_in(address, content) for address in (delivered.address, delivered.final_address))
    return delivered.name or (led_to if kind_named(led_to) and not kind_named(asked) else asked)


_ENDINGS = ((b"PK\x03\x04", ".xlsx"), (b"%PDF-", ".pdf"))


def name_in(address: str, content: bytes = b"") -> str:
    """The file's own name in an address, with an ending by its content where it has none."""
    parts = urlsplit(address)
    name = unquote(parts.path.rstrip("/").rpartition("/")[2]).replace("/", "_").replace("\0", "_") or parts.netloc
    if "." in name:
        return name
    return name + next((ending for start, ending in _ENDINGS if content.startswith(start)), ".html")
