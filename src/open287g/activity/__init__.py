"""Loaders of agency logs and public releases.

`log` reads and checks an agency's own log; `releases` counts ICE's files of single records; `sample` makes a
synthetic log, labeled, with violations planted in it.
"""
