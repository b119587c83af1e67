"""Which spellings are one agency.

`spellings` gathers the names that stand in the lists, `joining` joins those that are one agency and says by which
rule, `agencies` gives each agency its permanent id, its name, its place, and redirects from every older id.
"""
