"""The register of published effects of 287(g) and its kin; data in published.yaml, read or marked unread."""

from __future__ import annotations

from functools import cache
from typing import Literal

from pydantic import BaseModel, ConfigDict

from open287g.core.bundled import read_yaml


class Published(BaseModel):
    """One finding. `read`: "text" where the paper was read, "summary" its abstract alone, "no" where neither was.

    `of` is 287(g) or what is like it, `design` how it was found, `found` what, on whichever side.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    of: str
    outcome: str
    design: str
    place: str
    years: str
    found: str
    citation: str
    read: Literal["text", "summary", "no"]


@cache
def published() -> tuple[Published, ...]:
    """Every entry, as the file orders them."""
    return tuple(Published(**row) for row in read_yaml("oversight/effects/published.yaml"))
