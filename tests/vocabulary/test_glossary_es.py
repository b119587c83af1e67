"""One Spanish over all messages and the rulebook: a term has one word."""

from __future__ import annotations

from open287g.core.bundled import read_yaml
from open287g.rulebook.language.provision import provisions
from open287g.rulebook.listing.spanish import says_es
from open287g.vocabulary.acts import ACTS
from open287g.vocabulary.facts import RECORDS
from open287g.vocabulary.glossary_es import strays
from tools import atlas_messages


def test_a_word_to_avoid_is_found_where_its_term_is_meant() -> None:
    assert strays("A trained officer", "Un agente formado") == ["'formado': say capacitar; capacitado; capacitación"]
    assert strays("The row was formed", "La fila formada") == []
    assert strays("Held past release", "Retenido más allá de la salida")


def test_every_message_uses_the_glossary() -> None:
    found = {}
    for message in atlas_messages.current():
        english, spanish = (text if isinstance(text, str) else " ".join(text) for text in (message.id, message.string))
        if english and (wrong := strays(english, spanish)):
            found[english] = wrong
    assert found == {}


def test_the_rulebook_uses_the_glossary() -> None:
    found = {p.id: wrong for p in provisions() if (wrong := strays(p.says, says_es(p.id)))}
    assert found == {}
    assert [act for act in ACTS.values() if strays(act.label, act.name_es)] == []


def test_the_facts_use_the_glossary() -> None:
    english = {name: fact.says for names in RECORDS.values() for name, fact in names.items()}
    parts = [part for part in read_yaml("vocabulary/facts_es.yaml").values() if isinstance(part, dict)]
    spoken = {name: text for part in parts for name, text in part.items() if name in english}
    assert len(spoken) > 50
    assert {name: wrong for name, text in spoken.items() if (wrong := strays(english[name], str(text)))} == {}
