"""What every server of pages shares: headers that keep a page to itself, patience with slow visitors, a free port."""
