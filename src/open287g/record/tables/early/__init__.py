"""The tables of the years before 2021."""
