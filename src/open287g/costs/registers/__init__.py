"""Dated figures, each with its source and what it counts.

`register` reads and checks the tables of `data`: settlements, program costs, reimbursement schemes. `prices` carries a
figure from one month's prices to another's, `per_diem` is the federal table of travel, `wages` reads the file of the
Bureau of Labor Statistics that a reader has downloaded.
"""
