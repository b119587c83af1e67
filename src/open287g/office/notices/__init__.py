"""Notices before and at each deadline: as lines of a log, by e-mail and to web hooks, each sent once.

`settings` says to whom, `new` which are wanted now, `mail` and `hook` carry them, `post` is the flow of one pass.
"""
