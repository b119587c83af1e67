"""What in ICE's rows contradicts what is known otherwise: each with the file and row, for a person to look at."""
