"""States, counties, the FBI roster of agencies, ICE areas and state law.

`states`, `counties`, `roster`, `areas`, `law` and `shapes` each own one table of facts, `names` makes names
comparable. `match` gives an agency of a list its county and its row of the roster (`find`), each by a tier of
`tiers`; `describe` says what is known as plain facts; `finder` finds anything by name or code.
"""
