"""What one PDF may cost."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Bounds for reading one file. Memory and time are held by the process that reads it (`core.guarded`)."""

    bytes: int = 100_000_000
    """Size of the file."""
    pages: int = 200
    """Pages of the file; an agreement has 10 to 17."""
    page_characters: int = 100_000
    """Characters of one page's text layer; a full page of an agreement has 4,200."""
    pixels: int = 12_000_000
    """Pixels of one rendered page; a letter page at 200 dpi has 3.7 million."""
    ocr_seconds: float = 90.0
    """Seconds for OCR of one page."""
    seconds: float = 1800.0
    """Seconds for one file, OCR included."""
    memory: int = 3_000_000_000
    """Bytes of address space of the process that reads it."""


DEFAULT = Limits()
