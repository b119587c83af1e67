"""Facilities that held people for ICE under an agreement or contract, as ICE's own workbooks list them.

`listings` is the table, a row for each facility and list; `held` gathers the rows of one facility and joins facilities
to counties and to agencies of the record.
"""
