"""Writes `docs/law`: a page for each model and each provision, in English and Spanish, out of the rulebook itself.

Run: python -m tools.law
"""

from __future__ import annotations

import shutil
from pathlib import Path

from open287g.core.bundled import read_table
from open287g.core.files import write_atomic
from open287g.rulebook.digests import of_provision
from open287g.rulebook.language.provision import Provision, provisions
from open287g.rulebook.language.wording import Quote
from open287g.rulebook.law.numbers import parameters
from open287g.rulebook.law.powers import powers
from open287g.rulebook.listing.compare import terms
from open287g.rulebook.listing.powers import power_of
from open287g.rulebook.listing.spanish import says_es
from open287g.vocabulary import facts
from open287g.vocabulary.acts import act_name
from open287g.vocabulary.editions import EDITIONS, editions_of
from open287g.vocabulary.messages import translations
from open287g.vocabulary.models import HELD_MODELS, MODELS

FOLDER = Path(__file__).parents[1] / "docs" / "law"

WORDS = {
    "en": {
        "law": "The rulebook",
        "intro": "What an officer may do under a 287(g) agreement, provision by provision. Generated from the code "
        "that decides and audits; the English words and the code stand in one place.",
        "models": "Models",
        "provisions": "Provisions",
        "editions": "Editions held",
        "powers": "Powers",
        "listed": "may",
        "unlisted": "may not",
        "terms": "What the texts say beside",
        "kind": "Bearing",
        "condition": "condition: without it the act is not authorized",
        "premise": "premise: no log can hold it; while it is unknown an act is at best authorized if",
        "standard": "standard: how the act is done; its breach makes the act not lawful, whatever the authority",
        "source": "other source of power beside the agreement: reported, never counted",
        "duty": "duty: its breach is a finding and does not take the authority away",
        "reading": "reading of a dispute: reported, never counted",
        "cites": "Citation",
        "applies": "Applies to",
        "acts": "Acts",
        "every act": "every act",
        "since": "Since",
        "unknown": "a day that is not known",
        "unread": "The words of the law are not shown here",
        "clauses": "Where the agreements hold it",
        "needs": "Facts it needs",
        "yields": "Yields to",
        "numbers": "Numbers",
        "no": "no",
        "yes": "yes",
        "back": "All provisions",
        "changes": "Provisions changed, and why",
        "to sign": "To be read against the texts and signed by a lawyer, row by row. Nobody has signed yet.",
        "day": "Day",
        "provision": "Provision",
        "before": "Before",
        "now": "Now",
        "why": "Why",
        "sentence": "Sentence that governs",
        "signed": "Read and signed",
        "hash": "sha256 of its sentences, citation and code",
    },
    "es": {
        "law": "El reglamento",
        "intro": "Lo que un agente puede hacer bajo un acuerdo 287(g), disposición por disposición. Generado a partir "
        "del código que decide y audita. Las citas están en inglés, como en los textos.",
        "models": "Modelos",
        "provisions": "Disposiciones",
        "editions": "Ediciones que contiene",
        "powers": "Poderes",
        "listed": "puede",
        "unlisted": "no puede",
        "terms": "Qué más dicen los textos",
        "kind": "Efecto",
        "condition": "condición: sin ella el acto no está autorizado",
        "premise": "premisa: ningún registro puede contenerla; mientras no se sepa, a lo sumo autorizado si",
        "standard": "norma: cómo se hace el acto; incumplirla lo hace no lícito, con o sin autoridad",
        "source": "otra fuente de poder además del acuerdo: se informa, nunca cuenta",
        "duty": "deber: incumplirlo es un hallazgo y no quita la autoridad",
        "reading": "lectura de una disputa: se informa, nunca cuenta",
        "cites": "Cita",
        "applies": "Se aplica a",
        "acts": "Actos",
        "every act": "todos los actos",
        "since": "Desde",
        "unknown": "un día que no se conoce",
        "unread": "Aquí no se muestran las palabras de la ley",
        "clauses": "Dónde está en los acuerdos",
        "needs": "Hechos que necesita",
        "yields": "Cede ante",
        "numbers": "Números",
        "no": "no",
        "yes": "sí",
        "back": "Todas las disposiciones",
        "changes": "Disposiciones cambiadas, y por qué",
        "to sign": "Para que un abogado lo coteje con los textos y lo firme, fila por fila. Nadie lo ha firmado aún. "
        "Los motivos están en inglés.",
        "day": "Día",
        "provision": "Disposición",
        "before": "Antes",
        "now": "Ahora",
        "why": "Por qué",
        "sentence": "Frase que rige",
        "signed": "Leído y firmado",
        "hash": "sha256 de sus frases, su cita y su código",
    },
}


def pages() -> dict[str, str]:
    """Every page by its path below `docs/law`."""
    found = {}
    for language in WORDS:
        found[f"{language}/README.md"] = _index(language)
        found[f"{language}/changes.md"] = _changes(language)
        for model in HELD_MODELS:
            found[f"{language}/models/{model.lower()}.md"] = _model(model, language)
        for p in provisions():
            found[f"{language}/provisions/{p.id}.md"] = _provision(p, language)
    return found


