"""Where a document's words stand in its edition: `align` lays them along it, `reading_order` sets blocks right.

`cells` lays both out word by word.
"""
