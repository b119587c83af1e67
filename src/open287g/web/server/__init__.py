"""The server: one record a request, headers, cache, errors, metrics.

`serve` runs `app`; `responder` is the outermost layer, `routing` finds the page; `store` hands out the current
record, `warm` works before the first visitor, `answers_cache` and `downloads` keep what was made. `problems` are
errors, `security` headers; `access_log`, `metrics` and `shared_counts` tell the operator, and nothing of visitors.
"""
