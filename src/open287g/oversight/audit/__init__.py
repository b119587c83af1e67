"""The audit of a log: load, check, judge, write."""
