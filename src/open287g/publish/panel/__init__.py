"""A researcher's panel: one row a unit and period, streamed.

`columns` says what each column means, `query` counts with DuckDB, `stream` hands the rows out a state at a time,
`write` puts them into a file.
"""
