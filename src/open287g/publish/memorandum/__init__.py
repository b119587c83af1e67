"""A memorandum page by page: `held` finds what was read of it, `page` marks its text, `picture` draws the page."""
