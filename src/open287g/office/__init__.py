"""The working office of an agreement: a ledger of events, in which what is not allowed cannot be entered in silence.

`record` is the one way in. It folds what is known of the subject, asks the roles, the moves and the rulebook's
provisions, and refuses with every reason, or appends to the ledger and gives a receipt. What is due (`due`), what falls
with an ending (`falls`) and every table are read from the ledger and can be made again from it.
"""

from open287g.core.extras import extra

with extra("office"):
    import sqlalchemy as sqlalchemy
