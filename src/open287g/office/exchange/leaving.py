"""All that an office holds of its agencies, in a folder that needs no office to be read or checked."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from open287g.core.bundled import read_bytes
from open287g.core.folders import replacing_folder
from open287g.office.exchange.audit_files import audit_files
from open287g.office.ledger.append import read_head
from open287g.office.ledger.database import read
from open287g.office.ledger.schema import checkpoints, entries
from open287g.office.office import Office

README = (
    "acts.csv, officers.csv, agreements.csv   for: open287g audit acts.csv --officers officers.csv "
    "--agreements agreements.csv --out audit\n"
    "ledger.ndjson                            every entry of the office, one a line; the bytes of "
    "each line are what is hashed\n"
    "checkpoints.json                         what was signed, and the office's public key\n"
    "outsider.py                              verifies proofs without the office (needs the Python "
    "library cryptography)\n"
)


def export(office: Office, out: Path, agencies: list[str] | None) -> dict[str, Any]:
    """Write the folder `out`; how many rows each file of the audit has, and the entries. With agencies named, the
    ledger is left out: it tells of all.
    """
    with replacing_folder(out) as folder:
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
    kept = [dict(row._mapping) for row in connection.execute(select(checkpoints).order_by(checkpoints.c.size))]
    signed = {"key": office.keys.public, "now": now, "kept": kept}
    (folder / "checkpoints.json").write_text(json.dumps(signed, indent=2) + "\n", encoding="utf-8")
    (folder / "outsider.py").write_bytes(read_bytes("office/ledger/outsider.py"))
    (folder / "README.txt").write_text(README, encoding="utf-8")
    return written
