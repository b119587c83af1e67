"""What people wrote, outside the ledger: sealed with a key of its own, so that erasing the key erases the text.

The ledger holds a commitment, SHA-256 over a random salt and the text. The salt is sealed with the text; once the key
is gone, the commitment tells nothing, and the ledger still verifies.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Connection, delete, insert, select

from open287g.core.errors import DamageError
from open287g.office.ledger.schema import keys, texts
from open287g.office.ledger.signing import Keys

SALT, NONCE = 32, 12
"""Bytes; a nonce of 12 is what AES-GCM takes."""


def commit(text: str) -> tuple[str, str]:
    """A new salt, in hex, and the commitment to `text`."""
    salt = os.urandom(SALT).hex()
    return salt, _commitment(salt, text)


def keep(connection: Connection, office: Keys, subject: str, told: Mapping[str, tuple[str, str]]) -> None:
    """Seal the (salt, text) of each commitment under the subject's key, which is made on first use."""
    if not told:
        return
    key = _key(connection, office, subject)
    if key is None:
        key = AESGCM.generate_key(256)
        connection.execute(insert(keys).values(subject=subject, sealed=seal(office.sealing, key, subject)))
    for commitment, pair in told.items():
        sealed = seal(key, json.dumps(pair).encode(), commitment)
        connection.execute(insert(texts).values(commitment=commitment, subject=subject, sealed=sealed))


def text_of(connection: Connection, office: Keys, commitment: str) -> str | None:
    """The text of a commitment; None once its key was erased.

    Raises DamageError where the text is missing or is not the one committed to.
    """
    row = connection.execute(select(texts).where(texts.c.commitment == commitment)).first()
    if row is None:
        raise DamageError("a private text is missing", commitment, "Restore the office from a backup.")
    key = _key(connection, office, row.subject)
    if key is None:
        return None
    salt, text = json.loads(open_sealed(key, row.sealed, commitment))
    if _commitment(salt, text) != commitment:
        raise DamageError("a private text is not the one committed to", commitment, "Restore from a backup.")
    return str(text)


def erase(connection: Connection, subject: str) -> None:
    """Destroy the key of a subject: its texts can never be read again."""
    connection.execute(delete(keys).where(keys.c.subject == subject))


def _commitment(salt: str, text: str) -> str:
    return hashlib.sha256(bytes.fromhex(salt) + text.encode()).hexdigest()


def _key(connection: Connection, office: Keys, subject: str) -> bytes | None:
    sealed = connection.execute(select(keys.c.sealed).where(keys.c.subject == subject)).scalar()
    return None if sealed is None else open_sealed(office.sealing, sealed, subject)


def seal(key: bytes, plain: bytes, about: str) -> bytes:
    """`plain` sealed with a key, good only for what it is `about`."""
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, plain, about.encode())


def open_sealed(key: bytes, sealed: bytes, about: str) -> bytes:
    """What was sealed. Raises DamageError where it was altered, moved, or sealed with another key."""
    try:
        return AESGCM(key).decrypt(sealed[:NONCE], sealed[NONCE:], about.encode())
    except (InvalidTag, ValueError, TypeError):
        raise DamageError("a sealed text was altered, or the key is another's", about, "Restore it.") from None


def opens(key: bytes, sealed: bytes, about: str) -> bool:
    """Whether a key opens what was sealed."""
    try:
        open_sealed(key, sealed, about)
    except DamageError:
        return False
    return True
