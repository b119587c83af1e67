"""API v1: the record as JSON and CSV.

`v1` is the API whole: `tables` has one endpoint a table, `things` one a thing, `rules` those of the law and the
memoranda; `models` describes rows for OpenAPI, `answers` is how each answers.
"""
