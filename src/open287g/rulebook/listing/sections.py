"""The provisions that rest on a section of an agreement."""

from __future__ import annotations

from open287g.rulebook.language.provision import provisions


def provisions_in(edition: str | None, section: str) -> list[dict[str, str]]:
    """The provisions that rest on `section` of `edition`: their `id` and what each `says`."""
    return [{"id": p.id, "says": p.says} for p in provisions() if (edition, section) in p.clauses]
