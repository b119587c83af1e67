"""Addresses inside one's own network: a page of the outside, or a redirect, may not send the program there."""

from __future__ import annotations

import asyncio
import ipaddress
import socket

import httpx2

from open287g.archive.fetching.answer import BROWSER
from open287g.archive.store.errors import FetchError


async def is_near(host: str) -> bool:
    """Whether `host` stands, by any of its addresses, in a private, local or otherwise unpublic network.

    A name that is not known here is not near: asking for it then fails, or a proxy knows it.
    """
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return False
    return any(not _plain(str(address[0])).is_global for *_, address in found)


def _plain(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    """The address without its zone; one of version 4 in the clothes of version 6 as what it is."""
    address = ipaddress.ip_address(text.partition("%")[0])
    return getattr(address, "ipv4_mapped", None) or address


class Guard:
    """Lets requests go to the outside only, unless the user named an address that is near."""

    def __init__(self, named: str) -> None:
        self._named = named
        self._may: bool | None = None

    async def __call__(self, request: httpx2.Request) -> None:
        """Raises FetchError for a request to a near address; httpx asks before each request, redirects too."""
        if self._may is None:
            self._may = await is_near(httpx2.URL(self._named).host)
        if not self._may and await is_near(request.url.host):
            raise FetchError(
                f"leads to {request.url.host}, an address inside this network",
                where=self._named,
                remedy=f"A public page has no reason to. {BROWSER}",
            )
