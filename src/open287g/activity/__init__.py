"""Loaders of agency logs and public releases."""
