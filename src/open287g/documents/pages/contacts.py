"""Mailboxes and phone numbers of contacts, which are stored and shown nowhere but in the PDF itself."""

from __future__ import annotations

import re


def without_mailboxes(text: str) -> str:
    """`text` without mailboxes and phone numbers, which are stored nowhere."""
    text = re.sub(r"\S+@\S+", " ", text)
    return re.sub(r"\(?\b\d{3}\)?[\s.\-]{1,2}\d{3}[\s.\-]{1,2}\d{4}\b", " ", text)
