"""Who has an agreement, since when, and how that is known.

`build` is the flow: `reading` makes lines of raw files; `believing` judges each file and dates it;
`identity` tells which spellings are one agency; `history` follows each agreement through the lists;
`tables` writes what was found as one DuckDB file; `asking` answers from it.
`pack` makes the bundle that the package ships, `rebuild` tells what a new build holds that the last did not.
"""
