"""How to read a document."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from open287g.documents.pages.limits import DEFAULT, Limits


@dataclass(frozen=True)
class ReadOptions:
    """`engine` auto, tesseract, rapidocr or none; `cache` remembers OCR by page hash; `threads`: pages read by OCR at a
    time."""

    engine: str = "auto"
    cache: Path | None = None
    threads: int = 1
    limits: Limits = DEFAULT
