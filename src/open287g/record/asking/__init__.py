"""Questions to a finished record."""
