"""A review of one agreement or draft, for the attorney who answers ICE: `make` gathers it, `paper` sets it."""
