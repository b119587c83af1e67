"""Reading and checking an agency's own log.

`files` finds the files and what each column is; `files_as_sql` and `cells` read them as typed columns; `load` keeps
good rows and makes `rejects` of bad ones; `crosscheck` says what does not fit between log, roster and agreements.
`privacy` refuses or hashes what would point to a person; `columns` are the tables; `check` is one file's report.
"""
