"""The audit of a log: load, check, judge, write.

`run` is the flow; `engines` are the two it runs on, `judge` gives every act its results, `tables` are what a reader
gets, `report` is the page.
"""
