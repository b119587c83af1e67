"""What a document says: fields, signatures, clauses, differences."""
