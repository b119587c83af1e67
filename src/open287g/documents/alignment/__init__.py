"""Where a document's words stand in its edition: `align` lays them along it, `reading_order` sets blocks right.

`misreadings` says which words that do not fit are only read badly.
"""
