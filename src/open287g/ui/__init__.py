"""What every face shares: charts, maps, numbers and sentences.

`templates` are those of one language, with the `filters` that put a value into the reader's words by `formats`;
`sentences` says what happened; `maps` and `charts` draw; `reader` is all they must know of who reads; `paper`
sets titled sections as PDF and HTML.
"""
