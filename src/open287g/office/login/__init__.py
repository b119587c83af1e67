"""Who is there: passwords, codes as a second factor, and sessions that end. What they may do, the roles say."""
