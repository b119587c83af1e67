"""Raw files: fetched, stored by the hash of their bytes, read.

`fetching` brings ICE's page and its lists; `store` keeps what came, and when each was seen; `workbooks` reads the
lists row by row.
"""
