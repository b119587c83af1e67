"""A synthetic office, in which nothing is real: for newcomers, tests and benchmarks."""
