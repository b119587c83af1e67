"""Bring the Spanish catalog of the atlas up to date with what its pages say.

python -m tools.atlas_messages            # writes new messages, drops those no longer used, lists what lacks words
python -m tools.atlas_messages --check    # only lists; exits 1 if anything is missing, unused or unsure
"""

from __future__ import annotations

import argparse
import ast
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from open287g.activity.operations import announced
from open287g.costs.assumptions import assumptions_for
from open287g.costs.line import MODELS as PRICED
from open287g.costs.lines import LINES
from open287g.costs.registers.register import register
from open287g.costs.registers.tables import REGISTERS
from open287g.costs.repayment import ICE_SCHEME, STATE_GRANT
from open287g.office.clocks.clock import clocks
from open287g.office.clocks.due import AT_ONCE, TAKE_OUT
from open287g.office.model.kinds import field, kinds, subjects
from open287g.oversight.arrests.breaks import breaks
from open287g.oversight.controls.register import controls
from open287g.oversight.effects.published import published
from open287g.places.complaints import complaint_bodies
from open287g.places.law import rules
from open287g.places.shapes import shapes_source
from open287g.record.tables.catalog import TABLES
from open287g.rulebook.language.provision import provisions
from open287g.rulebook.law.numbers import parameters
from open287g.rulebook.listing.questions import words
from open287g.vocabulary.acts import ACTS
from open287g.vocabulary.editions import EDITIONS
from open287g.vocabulary.facts import RECORDS
from open287g.vocabulary.models import MODELS
from open287g.vocabulary.money_words import TRANSLATED

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "open287g"
CATALOG = PACKAGE / "vocabulary" / "locale" / "es.po"
_KEYWORDS = {"_": None, "N_": None, "say": None, "gettext": None, "ngettext": (1, 2)}
_METHODS = [
    ("web/templates/**.html", "jinja2"),
    ("ui/templates/**.html", "jinja2"),
    ("office/web/templates/**.html", "jinja2"),
    ("oversight/audit/templates/**.html", "jinja2"),
    ("**.py", "python"),
]
_OPTIONS = {
    method: {"newstyle_gettext": "true", "lstrip_blocks": "true"} for method, kind in _METHODS if kind == "jinja2"
}


def extracted() -> Catalog:
    """Every message of templates, modules and the data that pages translate."""
    catalog = Catalog(locale="es", project="open287g", charset="utf-8")
    for _, _, message, _, _ in extract_from_dir(str(PACKAGE), _METHODS, _OPTIONS, _KEYWORDS):
        catalog.add(message)
    for message in (*data_messages(), *hidden_messages()):
        catalog.add(message)
    return catalog


