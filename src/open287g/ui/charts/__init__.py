"""Every chart of every face, as SVG that needs neither script nor network; decision 19 says which way is for what.

`growth` draws the lines of a page with few bytes and no engine, in colors of the style sheet, and says its numbers.
`bars` draws a report's bars, with names, ticks and a key; an audit of twelve acts has no second for an engine.
`picture` makes a PNG of an SVG with vl-convert, for readers whose pages take no SVG.
Nothing outside this folder draws a chart or imports vl-convert.
"""
