"""The raw store: objects named by their hash, and the log of when each was seen.

`archive` is its face; `intake` says which files are meant, `staging` copies and hashes them in, `sightings` is the
log, one writer at a time; `verify` looks for damage.
"""
