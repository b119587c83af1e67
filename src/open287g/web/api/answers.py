"""How an endpoint answers."""

from __future__ import annotations

from starlette.responses import Response

from open287g.publish.tables import json_text


def answer(value: object, media_type: str = "application/json") -> Response:
    """`value` as JSON."""
    return Response(json_text(value), media_type=media_type)
