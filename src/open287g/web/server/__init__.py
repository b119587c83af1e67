"""The server: one record a request, headers, cache, errors, metrics."""
