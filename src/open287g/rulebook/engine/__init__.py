"""From facts to verdicts: one expression on every engine."""
