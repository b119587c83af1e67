"""Where a record says it happened: landmark and area to state, place and agency of the record, or an honest none.

`words` reads the landmark, `where` finds its state, `holders` the agency there; `verdicts.csv` holds what no rule can
tell, with its evidence and source; where none is cited, what is told of the landmark says so. `read` joins them.
"""
