"""What happened to each agreement, in two clocks."""
