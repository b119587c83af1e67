"""The dossier: what a county needs before it votes, as pages to print.

`subject` says of which county or agency, and which model; `reader` puts facts into the reader's words; `standing`,
`terms`, `around`, `arrests`, `controls` and `money` make the sections, `asked` the questions and sources; `make` is
the flow; `ui.paper` sets them as PDF and HTML. `packet` adds what a clerk's agenda wants: `enclosures` are the
agreements and their redlines, `note_tables` the whole note, `binder` makes one PDF of all.
"""
