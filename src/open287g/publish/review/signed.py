"""Who signed an agreement, as a review tells it: what was read, and what was not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from open287g.documents.agreement_document import AgreementDocument
from open287g.documents.told_beside import Say

_ICE = (("name", "signatory"), ("title", "title"), ("day", "signed_on"))


def signed(document: AgreementDocument, say: Say) -> Iterator[str]:
    """Of which agency the document is and who signed it when, as it was read; nothing of a draft."""
    fields = document.fields
    if not any(field.page for field in fields.values()):
        return
    unknown = say("not read")
    yield say("Agency, as the document writes it: %(agency)s.") % {"agency": fields["agency"].value or unknown}
    names, titles, days = (_each(fields[f"agency_{name}"].value) for name in ("signatories", "titles", "signed_on"))
    for number in range(max(1, len(names), len(titles), len(days))):
        name, title, day = (column[number] if number < len(column) else "" for column in (names, titles, days))
        words = {"name": name or unknown, "title": title or unknown, "day": day or unknown}
        yield say("Signed for the agency: %(name)s, %(title)s; day: %(day)s.") % words
    ice = {name: str(fields[f"ice_{key}"].value or unknown) for name, key in _ICE}
    yield say("Signed for ICE: %(name)s, %(title)s; day: %(day)s.") % ice
    if any(field.disputed for field in fields.values()):
        yield say("Readings of these differ: look at the page of the signatures.")


def _each(value: str | Sequence[str | None] | None) -> list[str]:
    return [] if value is None else [value] if isinstance(value, str) else [each or "" for each in value]
