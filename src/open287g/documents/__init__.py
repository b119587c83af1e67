"""Agreement documents: what each PDF says, of which edition it is, and where it differs.

`words` knows the editions' words; `pages` turns a PDF into running text; `editions` says which it is;
`alignment` says where each word stands in it; `findings` are fields, clauses and differences; `read` is
that flow, `identified` its beginning, `judge` its part on words.
`read_many` reads files apart; `library` keeps what was read and ships facts; `compare`, `check` set two side by side.
"""
