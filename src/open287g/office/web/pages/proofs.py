"""Proofs with files: that the ledger only grew, whether a proof holds, and the signature under the other party's."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

from starlette.responses import Response

from open287g.core.errors import InputError, NotFoundError, Open287gError
from open287g.office.doctor import examine
from open287g.office.ledger.database import read
from open287g.office.ledger.outsider import proof_holds
from open287g.office.ledger.parties import countersign
from open287g.office.ledger.proofs import prove_consistency
from open287g.office.reading import NOTHING
from open287g.office.web.registry import ANY_ROLE, page
from open287g.office.web.view import View


@page("/proofs", ANY_ROLE)
def show(view: View) -> Response:
    """The forms."""
    return _page(view)


@page("/proofs/grown", ANY_ROLE, posts=True)
def grown(view: View) -> Response:
    """The proof that everything since a checkpoint was only added."""
    try:
        kept = checkpoint_of(view)
        told = read(view.office.engine, lambda connection: prove_consistency(connection, kept))
    except Open287gError as error:
        return _failed(view, error)
    return view.file(as_json(told), f"grown-since-{kept.get('size')}.json", "application/json")


@page("/proofs/check", ANY_ROLE, posts=True)
def check(view: View) -> Response:
    """Whether a proof holds under a public key, as an outsider finds it."""
    try:
        told = uploaded(view, "proof")
        holds = proof_holds(told, view.told("key"))
    except Open287gError as error:
        return _failed(view, error)
    except (KeyError, TypeError, ValueError, AttributeError):
        return _failed(view, InputError("is no proof of an office", "proof"))
    return view.reading(lambda inside: _page(inside, holds=holds))


@page("/proofs/countersign", "backup", posts=True)
def sign(view: View) -> Response:
    """The other party's checkpoint, signed by this office too, if it grows from the one signed before."""
    if view.site.home is None:
        raise NotFoundError(NOTHING)
    try:
        theirs = checkpoint_of(view)
        proof = uploaded(view, "proof") if view.has_upload("proof") else None
        told = countersign(view.office.keys, view.site.home / "parties", view.told("key"), theirs, proof)
    except Open287gError as error:
        return _failed(view, error)
    except (KeyError, TypeError, ValueError, AttributeError):
        return _failed(view, InputError("is no proof of an office", "proof"))
    return view.file(as_json(told), f"countersigned-{told['size']}.json", "application/json")


@page("/doctor", "backup")
def doctor(view: View) -> Response:
    """What may be wrong with the office, each with what to do; nothing of what it holds."""
    if view.site.home is None:
        raise NotFoundError(NOTHING)
    return view.page("doctor.html", checks=examine(view.office, view.site.home / "keys"))


def uploaded(view: View, name: str) -> dict[str, Any]:
    """The JSON object of a file that was chosen. Raises InputError."""
    content = view.upload(name)
    if content is None:
        raise InputError("no file was chosen", name)
    try:
        told = json.loads(content)
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, dict):
        raise InputError("is no file of an office", name, "Choose the file as it was handed over.")
    return told


def checkpoint_of(view: View) -> dict[str, Any]:
    """The checkpoint that was chosen. Raises InputError."""
    told = uploaded(view, "checkpoint")
    texts = all(isinstance(told.get(name), str) for name in ("root", "known", "signature"))
    if not texts or type(told.get("size")) is not int:
        raise InputError("is no checkpoint of an office", "checkpoint", "Choose the file as it was handed over.")
    return told


def _failed(view: View, error: Open287gError) -> Response:
    return view.reading(lambda inside: _page(inside, failed=error))


def _page(view: View, holds: bool | None = None, failed: Open287gError | None = None) -> Response:
    return view.page(
        "proofs.html", HTTPStatus.UNPROCESSABLE_ENTITY if failed else 200, holds=holds, failed=failed,
        key=view.office.keys.public, may_sign=view.at_desk.ever("backup") and view.site.home is not None,
    )  # fmt: skip


def as_json(told: Any) -> bytes:
    """As a file of JSON."""
    return (json.dumps(told, indent=2) + "\n").encode()
