"""Reading workbooks of ICE's lists, row by row.

`package` opens the zip within bounds and has what calamine leaves out; `plain` finds the cells of a sheet as Excel
writes it, calamine those of any other; `headings` finds what heads a list, `laid_out` brings one that tells its state,
models or days otherwise into ICE's columns, and `sheet` reads it.
"""
