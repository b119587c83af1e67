"""Memoranda of agreement: text, template, fields, clauses and differences.

The flow is in `read`: pages (`text`, `ocr`), running words (`body`), edition (`identify`, `align`), then `fields`,
`clauses` and `differences`. `workers` reads many files apart, `store` keeps readings, `facts` is what is shipped.
"""
