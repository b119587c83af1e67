"""Memoranda of agreement: text, template, fields, clauses and differences."""
