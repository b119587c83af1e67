"""The library that reads PDFs, loaded at the first use of any of its names: telling what was read takes none of it."""

from __future__ import annotations

from functools import cache
from typing import Any

from open287g.core.extras import extra


def __getattr__(name: str) -> Any:
    """`name` of pypdfium2, or of its raw functions. Raises MissingExtraError where it is not installed."""
    if name.startswith("__"):
        raise AttributeError(name)
    with extra("pdf"):
        import pypdfium2
        import pypdfium2.raw
    found = globals()[name] = getattr(pypdfium2.raw if name.startswith(("FPDF", "FS_")) else pypdfium2, name)
    return found


def require() -> None:
    """Raise MissingExtraError where PDFs cannot be read here: asked before a process of its own is to read one."""
    __getattr__("PdfDocument")


@cache
def codes(of: str, *names: str) -> tuple[int, ...]:
    """The numbers that the library gives `names` of one kind, such as INK of FPDF_ANNOT."""
    return tuple(__getattr__(f"{of}_{name}") for name in names)
