"""Dates and periods, ids, errors, progress, settings. Imports nothing from the other rooms."""
