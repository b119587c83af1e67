"""One finder of states, counties, cities and agencies, for everyone who asks by name or code.

`entries` says what can be found, `asked` what a text may mean, `index` finds it: an exact answer before every likeness.
`bodies` finds by initials and in plain words what nothing is called exactly. `agencies` chooses the one agency meant,
or says that it exists and is in no list. A likeness is never an answer.
"""
