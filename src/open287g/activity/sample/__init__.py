"""A synthetic, labeled log."""
