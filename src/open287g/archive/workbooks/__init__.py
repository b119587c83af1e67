"""Reading workbooks of ICE's lists, row by row."""
