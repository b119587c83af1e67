"""Mailboxes, telephone numbers, network addresses, and numbers and days of birth of persons: in the PDF itself alone.

They are hidden where text is shown, searched or kept. A day is one of birth where the words before it say so.
"""

from __future__ import annotations

import re

from open287g.documents.words.printed import CONTACT, GARBLED_MAILBOX, LONGEST

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DAY = rf"(?:\d{{1,4}}[/.\-]\d{{1,2}}[/.\-]\d{{2,4}}|{_MONTH}\s\d{{1,2}},?\s\d{{4}}|\d{{1,2}}\s{_MONTH}\s\d{{4}})\b"
_BIRTH = rf"\b(?:d\.?o\.?b\b\.?|born(?:\son)?|birth\s?da(?:te|y)|date\sof\sbirth)\W{{0,3}}{_DAY}"
_NUMBER = (
    r"\b(?:ssn|social\ssecurity|alien(?:\sregistration)?|fbi|passport)(?:\s?(?:#|no\b\.?|number))?\W{0,3}"
    r"\d{2,3}[\s.\-]?\d{2,3}[\s.\-]?\d{3,4}\b"
    r"|\ba[-#\s]{0,3}\d{2,3}[-.\s]?\d{3}[-.\s]?\d{3}\b"
)
_CONTACT = re.compile(
    rf"\S{{1,{LONGEST}}}\s?@\s?\S+(?:(?:(?<=\.)\s?|\s?\.\s?)(?:gov|com|org|net|us|mil)\b)?"  # a mailbox
    rf"|{GARBLED_MAILBOX}"
    r"|(?:\+?1[\s.\-])?[(\[{]?\b\d{3}[)\]}]?[\s.\-–/]{0,3}\d{3}[\s.\-–]{1,2}\d{4}\b"  # a telephone number
    r"|\b\d{1,3}(?:\.\d{1,3}){3}\b"  # an address of IPv4
    r"|\b(?:[0-9a-fA-F]{1,4}:){3,7}(?::?[0-9a-fA-F]{1,4}){1,4}\b"  # one of IPv6
    r"|\b\d{3}[\-–]\d{2}[\-–]\d{4}\b|\b\d{3}-\d{3}-\d{3}\b"  # of social security, of an alien
    rf"|{_NUMBER}|{_BIRTH}",
    re.IGNORECASE,
)


def without_contacts(text: str) -> str:
    """`text` with spaces over every contact, so that it keeps its length and its offsets stay true."""
    return _CONTACT.sub(lambda match: " " * len(match[0]), text)


def contacts_hidden(text: str) -> str:
    """`text` as people see it: `CONTACT` where a contact stands."""
    return _CONTACT.sub(CONTACT, text)
