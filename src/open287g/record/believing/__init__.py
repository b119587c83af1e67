"""Which raw files are believed, and on which day each was published."""
