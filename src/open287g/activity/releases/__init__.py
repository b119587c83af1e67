"""Reading ICE's releases under FOIA.

`sheets` finds the records in a workbook or Parquet file, `load` types them by kind, `counts` counts by month, state
and method.
"""
