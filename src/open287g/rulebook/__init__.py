"""Provisions, dated parameters, decide, audit and access."""
