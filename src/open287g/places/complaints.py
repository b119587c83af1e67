"""Whom a person may complain to, as Appendix B of the memoranda names them."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from open287g.core.bundled import read_yaml


class Body(NamedTuple):
    """One body that takes complaints; `address` is a web page; it and `phone` are empty where none fits all."""

    id: str
    name: str
    says: str
    address: str
    phone: str
    evidence: str


@cache
def complaint_bodies() -> tuple[Body, ...]:
    """The bodies, the nearest first."""
    return tuple(Body(**row) for row in read_yaml("places/data/complaints.yaml"))
