"""The raw store: objects named by their hash, and the log of when each was seen."""
