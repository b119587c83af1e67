"""What every room must name alike: facts, editions, labels and the languages they are said in."""
