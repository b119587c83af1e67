"""Words of a document, and where they stand in an edition."""
