"""Exports, feeds and the static site."""
