"""Which spellings are one agency."""
