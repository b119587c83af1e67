"""An exported office taken in elsewhere: the same entries, the same root, signed by the office that takes them in."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert, select

from open287g.core.errors import DamageError, InputError
from open287g.office.checks import verify
from open287g.office.exchange.backup import AT_ONCE, plain, put_keys, value
from open287g.office.ledger.database import connect, migrate, write
from open287g.office.ledger.entry import entry_of
from open287g.office.ledger.outsider import checkpoint_holds, leaf_of
from open287g.office.ledger.private import opens
from open287g.office.ledger.schema import checkpoints, entries, head, keys, texts
from open287g.office.ledger.signing import NAMES, Keys, make_keys
from open287g.office.ledger.tree import Frontier
from open287g.office.ledger.verify import Verdict
from open287g.office.tables import rebuild

LEDGER, SIGNED, PRIVATE = "ledger.ndjson", "checkpoints.json", "private.ndjson"
"""Files of an export that an office is made again from."""


NO_KEYS = "Export with --keys, or put the office's keys into the home first."


def sealed_rows(connection: Connection) -> Iterator[str]:
    """Private texts and their keys as they stand, sealed: a line of JSON each."""
    for table in (keys, texts):
        for row in connection.execute(select(table)):
            yield json.dumps({"table": table.name, **{name: plain(cell) for name, cell in row._mapping.items()}}) + "\n"


def arrive(folder: Path, database: str, key_folder: Path) -> Verdict:
    """Take the export in `folder` into an empty database; the verdict on what then stands, its root that of the export.

    Raises InputError for a folder that is no whole export, a database that is not empty, or texts that the keys here
    do not open; DamageError where the entries are not those that were signed. Nothing then stays.
    """
    signed = _signed(folder)
    rows = list(_entries(folder / LEDGER))
    frontier = Frontier()
    for row in rows:
        frontier.append(row["leaf"])
    now = signed["now"]
    if not checkpoint_holds(now, signed["key"]) or (frontier.size, frontier.root.hex()) != (now["size"], now["root"]):
        raise DamageError("the entries are not those that were signed", str(folder), "Ask for the export again.")
    sealed = (folder / PRIVATE).exists() and (folder / PRIVATE).stat().st_size
    put_keys(folder / "keys", key_folder)
    if sealed and not (key_folder / NAMES[0]).exists():
        raise InputError("holds sealed texts and no keys", str(folder), NO_KEYS)
    own = make_keys(key_folder)
    engine = connect(database)
    migrate(engine)

    def work(connection: Connection) -> Verdict:
        if connection.execute(select(head.c.size)).first() is not None:
            raise InputError("the database holds an office already", "--database", "Name an empty one.")
        for start in range(0, len(rows), AT_ONCE):
            connection.execute(insert(entries), rows[start : start + AT_ONCE])
        _put_head(connection, own, frontier, now)
        _put_private(connection, own, folder / PRIVATE)
        rebuild(connection)
        verdict = verify(connection, own, [now] if own.public == signed["key"] else [])
        if not verdict.ok:
            raise DamageError(f"the export does not verify: {verdict.why}", f"entry {verdict.first_bad}", "Ask again.")
        return verdict

    return write(engine, work)


def _signed(folder: Path) -> dict[str, Any]:
    try:
        told = json.loads((folder / SIGNED).read_text(encoding="utf-8"))
        if not (folder / LEDGER).exists():
            raise InputError("holds no ledger", str(folder), "Export the whole office, without --agency.")
        return {"key": str(told["key"]), "now": {name: told["now"][name] for name in _MARK}}
    except (OSError, ValueError, KeyError, TypeError):
        raise InputError("is no export of an office", str(folder), "Write one: open287g office export") from None


_MARK = ("size", "root", "known", "signature")


def _entries(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8", newline="\n") as file:
        for number, line in enumerate(file):
            body = line.removesuffix("\n")
            try:
                entry = entry_of(body)
            except (ValueError, TypeError, KeyError):
                raise DamageError("is no entry", f"{path}, line {number + 1}", "Ask for the export again.") from None
            yield {"number": number, "subject": entry.subject, "body": body, "leaf": leaf_of(body.encode())}


def _put_head(connection: Connection, own: Keys, frontier: Frontier, now: Mapping[str, Any]) -> None:
    """The head and a kept checkpoint, signed by this office."""
    mark = {name: now[name] for name in ("size", "root", "known")}
    mark["signature"] = own.sign(**mark)
    connection.execute(insert(head).values(one=1, roots=b"".join(frontier.roots), **mark))
    connection.execute(insert(checkpoints).values(mark))


def _put_private(connection: Connection, own: Keys, path: Path) -> None:
    told = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []
    for table in (keys, texts):
        rows = [{k: value(v) for k, v in row.items() if k != "table"} for row in told if row["table"] == table.name]
        if table is keys and not all(opens(own.sealing, row["sealed"], row["subject"]) for row in rows):
            raise InputError("its texts are sealed with other keys than those here", str(path), NO_KEYS)
        if rows:
            connection.execute(insert(table), rows)
