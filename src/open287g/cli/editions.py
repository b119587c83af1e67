"""A model where an edition is asked for: its newest edition, and a word that says so."""

from __future__ import annotations

from open287g.cli.asked import note


def newest_said(text: str) -> str:
    """The text as it is, or of a model its newest held edition, of which standard error is told."""
    from open287g.vocabulary.editions import newest_of

    if (edition := newest_of(text)) is None:
        return text
    note(f"{text} is a model: this is of its newest edition, {edition.name}.")
    return edition.name
