"""The rulebook as rows and sentences to read."""
