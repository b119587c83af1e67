"""Dated figures, each with its source and what it counts.

`tables` says what each register holds, `register` reads them (settlements, program costs, reimbursement, penalties,
prices), `check` finds what is wrong in them. `prices` carries a figure from one month's prices to another's, `per_diem`
is the federal table of travel, `wages` reads the file of the Bureau of Labor Statistics that a reader has downloaded.
"""
