"""Names, identity, history, build, queries and evidence."""
