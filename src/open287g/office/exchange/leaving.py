"""All that an office holds of its agencies, in a folder that needs no office to be read or checked."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from open287g.core.bundled import read_bytes
from open287g.core.errors import InputError
from open287g.core.folders import replacing_folder
from open287g.office.exchange.arriving import PRIVATE, sealed_rows
from open287g.office.exchange.audit_files import audit_files
from open287g.office.exchange.backup import write_keys
from open287g.office.ledger.append import read_head
from open287g.office.ledger.database import read
from open287g.office.ledger.schema import checkpoints, entries
from open287g.office.office import Office

README = (
    "acts.csv, officers.csv, agreements.csv   for: open287g audit acts.csv --officers officers.csv "
    "--agreements agreements.csv --out audit\n"
    "ledger.ndjson                            every entry of the office, one a line; the bytes of "
    "each line are what is hashed\n"
    "private.ndjson                           what complainants wrote, sealed with the office's keys\n"
    "keys/                                    those keys, where they were wanted: guard them\n"
    "                                         the whole comes back with: open287g office import FOLDER\n"
    "checkpoints.json                         what was signed, and the office's public key\n"
    "outsider.py                              verifies proofs without the office (needs the Python "
    "library cryptography)\n"
)


def export(office: Office, out: Path, agencies: list[str] | None, with_keys: bool = False) -> dict[str, Any]:
    """Write the folder `out`; how many rows each file of the audit has, and the entries. With agencies named, the
    ledger is left out: it tells of all. Raises InputError where keys are wanted without it.
    """
    if with_keys and agencies is not None:
        raise InputError("the keys open all agencies' texts", "--keys", "Export the whole office.", exit_code=2)
    with replacing_folder(out) as folder:
        if with_keys:
            write_keys(office, folder / "keys")
        return read(office.engine, lambda connection: _write(connection, office, folder, agencies))


def _write(connection: Connection, office: Office, folder: Path, agencies: list[str] | None) -> dict[str, Any]:
    written: dict[str, Any] = {}
    for name, content in audit_files(connection, agencies, office.clock().date()).items():
        (folder / name).write_text(content, encoding="utf-8", newline="")
        written[name] = content.count("\n") - 1
    now = read_head(connection).checkpoint()
    if agencies is None:
        told = select(entries.c.body).order_by(entries.c.number).execution_options(yield_per=5000)
        with (folder / "ledger.ndjson").open("w", encoding="utf-8", newline="") as file:
            file.writelines(f"{body}\n" for body in connection.execute(told).scalars())
        written["ledger.ndjson"] = now["size"]
        with (folder / PRIVATE).open("w", encoding="utf-8", newline="") as file:
            file.writelines(sealed_rows(connection))
    kept = [dict(row._mapping) for row in connection.execute(select(checkpoints).order_by(checkpoints.c.size))]
    signed = {"key": office.keys.public, "now": now, "kept": kept}
    (folder / "checkpoints.json").write_text(json.dumps(signed, indent=2) + "\n", encoding="utf-8")
    (folder / "outsider.py").write_bytes(read_bytes("office/ledger/outsider.py"))
    (folder / "README.txt").write_text(README, encoding="utf-8")
    return written
