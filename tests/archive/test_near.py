"""No page of the outside leads the program into the network it stands in."""

from __future__ import annotations

import asyncio

import httpx2
import pytest

from open287g.archive.fetching.near import Guard
from open287g.archive.store.errors import FetchError

OUTSIDE = "https://93.184.216.34/page"


async def _get(named: str, address: str, leads_to: str = "") -> httpx2.Response:
    def answer(request: httpx2.Request) -> httpx2.Response:
        if leads_to and str(request.url) == address:
            return httpx2.Response(302, headers={"Location": leads_to})
        return httpx2.Response(200, content=b"reached")

    hooks = {"request": [Guard(named)]}
    transport = httpx2.MockTransport(answer)
    async with httpx2.AsyncClient(transport=transport, event_hooks=hooks, follow_redirects=True) as http:
        return await http.get(address)


NEAR = [
    "http://127.0.0.1/",
    "http://localhost:8080/",
    "http://10.1.2.3/",
    "http://192.168.0.1/router",
    "http://169.254.169.254/latest/meta-data/",
    "http://0.0.0.0/",
    "http://[::1]/",
    "http://[fd00::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://2130706433/",
]


@pytest.mark.parametrize("near", NEAR)
def test_a_redirect_or_link_of_the_outside_to_the_inside_is_refused(near: str) -> None:
    with pytest.raises(FetchError, match="inside this network"):
        asyncio.run(_get(OUTSIDE, OUTSIDE, leads_to=near))
    with pytest.raises(FetchError, match="inside this network"):
        asyncio.run(_get(OUTSIDE, near))


def test_the_outside_leads_to_the_outside_and_the_inside_wherever_the_user_named_it() -> None:
    assert asyncio.run(_get(OUTSIDE, OUTSIDE, leads_to="https://93.184.216.35/list")).content == b"reached"
    inside = "http://127.0.0.1:9/page"
    assert asyncio.run(_get(inside, inside, leads_to="http://10.0.0.1/list")).content == b"reached"


def test_a_name_that_is_not_known_is_left_to_the_request_itself() -> None:
    assert asyncio.run(_get(OUTSIDE, "https://nowhere.invalid/")).content == b"reached"
