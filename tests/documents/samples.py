"""Small PDFs made on the spot, and where the agreements lie that ICE published."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import pytest

SHARED = Path(os.environ.get("OPEN287G_SHARED") or Path(__file__).parents[2] / ".." / "shared").resolve()
MOA = SHARED / "data" / "moa"
needs_shared = pytest.mark.skipif(not MOA.is_dir(), reason=f"the published agreements are not at hand: {MOA}")


def agreement(name: str) -> Path:
    """The one published agreement whose file name holds `name`."""
    found = [path for path in MOA.rglob("*.pdf") if name in path.name]
    assert len(found) == 1, (name, found)
    return found[0]


def pdf_of(pages: Sequence[Sequence[str]], trailer: str = "", extra: Sequence[str] = ()) -> bytes:
    """A PDF whose pages print the given lines in Helvetica, top to bottom; `extra` objects are appended."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for lines in pages:
        shown = "\n".join(f"1 0 0 1 60 {760 - 14 * row} Tm ({_escaped(line)}) Tj" for row, line in enumerate(lines))
        stream = f"BT /F1 10 Tf\n{shown}\nET"
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        kids.append(len(objects) + 1)
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {len(objects)} 0 R >>"
        )
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(f'{kid} 0 R' for kid in kids)}] /Count {len(kids)} >>"
    objects += extra
    return _assembled(objects, trailer)


def _escaped(line: str) -> str:
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _assembled(objects: Sequence[str], trailer: str) -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{offset:010d} 00000 n \n".encode() for offset in offsets)
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)
