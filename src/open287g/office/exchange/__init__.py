"""In and out: the files of the audit, rosters, backups. An agency can leave with all its data."""
