"""The tables of the office's database. A change here wants a migration in `office/migrations`."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, MetaData, Table, Text, text

metadata = MetaData()

ROWS = ("operation.tallied", "operation.deconflicted", "agreement.cost_recorded")
"""Kinds of entries that add a row to their subject and change nothing else of it; there may be thousands."""

MOVES = " and ".join(f"""length(body) - length(replace(body, '"kind":"{kind}"', '')) = 0""" for kind in ROWS)
"""SQL: the entry is of no such kind. No text of a body holds bare quotes, so that nothing else reads so."""

entries = Table(
    "entries",
    metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("subject", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("leaf", LargeBinary(32), nullable=False),
    Index("entries_of_subject", "subject", "number"),
    Index("entries_that_move", "subject", "number", sqlite_where=text(MOVES), postgresql_where=text(MOVES)),
)
"""The ledger: the body is what is hashed, `subject` is found in it too."""

head = Table(
    "head",
    metadata,
    Column("one", Integer, primary_key=True, autoincrement=False),
    Column("size", BigInteger, nullable=False),
    Column("roots", LargeBinary, nullable=False),
    Column("root", Text, nullable=False),
    Column("known", Text, nullable=False),
    Column("signature", Text, nullable=False),
)
"""One row: the signed checkpoint of all entries so far, and what the next append needs."""

checkpoints = Table(
    "checkpoints",
    metadata,
    Column("size", BigInteger, primary_key=True, autoincrement=False),
    Column("root", Text, nullable=False),
    Column("known", Text, nullable=False),
    Column("signature", Text, nullable=False),
)
"""Checkpoints that were kept."""

texts = Table(
    "texts",
    metadata,
    Column("commitment", Text, primary_key=True),
    Column("subject", Text, nullable=False, index=True),
    Column("sealed", LargeBinary, nullable=False),
)
"""Private fields, sealed with the key of their subject."""

keys = Table(
    "keys",
    metadata,
    Column("subject", Text, primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
)
"""The key of each subject with private fields, sealed with the office's own; erasing the row erases the texts."""

subjects = Table(
    "subjects",
    metadata,
    Column("subject", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("agency_id", Text, nullable=False, index=True),
    Column("state", Text, nullable=False),
    Column("facts", Text, nullable=False),
    Column("entries", Integer, nullable=False),
    Index("subjects_of_kind", "kind", "subject"),
    Index("subjects_of_agency", "kind", "agency_id", "subject"),
)
"""What the ledger says of each subject as known now, without the rows that entries of ROWS add: made from the entries,
and made again by `rebuild`.
"""

logins = Table(
    "logins",
    metadata,
    Column("account", Text, primary_key=True),
    Column("password", Text, nullable=False),
    Column("code_key", LargeBinary, nullable=False),
    Column("code_used", BigInteger, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("closed_until", Text, nullable=False),
)
"""How an account proves who it is: a password's hash, the sealed key of its codes and the last one used, failures in a
row, and until when no further try is taken.
"""

sessions = Table(
    "sessions",
    metadata,
    Column("token_hash", Text, primary_key=True),
    Column("account", Text, nullable=False, index=True),
    Column("began", Text, nullable=False),
    Column("seen", Text, nullable=False),
)
"""Who is in: by the hash of a token that only the browser holds."""

answers = Table(
    "answers",
    metadata,
    Column("account", Text, primary_key=True),
    Column("key_hash", Text, primary_key=True),
    Column("request_hash", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("made", Text, nullable=False, index=True),
)
"""What was answered to a request of the API that wrote, for a day: who sends it again is given the same, and nothing is
recorded twice.
"""

signins = Table(
    "signins",
    metadata,
    Column("state_hash", Text, primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
    Column("began", Text, nullable=False, index=True),
)
"""Sign-ins that began at an organization's provider and are not back yet: nonce and verifier, sealed."""
