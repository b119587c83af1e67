"""The words in which provisions are written."""
