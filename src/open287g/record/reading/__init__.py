"""From raw files to lines: what stands in the cells, and what it means.

`gather` brings the shipped `bundle` and the home's archive into one `corpus`: files seen, lists, distinct rows.
`lines` reads a row: stray spaces, misspellings and wrapped addresses as what they mean, each change a signal.
"""
