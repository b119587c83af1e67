"""Both languages, whole: no message is untranslated, unused or unsure."""

from __future__ import annotations

from open287g.vocabulary import labels, messages
from open287g.vocabulary.catalog import Catalog
from tools import atlas_messages


def test_no_message_is_missing_unused_unsure_or_wrongly_filled() -> None:
    assert atlas_messages.faults() == []


def test_spanish_says_something_else_than_english() -> None:
    catalog = atlas_messages.current()
    same = [m.id for m in catalog if m.id and m.id == m.string and m.id not in labels.STATES.values()]
    assert len(same) < 20, same


def test_the_catalog_tells_every_message_as_another_reader_of_it_does() -> None:
    spanish, told = messages.translations("es"), 0
    for message in atlas_messages.current():
        if isinstance(message.id, tuple):
            assert (spanish.ngettext(*message.id, 1), spanish.ngettext(*message.id, 0)) == message.string
        elif message.id:
            assert spanish.gettext(message.id) == message.string
        told += 1
    assert told > 2_800
    assert spanish.gettext("what no catalog holds") == "what no catalog holds"
    assert spanish.ngettext("one %(n)s", "many %(n)s", 2) == "many %(n)s"


def test_escapes_lines_and_what_is_not_translated() -> None:
    held = r"""
msgid ""
msgstr "Language: es\n"

# a remark
#: a/place.py:1
msgid "a \"b\" "
"c\\d\te\n"
msgstr "A "
"\\n \"B\"\n"

msgid "open"
msgstr ""

msgid "one"
msgid_plural "many"
msgstr[0] "uno"
msgstr[1] "varios"
"""
    told = Catalog(held)
    assert told.gettext('a "b" c\\d\te\n') == 'A \\n "B"\n'
    assert (told.gettext("open"), told.gettext(""), told.gettext("one")) == ("open", "", "uno")
    assert [told.ngettext("one", "many", n) for n in (0, 1, 2)] == ["varios", "uno", "varios"]


def test_plurals_follow_the_language() -> None:
    spanish = messages.translations("es")
    pair = ("%(shown)s memorandum linked", "%(shown)s memoranda linked")
    assert spanish.ngettext(*pair, 1) == "%(shown)s memorando enlazado"
    assert spanish.ngettext(*pair, 2) == "%(shown)s memorandos enlazados"
