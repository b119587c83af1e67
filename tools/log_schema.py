"""`python -m tools.log_schema`: write docs/schema/log.md again."""

from __future__ import annotations

from pathlib import Path

from open287g.activity.log.page import page
from open287g.core.files import write_atomic


def main() -> None:
    """Write the page."""
    write_atomic(Path(__file__).parents[1] / "docs" / "schema" / "log.md", page().encode())


if __name__ == "__main__":
    main()
