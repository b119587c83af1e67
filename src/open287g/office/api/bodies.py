"""Bodies of requests: JSON, bounded, each field once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.requests import ClientDisconnect, Request

from open287g.office.api.problems import Problem
from open287g.office.entering.told import parse

MOST = 256 * 1024
"""Bytes of a body: the longest complaint fits several times."""


async def body_of(request: Request) -> bytes:
    """The body, of JSON. Raises Problem where it is longer than MOST, or says that it is something else."""
    return await bytes_of(request, "application/json", MOST)


async def bytes_of(request: Request, media: str, most: int) -> bytes:
    """The body, of a media type. Raises Problem where it is longer than `most`, or says that it is something else."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != media:
        raise Problem(415, f"The body is Content-Type: {media}.")
    told = bytearray()
    try:
        async for chunk in request.stream():
            told += chunk
            if len(told) > most:
                raise Problem(413, f"The body is longer than {most} bytes.", {"connection": "close"})
    except ClientDisconnect:
        raise Problem(400, "The body did not arrive whole.") from None
    return bytes(told)


def object_of(body: bytes) -> Mapping[str, Any]:
    """The JSON object in a body. Raises InputError, Problem."""
    try:
        text = body.decode()
    except UnicodeDecodeError:
        raise Problem(400, "The body is not UTF-8.") from None
    return parse(text)
