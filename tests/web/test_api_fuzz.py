"""The API against its own description: schemathesis makes requests that fit it and requests that do not."""

from __future__ import annotations

from pathlib import Path

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.generation import GenerationMode

from open287g.web.server.app import create_app
from tests.web.sample import build

_BOUNDS = settings(
    max_examples=6,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)

_KNOWN_TO_THE_RECORD = {f"query.{name}" for name in ("agency_id", "agreement_id", "county", "kind", "tier", "until")}
"""Filters whose values the description cannot name: what the record does not know is refused, not empty."""


@pytest.mark.slow
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_every_answer_is_described_and_never_a_5xx(tmp_path: Path, mode: GenerationMode) -> None:
    build(tmp_path / "record" / "record.duckdb")
    schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", create_app(tmp_path))
    asked = 0
    for found in schema.get_all_operations():
        operation = found.ok()

        @_BOUNDS
        @given(case=operation.as_strategy(generation_mode=mode))
        def fits(case: schemathesis.Case) -> None:
            nonlocal asked
            asked += 1
            answer = case.call()
            if answer.status_code == 414:  # refused before it is read; schemathesis does not count it as a refusal
                assert answer.headers["content-type"] == ["application/problem+json"]
            elif mode is GenerationMode.POSITIVE and answer.status_code == 422:
                assert {error["where"] for error in answer.json()["errors"]} <= _KNOWN_TO_THE_RECORD
            else:
                case.validate_response(answer)

        if mode is GenerationMode.POSITIVE or any(operation.iter_parameters()):
            fits()
    assert asked > 80
