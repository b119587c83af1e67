"""What the office writes for people to read, made from the ledger as known now."""
