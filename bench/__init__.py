"""Benchmarks: each module with a `run()` gives measures; `python -m bench` prints them beside their limits."""
