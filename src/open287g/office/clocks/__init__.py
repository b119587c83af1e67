"""What is due, until when, and by whom: each clock counts as the provision it comes from does."""
