"""`python -m tools.size`: how much the package installs, alone and with each extra, from what is installed here.

Follows pyproject.toml and what each distribution requires on this Python and platform; asks no registry. Sizes are
those of the files that each distribution brings, in MiB; compiled .pyc files are not among them.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement

from open287g.core.errors import NotFoundError

PROJECT = Path(__file__).parents[1] / "pyproject.toml"
OWN = "open287g"


def closure(wanted: Iterable[str]) -> set[str]:
    """The distributions that requirements bring with all that these require, by name."""
    found: set[str] = set()
    waiting = [Requirement(text) for text in wanted]
    done: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        requirement = waiting.pop()
        name, extras = _plain(requirement.name), frozenset(requirement.extras)
        if (name, extras) in done:
            continue
        done.add((name, extras))
        if name == OWN:
            waiting += [Requirement(text) for extra in extras for text in _extras()[extra]]
            continue
        found.add(name)
        waiting += _required(_held(name), extras)
    return found


def mebibytes(names: Iterable[str]) -> float:
    """What the files of distributions take."""
    return sum(map(_bytes, names)) / 2**20


def _required(of: Distribution, extras: frozenset[str]) -> Iterator[Requirement]:
    for text in of.requires or ():
        requirement = Requirement(text)
        marker = requirement.marker
        if marker is None or any(marker.evaluate({"extra": extra}) for extra in ("", *extras)):
            yield requirement


@cache
def _held(name: str) -> Distribution:
    try:
        return distribution(name)
    except PackageNotFoundError:
        raise NotFoundError(f"{name} is not installed here", remedy="Install all there is: make dev") from None


@cache
def _bytes(name: str) -> int:
    files = (Path(str(file.locate())) for file in _held(name).files or () if not file.name.endswith(".pyc"))
    return sum(path.stat().st_size for path in files if path.is_file())


@cache
def _project() -> dict[str, list[str]]:
    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]
    return {"": project["dependencies"], **project["optional-dependencies"]}


def base() -> list[str]:
    """What the package requires without any extra."""
    return _project()[""]


def _extras() -> dict[str, list[str]]:
    return {name: texts for name, texts in _project().items() if name}


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def main() -> None:
    """Print what the package alone takes, its largest parts, and what each extra adds."""
    alone = closure(base())
    print(f"{'record and rules':20} {mebibytes(alone):7,.0f} MiB  {len(alone)} distributions")
    for name in sorted(alone, key=_bytes, reverse=True)[:8]:
        print(f"  {name:18} {mebibytes([name]):7,.0f}")
    for extra, texts in _extras().items():
        more = closure(texts) - alone
        print(f"{'+ ' + extra:20} {mebibytes(more):7,.0f} MiB  {len(more)} distributions")


if __name__ == "__main__":
    main()
