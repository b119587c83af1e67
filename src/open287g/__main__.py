"""`python -m open287g`: the command line."""

from __future__ import annotations

from open287g.cli.main import main

if __name__ == "__main__":
    main()
