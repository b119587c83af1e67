"""How the schema of the office's database came to be, step by step (Alembic)."""
