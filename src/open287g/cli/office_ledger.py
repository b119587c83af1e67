"""Commands of the office about its ledger: verify, keep checkpoints, sign those of others, prove."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from open287g.cli.lines import put
from open287g.cli.office_options import As, Database, Out, opened, read_json, write_json
from open287g.cli.options import Fmt, Home
from open287g.cli.show import Format, show_facts


def verify(
    checkpoints: Annotated[
        list[Path] | None, typer.Option("--checkpoint", help="A checkpoint kept elsewhere. Repeat it.")
    ] = None,
    party: Annotated[
        str | None, typer.Option("--party", help="Public key of the other party, who countersigned the checkpoints.")
    ] = None,
    ledger: Annotated[
        bool, typer.Option("--ledger", help="Only the ledger, not the texts and tables beside it.")
    ] = False,
    database: Database = None,
    home: Home = None,
    format: Fmt = Format.table,
) -> None:
    """Verify everything, and name the first entry that was altered, removed, inserted or moved. Exits with 3 if any.

    Without a checkpoint kept elsewhere, an older copy put back as a whole cannot be told from the office.

    Example: open287g office verify --checkpoint kept.json
    """
    from open287g.core.errors import DamageError
    from open287g.office.checks import verify as check
    from open287g.office.ledger.database import read
    from open287g.office.ledger.parties import countersigned_by

    office = opened(database, home)
    kept = [read_json(path) for path in checkpoints or []]
    if party is not None and not all(countersigned_by(one, party) for one in kept):
        raise DamageError("a checkpoint is not countersigned by that party", "--checkpoint", "Ask for the signed one.")
    verdict = read(office.engine, lambda connection: check(connection, office.keys, kept, ledger))
    show_facts(asdict(verdict), format, "Ledger")
    raise typer.Exit(0 if verdict.ok else 3)


def checkpoint(
    out: Out = None,
    database: Database = None,
    home: Home = None,
) -> None:
    """Keep a signed checkpoint of the ledger, and give it: hand it to others, and keep it elsewhere.

    Example: open287g office checkpoint --out kept.json
    """
    from open287g.office.ledger.append import keep_checkpoint
    from open287g.office.ledger.database import write

    write_json(write(opened(database, home).engine, keep_checkpoint), out)


def countersign(
    file: Annotated[Path, typer.Argument(help="A checkpoint of the other party.")],
    other: Annotated[str, typer.Option("--key", help="The other party's public key.")],
    proof: Annotated[
        Path | None, typer.Option("--proof", help="That it grows from the one signed before (prove --since).")
    ] = None,
    out: Out = None,
    home: Home = None,
) -> None:
    """Sign the other party's checkpoint with this office's key, if it grows from the one signed before.

    Example: open287g office countersign theirs.json --key KEY --proof grown.json --out both.json
    """
    from open287g.office.ledger.parties import countersign as sign
    from open287g.office.ledger.signing import load_keys
    from open287g.office.office import key_folder

    keys = key_folder(home)
    told = sign(load_keys(keys), keys.parent / "parties", other, read_json(file), read_json(proof) if proof else None)
    write_json(told, out)


def prove(
    number: Annotated[int | None, typer.Argument(min=0, help="The entry to prove.")] = None,
    since: Annotated[
        Path | None, typer.Option("--since", help="Prove that all since this checkpoint was only added.")
    ] = None,
    check: Annotated[
        Path | None, typer.Option("--check", help="Check a proof, as an outsider does; needs --key.")
    ] = None,
    key: Annotated[str | None, typer.Option("--key", help="The office's public key, known from elsewhere.")] = None,
    out: Annotated[Path | None, typer.Option("--out", help="Write the proof to this file.")] = None,
    database: Database = None,
    home: Home = None,
    format: Fmt = Format.table,
) -> None:
    """Prove that the ledger holds an entry, or only grew since a checkpoint; or check such a proof without the office.

    Examples: open287g office prove 17 --out proof.json; open287g office prove --check proof.json --key KEY
    """
    from open287g.core.errors import InputError
    from open287g.office.ledger.database import read
    from open287g.office.ledger.outsider import proof_holds
    from open287g.office.ledger.proofs import prove_consistency, prove_inclusion

    if (number is not None) + (since is not None) + (check is not None) != 1 or (check is not None and not key):
        raise InputError("say an entry, --since, or --check with --key", "prove", exit_code=2)
    if check is not None:
        try:
            holds = proof_holds(read_json(check), str(key))
        except (KeyError, TypeError, ValueError, AttributeError):
            raise InputError("is no proof of an office", str(check)) from None
        if format is Format.table:
            put("holds" if holds else "does not hold")
        else:
            show_facts({"holds": holds}, format)
        raise typer.Exit(0 if holds else 3)
    engine = opened(database, home).engine
    if since is not None:
        write_json(read(engine, lambda connection: prove_consistency(connection, read_json(since))), out)
    elif number is not None:
        write_json(read(engine, lambda connection: prove_inclusion(connection, number)), out)


def attest(
    officer: Annotated[str, typer.Argument(help="The officer, as ID:AGENCY:MODEL.")],
    account: As,
    at: Annotated[str, typer.Option("--at", help="A time, such as 2026-05-03T14:05:00.")],
    out: Annotated[Path | None, typer.Option("--out", help="Write the proof to this file.")] = None,
    database: Database = None,
    home: Home = None,
) -> None:
    """Prove whether one officer had authority at a time, as known now: no roster leaves, and anyone can check it.

    Example: open287g office attest O-17:FL-example-county-sheriffs-office:TFM --at 2026-05-03T14:05:00 --as manager-1
    """
    from open287g.office.attest import attest as answer

    write_json(dict(answer(opened(database, home), account, officer, at)), out)
