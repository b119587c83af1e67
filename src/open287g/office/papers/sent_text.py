"""A signed text that somebody sent: bounded, in a folder of its own while it is read, one at a time, and then gone."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

from open287g.core.errors import InputError, Open287gError
from open287g.documents.agreement_document import AgreementDocument
from open287g.documents.pages.limits import DEFAULT
from open287g.office.papers.signed_text import read_text
from open287g.vocabulary.messages import N_

log = logging.getLogger("open287g.office")

LARGEST = 32 << 20
"""Bytes of a body with a PDF: the largest agreement that was read has two million, a bad scan ten times as many."""

LIMITS = replace(DEFAULT, bytes=LARGEST, seconds=240.0)
"""A page that somebody waits for: a command reads longer."""

PATIENCE = 20.0
"""Seconds that one waits for the text of another."""

NONE = N_("No file was chosen.")
NO_PDF = N_("This is no PDF.")
UNREADABLE = N_("This file cannot be read: it is damaged, locked, too large, or takes too long.")
BUSY = N_("Another text is being read. Try again in a moment.")

_one = Lock()


class Busy(Open287gError):
    """Another text is being read, and takes its time."""


def read_sent(content: bytes) -> AgreementDocument:
    """What a PDF that was sent says. Raises InputError, which repeats nothing of it, and Busy."""
    if not content:
        raise InputError(NONE, "file")
    if b"%PDF-" not in content[:1024]:
        raise InputError(NO_PDF, "file")
    if not _one.acquire(timeout=PATIENCE):
        raise Busy(BUSY)
    try:
        with TemporaryDirectory() as folder:
            path = Path(folder) / "signed.pdf"
            path.write_bytes(content)
            return read_text(path, limits=LIMITS)
    except Open287gError as error:
        log.warning("a text that was sent cannot be read: %s", type(error).__name__)
        raise InputError(UNREADABLE, "file") from None
    finally:
        _one.release()
