"""The editions of the agreement, and which one a document is."""