def hidden_messages() -> Iterator[str]:
    """Messages that stand within f-strings, where Babel looks for none."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                yield from filter(None, map(_message, ast.walk(node)))


def _message(node: ast.AST) -> str:
    """The message that a call marks, or "" where it is none, or of a number of things."""
    if not isinstance(node, ast.Call) or len(node.args) != 1 or not isinstance(node.args[0], ast.Constant):
        return ""
    name, told = ast.unparse(node.func).rsplit(".", 1)[-1], node.args[0].value
    return told if name in _KEYWORDS and isinstance(told, str) else ""


def data_messages() -> Iterator[str]:
    """Words of bundled data that pages show translated: state law, numbers, models, acts, editions, tables."""
    yield from (parameter.says for parameter in parameters().values() if parameter.name != "covered")
    yield from (v.cites for name, parameter in parameters().items() if name != "covered" for v in parameter.values)
    yield from (edition.says for edition in EDITIONS.values())
    yield from (text for model in MODELS.values() for text in (model.name, model.says) if text)
    yield from (act.label for act in ACTS.values())
    yield from words()
    yield from (text for body in complaint_bodies() for text in (body.name, body.says))
    yield from (p.unread for p in provisions() if p.unread)
    for rule in rules():
        yield from filter(None, (rule.says, rule.note, rule.approval, rule.penalties))
    for table in (*TABLES, *REGISTERS.values()):
        yield table.description
    yield from (control.says for control in controls())
    yield from (row["place"] for row in register("program_costs") if row["place"][0].islower())
    yield from (line.source for line in (*LINES.values(), *ICE_SCHEME, STATE_GRANT))
    yield from (one.source for model in PRICED for one in assumptions_for(model).values() if one.source)
    yield from oversight_messages()
    yield shapes_source()
    for name in REGISTERS:
        rows = register(name)
        yield from (row[column] for column in TRANSLATED if column in rows[0] for row in rows if row[column])
    yield from office_messages()


def oversight_messages() -> Iterator[str]:
    """Words of the registers of operations, of breaks in the records and of published effects."""
    yield from (row[name] for row in announced() for name in ("name", "claimed_by", "evidence", "unconfirmed"))
    yield from (text for one in breaks() for text in (one.says, one.evidence))
    for study in published():
        yield from (study.outcome, study.place, study.years, study.design, study.found, study.read)


def office_messages() -> Iterator[str]:
    """Words of the office's data: fields, their choices, clocks."""
    fields = [found for kind in kinds().values() for name in kind.fields if (found := field(kind.subject, name))]
    own = {one.says for record in RECORDS.values() for one in record.values()}
    yield from dict.fromkeys(one.says for one in fields if one.says not in own)
    codes = (one for one in fields if one.name not in ("act", "model", "role", "edition"))
    yield from dict.fromkeys(choice.replace("_", " ") for one in codes for choice in one.choices)
    yield from dict.fromkeys(one.says for one in clocks())
    yield from (AT_ONCE, TAKE_OUT, "Cut the access.", "Stop the act, or say how it ended.")
    for subject in subjects().values():
        found = (field(subject.name, name) for name in subject.key)
        yield from (one.says for one in found if one is not None and one.says not in own)


def current() -> Catalog:
    """The catalog as committed."""
    with CATALOG.open("rb") as file:
        return read_po(file, locale="es")


def faults() -> list[str]:
    """What keeps the catalog from being whole: untranslated, unsure, unused or wrongly filled messages."""
    wanted, held = extracted(), current()
    found = [f"missing: {m.id}" for m in wanted if m.id and m.id not in held]
    found += [f"unused: {m.id}" for m in held if m.id and m.id not in wanted]
    found += [f"unused: {m.id}" for m in held.obsolete.values()]
    for message in held:
        if message.id:
            found += _faults_of(message)
    return found


def _faults_of(message: Message) -> list[str]:
    texts = message.string if isinstance(message.string, (list, tuple)) else (message.string,)
    found = [f"untranslated: {message.id}"] if not all(texts) else []
    if message.fuzzy:
        found.append(f"unsure: {message.id}")
    return found + [f"{error}: {message.id}" for error in message.check()]


def update() -> None:
    """Write the catalog anew: same words for known messages, empty ones for new messages."""
    fresh, held = extracted(), current()
    for message in fresh:
        known = held.get(message.id) if message.id else None
        if known is not None:
            message.string = known.string
    out = BytesIO()
    write_po(out, fresh, width=118, omit_header=False, sort_output=True, no_location=True, include_previous=False)
    lines = [line for line in out.getvalue().decode().splitlines(keepends=True) if not _dated(line)]
    CATALOG.write_text("".join(lines), encoding="utf-8")


def _dated(line: str) -> bool:
    """Header lines that would change at every run or name a person."""
    return line.startswith(
        ("#", '"POT-Creation', '"PO-Revision', '"Last-Tr', '"Language-Team', '"Report-Msgid', '"Generated')
    )


def main() -> None:
    """Update or check."""
    parser = argparse.ArgumentParser(prog="python -m tools.atlas_messages", description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing")
    if not parser.parse_args().check:
        update()
    found = faults()
    print("\n".join(found) or "every message has its words")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
