"""Reading and checking an agency's own log."""
