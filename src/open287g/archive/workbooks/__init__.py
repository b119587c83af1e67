"""Reading workbooks of ICE's lists, row by row.

`package` opens the zip within bounds and has what calamine leaves out; `plain` finds the cells of a sheet as Excel
writes it, calamine those of any other; `sheet` reads the sheet that holds a list.
"""
