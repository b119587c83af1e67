"""What was done, judged."""
