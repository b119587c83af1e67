"""Disparity in a file of stops: five tests, each of which first says whether the file allows it.

`run` is the flow; `load` reads the file by `columns.yaml` and `groups.csv`, `days` settles how it writes days. `rates`
holds the plain rates, `threshold/` and `threshold_answer` the threshold test, `veil` with `sun` and `spline` the veil
of darkness; `adjust` corrects for many tests, `words` says what each assumes and cannot show.
"""
