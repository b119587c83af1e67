"""The law: provisions by topic, dated numbers, terms of the texts."""
