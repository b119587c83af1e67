"""Mailboxes, telephone numbers and network addresses, which are stored and shown nowhere but in the PDF itself."""

from __future__ import annotations

import re

from open287g.documents.words.printed import CONTACT, GARBLED_MAILBOX

_CONTACT = re.compile(
    r"\S+\s?@\s?\S+(?:(?:(?<=\.)\s?|\s?\.\s?)(?:gov|com|org|net|us|mil)\b)?"  # a mailbox
    rf"|{GARBLED_MAILBOX}"
    r"|(?:\+?1[\s.\-])?[(\[{]?\b\d{3}[)\]}]?[\s.\-–/]{0,3}\d{3}[\s.\-–]{1,2}\d{4}\b"  # a telephone number
    r"|\b\d{1,3}(?:\.\d{1,3}){3}\b"  # an address of IPv4
    r"|\b(?:[0-9a-fA-F]{1,4}:){3,7}(?::?[0-9a-fA-F]{1,4}){1,4}\b",  # one of IPv6
    re.IGNORECASE,
)


def without_contacts(text: str) -> str:
    """`text` with spaces over every contact, so that it keeps its length and its offsets stay true."""
    return _CONTACT.sub(lambda match: " " * len(match[0]), text)


def contacts_hidden(text: str) -> str:
    """`text` as people see it: `CONTACT` where a contact stands."""
    return _CONTACT.sub(CONTACT, text)
