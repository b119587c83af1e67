"""Readings kept, searched and shipped."""
