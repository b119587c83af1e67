"""The ledger: events in a Merkle tree, appended and never edited, with signed checkpoints and proofs for outsiders.

`database` opens SQLite or PostgreSQL, `append` adds entries, `verify` names the first that is not as it was signed,
`proofs` writes what `outsider`, which needs nothing of the office, checks. `private` keeps the texts of people.
"""
