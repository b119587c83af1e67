"""What a page function gets and gives."""