def _changes(language: str) -> str:
    """The table of provisions that were changed and why, with the sentence of each, for a lawyer to sign."""
    w, named = WORDS[language], {p.id: p for p in provisions()}
    columns = ("day", "provision", "before", "now", "why")
    lines = [f"# {w['changes']}", "", f"[{w['back']}](README.md)", "", w["to sign"], ""]
    lines += [
        f"| {' | '.join(w[one] for one in (*columns, 'sentence', 'signed'))} |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for row in read_table("rulebook/law/changes.csv", columns):
        p = named[row["provision"]]
        words = " ".join(f"“{quote.text}” ({quote.address})" for quote in p.quotes[:1]) or w["unread"]
        link = f"[`{p.id}`](provisions/{p.id}.md)"
        lines.append(f"| {row['day']} | {link} | {row['before']} | {row['now']} | {row['why']} | {words} | |")
    return _text(lines)


def _says(p: Provision, language: str) -> str:
    return says_es(p.id) if language == "es" else p.says


def _name(model: str, language: str) -> str:
    return f"{translations(language).gettext(MODELS[model].name)} ({model})"


def _index(language: str) -> str:
    w = WORDS[language]
    lines = [f"# {w['law']}", "", w["intro"], "", f"## {w['models']}", ""]
    lines += [f"- [{_name(model, language)}](models/{model.lower()}.md)" for model in HELD_MODELS]
    lines += ["", f"[{w['changes']}](changes.md)", "", f"## {w['provisions']}", ""]
    lines += [f"- [`{p.id}`](provisions/{p.id}.md): {_says(p, language)}" for p in provisions()]
    return _text(lines)


def _model(model: str, language: str) -> str:
    w = WORDS[language]
    lines = [f"# {_name(model, language)}", "", f"[{w['back']}](../README.md)", "", f"## {w['editions']}", ""]
    lines += [f"- {name} ({EDITIONS[name].since.isoformat()})" for name in editions_of(model)]
    lines += ["", f"## {w['powers']}", ""]
    for act, models in powers().items():
        allowed = w["unlisted"] if models[model] == "no" else w["listed"]
        lines.append(f"- **{allowed}** [{act_name(act, language)}](../provisions/{power_of(act).id}.md)")
    lines += ["", f"## {w['provisions']}", ""]
    own = [p for p in provisions() if model in p.models and p.topic != "powers"]
    lines += [f"- {_says(p, language)} [`{p.id}`](../provisions/{p.id}.md)" for p in own]
    lines += ["", f"## {w['terms']}", ""]
    for term in terms().values():
        held = [name for name in editions_of(model) if name in term["in"]]
        if held:
            told = "; ".join(f"{name} {term['in'][name]}" + _value(term, name, language) for name in held)
            lines.append(f"- {term[language]} ({told})")
    return _text(lines)


def _value(term: dict[str, dict[str, dict[str, str]]], edition: str, language: str) -> str:
    return f": {term['value'][edition][language]}" if "value" in term else ""


def _provision(p: Provision, language: str) -> str:
    w = WORDS[language]
    acts = w["every act"] if p.acts == facts.ACTS else ", ".join(act_name(act, language) for act in p.acts)
    lines = [f"# {p.id}", "", f"[{w['back']}](../README.md)", "", f"> {_says(p, language)}", ""]
    for quote in p.quotes:
        lines += [f"“{quote.text}” ({_linked(quote)})", ""]
    if p.unread:
        lines += [f"{w['unread']}: {translations(language).gettext(p.unread)}", ""]
    since = p.since.isoformat() if p.since else w["unknown"]
    lines += [f"- {w['kind']}: {w[p.kind]}", f"- {w['cites']}: {p.cites}", f"- {w['applies']}: {', '.join(p.editions)}"]
    lines += [f"- {w['acts']}: {acts}", f"- {w['since']}: {since}"]
    lines.append(f"- {w['hash']}: `{of_provision(p)}`")
    if p.yields_to:
        lines.append(f"- {w['yields']}: [`{p.yields_to}`]({p.yields_to}.md)")
    if p.clauses:
        lines.append(f"- {w['clauses']}: " + "; ".join(f"{name} {section}" for name, section in p.clauses))
    if p.needs:
        lines.append(f"- {w['needs']}: " + ", ".join(f"`{name}`" for name in p.needs))
    numbers = [parameters()[name] for name in p.numbers]
    if numbers:
        lines += ["", f"## {w['numbers']}", ""]
        for one in numbers:
            lines += [f"- `{one.name}`: {v.value:g} {one.unit}, {v.since.isoformat()}: {v.cites}" for v in one.values]
    return _text(lines)


def _linked(quote: Quote) -> str:
    return f"[{quote.address}]({quote.link})" if quote.link else quote.address


def _text(lines: list[str]) -> str:
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write every page anew."""
    for language in WORDS:
        shutil.rmtree(FOLDER / language, ignore_errors=True)
    for path, text in pages().items():
        write_atomic(FOLDER / path, text.encode())


if __name__ == "__main__":
    main()
