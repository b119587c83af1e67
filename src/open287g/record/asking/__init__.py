"""Questions to a finished record.

`record` is the record, open: every answer names its day and its source. `finding` and `resolve` say which agency is
meant, `headline` the record in a dozen lines, `export` writes it for others.
`whole_tables` reads it into memory for the atlas as `loaded`, from which `counts`, `population`, `search`,
`geojson` and `state_law` answer.
"""
