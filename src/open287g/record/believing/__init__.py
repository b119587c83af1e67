"""Which raw files are believed, and on which day each was published.

`verdicts` is the flow: `dating` says when a file's list was published, `soundness` whether it says credibly what
its neighbors say. `presence` lays what is believed out as a matrix: which line stands in which publication.
"""
