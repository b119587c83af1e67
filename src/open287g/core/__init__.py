"""What all rooms stand on; imports none of them.

`errors` a person can act on; `days`; `table`, `cells`, `sql` and `bundled` for tables and small files; `files` and
`folders` for writing whole or not at all; `thresholds` with their proof; `ids`, `progress`, `settings`, `version`.
"""
