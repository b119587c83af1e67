"""What happened to each agreement, in two clocks.

`instruments` tells which rows are one signing; `agreements` follows each through the publications, its `absences`
graded; `successors` says what explains that one left the list. `applications` are the pending lists' part.
`beliefs` and `events` say what could be known when, each with its proof; `draft` holds it all for the tables.
"""
