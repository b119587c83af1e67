"""API v1: the record as JSON and CSV."""
