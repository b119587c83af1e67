"""States, counties, the FBI roster of agencies, ICE areas and state law."""
