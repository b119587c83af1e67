"""The pages, one module a kind; importing one registers its addresses."""
