"""The record's tables, written and exported."""
