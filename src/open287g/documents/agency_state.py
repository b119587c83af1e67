"""The state of an agreement's agency, as the agreement itself shows it."""

from __future__ import annotations

import re
from collections import Counter

from open287g.core.thresholds import threshold
from open287g.documents.agreement_document import AgreementDocument
from open287g.documents.findings.clauses import text_of
from open287g.places.states import states
from open287g.vocabulary.file_names import words_in_name

_BELIEVED = threshold("documents", "state_confidence")

_CONTACTS = {"App.A", "App.C", "VII"}
_PLACE = re.compile(
    r"\b(?:City|Town|Village|Borough|Township)\s+of\s+(?:[A-Z][a-z]+\s+)?[A-Z][a-z]+"
    r"|(?:\b(?:New|North|South|West)\s+)?\b[A-Z][a-z]+\s+"
    r"(?:County|Counties|Parish|Borough|City|Township|Beach|Co\b)"
)
"""Counties and cities are called like states: Washington County, Kansas City, the City of Wyoming."""
_ADDRESS = re.compile(r",?\s([A-Za-z]{2}|[A-Z][a-z]+(?: [A-Z][a-z]+)?)\.?,?\s+\d{5}\b")


def state_of(document: AgreementDocument) -> str:
    """The postal code that the agency's name, its contacts' address or the file's name gives; empty when none does.

    The address of ICE's counsel in the running is no evidence: it often lies in another state.
    """
    agency = document.fields["agency"]
    names = [str(agency.value or ""), *(other.value for other in agency.alternatives if other.confidence >= _BELIEVED)]
    named = Counter(code for name in names for code in _in_name(name))
    if named:
        return named.most_common(1)[0][0]
    places = [c for c in document.clauses if c.section in _CONTACTS and c.page == c.page_end]
    texts = [text_of(document.pages, clause) for clause in places]
    codes = Counter(code for text in texts for match in _ADDRESS.finditer(text) for code in _codes(match[1]))
    codes.pop("DC", None)
    return codes.most_common(1)[0][0] if codes else _in_file_name(document.file)


def _in_file_name(file: str) -> str:
    """The last pair of letters of a file's name that is a state's code and no part of a word: "EllisCoTX_JEM_MOA"."""
    found = [word.upper() for word in words_in_name(file).split() if len(word) == 2 and word not in ("Co", "So")]
    return next((word for word in reversed(found) if _codes(word)), "")


def _in_name(name: str) -> list[str]:
    """Codes of states a name holds: written out, or as two letters at its end."""
    told = _PLACE.sub(" ", name)
    out = [state.code for state in states().values() if re.search(rf"\b{state.name}\b", told)]
    if out == ["VA", "WV"]:
        return ["WV"]
    end = re.search(r",\s*([A-Za-z]{2})\W*$", name)
    return out or (_codes(end[1]) if end else [])


def _codes(text: str) -> list[str]:
    return [s.code for s in states().values() if text.upper() == s.code or text.lower() == s.name.lower()]
