"""Mailboxes, telephone numbers and network addresses, which are stored and shown nowhere but in the PDF itself."""

from __future__ import annotations

import re

_CONTACT = re.compile(
    r"\S+\s?@\s?\S+"  # a mailbox
    r"|(?:\+?1[\s.\-])?[(\[{]?\b\d{3}[)\]}]?[\s.\-–/]{0,3}\d{3}[\s.\-–]{1,2}\d{4}\b"  # a telephone number
    r"|\b\d{1,3}(?:\.\d{1,3}){3}\b"  # an address of IPv4
    r"|\b(?:[0-9a-fA-F]{1,4}:){3,7}(?::?[0-9a-fA-F]{1,4}){1,4}\b"  # one of IPv6
)


def without_contacts(text: str) -> str:
    """`text` with spaces over every contact, so that it keeps its length and its offsets stay true."""
    return _CONTACT.sub(lambda match: " " * len(match[0]), text)
