"""What proves an event, the first listing of an agreement, a publication: the files that show it, and the row."""

from __future__ import annotations

import re
from typing import Any

from open287g.core.errors import NotFoundError
from open287g.record.asking.early_rows import evidence_of
from open287g.record.asking.one import present_agreement
from open287g.record.asking.rows import Rows

_HASH = re.compile(r"[0-9a-f]{8,64}")
"""A hash of a raw file, or its first digits."""
_EVENTS = " UNION ALL ".join(f"SELECT event_id, known, agreement_id FROM {name}" for name in ("events", "early_events"))


def evidence_page(rows: Rows, asked: str) -> dict[str, Any]:
    """What proves what an id names; see `Record.evidence`."""
    agreement = present_agreement(rows, asked) if ":" in asked else None
    if agreement is not None:
        first = rows.dicts(
            f"SELECT event_id FROM ({_EVENTS}) WHERE agreement_id = ? ORDER BY known, event_id LIMIT 1",
            [agreement.present],
        )
        if not first:
            raise NotFoundError(f"no event shows the agreement {agreement.present!r}")
        return {**(_of_event(rows, first[0]["event_id"]) or {}), "redirected": agreement.moved}
    told = _of_event(rows, asked) or _of_publication(rows, asked) or _of_file(rows, asked)
    if told is None:
        raise NotFoundError(
            f"no event, agreement, publication or raw file {asked!r}",
            remedy="Take an id from `open287g changes` or `open287g agency`, a file from `open287g snapshots`.",
        )
    return told


def evidence_of_agency(rows: Rows, asked: str, agency_id: str) -> NotFoundError:
    """Why an agency has no evidence of its own, and where that of its agreements is found."""
    every = "SELECT agreement_id FROM {} WHERE agency_id = ? ORDER BY agreement_id"
    found = [rows.dicts(every.format(name), [agency_id]) for name in ("agreements", "early_agreements")]
    ids = list(dict.fromkeys(row["agreement_id"] for part in found for row in part))
    what = f"{asked!r} is an agency: evidence is of an agreement, an event, a publication or a raw file"
    if not ids:
        return NotFoundError(what, remedy=f"It has no agreement; its events: open287g agency {agency_id}")
    return NotFoundError(what, remedy=f"Of its agreements: {'; '.join(f'open287g evidence {one}' for one in ids)}")


def _of_event(rows: Rows, event_id: str) -> dict[str, Any] | None:
    told = _told(rows, event_id)
    if told is None:
        return None
    called = "SELECT name FROM agencies WHERE agency_id = $1 UNION SELECT name FROM early_agencies WHERE agency_id = $1"
    names = rows.dicts(called, [told["agency_id"]])
    head = {key: told[key] for key in ("event_id", "kind")}
    return {**head, "name": names[0]["name"] if names else None, **told}


def _told(rows: Rows, event_id: str) -> dict[str, Any] | None:
    found = rows.dicts("SELECT * FROM events WHERE event_id = ?", [event_id])
    if not found and (early := rows.dicts("SELECT * FROM early_events WHERE event_id = ?", [event_id])):
        told = evidence_of(early[0], rows.dicts)
        return {**told, "files": told["files"] or _files(rows, told["publication_id"])}
    if not found:
        return None
    event = found[0]
    cells = rows.dicts(
        """SELECT lines.* EXCLUDE (line, list) FROM observations JOIN lines USING (line)
        WHERE publication_id = ? AND "row" = ?""",
        [event["publication_id"], event["row"]],
    )
    return {**event, "cells": cells[0] if cells else None, "files": _files(rows, event["publication_id"])}


def _of_publication(rows: Rows, publication_id: str) -> dict[str, Any] | None:
    found = rows.dicts("SELECT * FROM publications WHERE publication_id = ?", [publication_id])
    return {**found[0], "files": _files(rows, publication_id)} if found else None


def _of_file(rows: Rows, asked: str) -> dict[str, Any] | None:
    """A raw file by its name, or by its hash or the first digits of it, where these fit one file alone."""
    where, value = ("sha256 LIKE ?", f"{asked}%") if _HASH.fullmatch(asked) else ("name = ?", asked)
    found = rows.dicts(f"SELECT * FROM snapshots WHERE {where} ORDER BY name", [value])
    if len({row["sha256"] for row in found}) != 1:
        return None
    return {**found[0], "also_named": [row["name"] for row in found[1:]]}


def _files(rows: Rows, publication_id: str) -> list[dict[str, Any]]:
    """Every file that shows a publication."""
    return rows.dicts(
        "SELECT name, sha256, published, verdict FROM snapshots WHERE publication_id = ? ORDER BY verdict, name",
        [publication_id],
    )
