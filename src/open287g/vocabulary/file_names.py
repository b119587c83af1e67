"""The name of an agreement's file, which the list of ICE, an address and a disk each write in their own way."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit


def file_name(address: str) -> str:
    """The file name at the end of an address, decoded; empty if there is none."""
    return unquote(urlsplit(address).path.rpartition("/")[2]).strip() if address else ""


def file_key(name: str) -> str:
    """A file's name as two lists may write it: decoded, without regard to case, without space at the ends."""
    return unquote(name).strip().casefold()
