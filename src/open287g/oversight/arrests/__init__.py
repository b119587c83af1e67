"""Arrests counted from ICE's releases: by month, place, method and agency, around an operation, and as a footprint.

`frame` makes one table of arrests with state and agency, `count` counts it, `breaks` says what may not be compared,
`usual` what a weekday is like, `operation` and `footprint` ask.
"""
