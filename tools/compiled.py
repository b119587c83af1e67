"""`python -m tools.compiled` writes the compiled rulebook that the package ships; so does `python -m tools.docs`."""

from __future__ import annotations

from pathlib import Path

from open287g.core.files import write_atomic
from open287g.rulebook.engine.compiled import content
from open287g.rulebook.shipped import FILE

SHIPPED = Path("src/open287g") / FILE


def main() -> None:
    """Write it."""
    write_atomic(Path(__file__).parents[1] / SHIPPED, content().encode())


if __name__ == "__main__":
    main()
