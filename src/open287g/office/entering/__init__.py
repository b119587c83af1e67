"""Whether an event may be taken in: `told` reads it, `admission` asks roles, moves, two persons and the rulebook."""
