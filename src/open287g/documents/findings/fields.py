"""The fields of an agreement: agency, signatories, titles, days; each with its page, method and confidence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from open287g.documents.findings.agency_field import agency_field, no_picture
from open287g.documents.findings.field import FIELDS, UNKNOWN, Field
from open287g.documents.findings.signature_page import SignaturePage, block_readings
from open287g.documents.findings.signers import signed_fields
from open287g.documents.pages.running_text import RunningText


def read_fields(
    running: RunningText, page: SignaturePage | None, picture: Callable[[int], str] = no_picture
) -> dict[str, Field]:
    """All fields of FIELDS; those of the signature block are unknown without a signature page.

    `picture`: what OCR reads on a page (from 0); empty where it may not.
    """
    fields = dict.fromkeys(FIELDS, UNKNOWN)
    if page is None:
        fields["agency"] = agency_field(running, (), picture)
        return fields
    blocks = block_readings(page)
    signed_for = [name for block in blocks for signer in block.agency for name, _ in signer.agencies]
    fields["agency"] = agency_field(running, signed_for, picture)
    fields.update(signed_fields(page, blocks, running.names.known_as()))
    fields["effective_on"] = _effective(fields["ice_signed_on"], fields["agency_signed_on"])
    return fields


def _effective(ice: Field, agency: Field) -> Field:
    """The later signature; unknown while one of them is."""
    days = [d for d in (agency.value if isinstance(agency.value, tuple) else ()) if d]
    if not isinstance(ice.value, str) or not days or len(days) < len(agency.value or ()):
        return UNKNOWN
    later = max([ice.value, *days], key=date.fromisoformat)
    return Field(later, ice.page, "later signature", min(ice.confidence, agency.confidence))
