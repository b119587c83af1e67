"""A synthetic, labeled log.

`templates` says what a proper act and each violation look like, `people` invents agencies and officers, `acts_sql`
draws the acts, `write` writes log, roster, agreements and labels.
"""
