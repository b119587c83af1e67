"""A field of an agreement document: its value, where it stands, and how far to believe it."""

from __future__ import annotations

from dataclasses import dataclass

from open287g.core.thresholds import threshold
from open287g.documents.findings.alternatives import Alternative, alike

UNSURE = threshold("documents", "given_from")
FIELDS = (
    "agency",
    "ice_signatory",
    "ice_title",
    "ice_signed_on",
    "agency_signatories",
    "agency_titles",
    "agency_signed_on",
    "effective_on",
)


@dataclass(frozen=True)
class Field:
    """`value` None is unknown. Lists hold one entry a signatory, None where that one is unknown.

    `page` from 1, 0 when nothing was read; `method`: preamble, footer, layer, scan (the layer under a scan), ocr,
    block (a second OCR of the signature block), surname (of an ICE official known to sign), signature (the PDF's own
    digital signature), or how the value follows from others.
    """

    value: str | tuple[str | None, ...] | None
    page: int
    method: str
    confidence: float
    alternatives: tuple[Alternative, ...] = ()

    @property
    def disputed(self) -> bool:
        """Whether another reading gives another value with some confidence."""
        said = [v or "" for v in self.value] if isinstance(self.value, tuple) else [self.value or ""]
        return any(
            other.confidence >= UNSURE and not any(alike(other.value, value) for value in said)
            for other in self.alternatives
        )


UNKNOWN = Field(None, 0, "", 0.0)
