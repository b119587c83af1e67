"""From raw files to lines: what stands in the cells, and what it means."""
