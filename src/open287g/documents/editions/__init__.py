"""The editions of the agreement: `register` lists them, `profile` is one's wording, kept in `profile_files`.

`identify` says of which one a document is, by what `holding` counts; `from_documents`, `consensus` and `outline` make
the wordings again.
"""
