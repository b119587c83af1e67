"""The words in which provisions are written.

`provision` makes one of a function; `logic` keeps unknown unknown; `codes` are acts, models and editions as bits;
`wide` is the table of facts that provisions read, `derived` what stands there beside plain facts.
"""
