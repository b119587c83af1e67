"""Both languages, whole: no message is untranslated, unused or unsure."""

from __future__ import annotations

from open287g.vocabulary import labels, messages
from tools import atlas_messages


def test_no_message_is_missing_unused_unsure_or_wrongly_filled() -> None:
    assert atlas_messages.faults() == []


def test_spanish_says_something_else_than_english() -> None:
    catalog = atlas_messages.current()
    same = [m.id for m in catalog if m.id and m.id == m.string and m.id not in labels.STATES.values()]
    assert len(same) < 20, same


def test_plurals_follow_the_language() -> None:
    spanish = messages.translations("es")
    pair = ("%(shown)s memorandum linked", "%(shown)s memoranda linked")
    assert spanish.ngettext(*pair, 1) == "%(shown)s memorando enlazado"
    assert spanish.ngettext(*pair, 2) == "%(shown)s memorandos enlazados"
