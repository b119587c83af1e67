"""Reading workbooks of ICE's lists, row by row.

`package` opens the zip within bounds and has what calamine leaves out; `sheet` reads the sheet that holds a list.
"""
