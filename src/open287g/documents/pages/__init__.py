"""A PDF's pages: text layer, pictures, OCR."""
