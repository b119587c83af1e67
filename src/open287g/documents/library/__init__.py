"""Documents that were read: `library` keeps those of a home, `reading` reads files into it, `search` finds words.

`rows` and `places` are what commands print; `facts` packs what the package ships, `shipped` gives it to the atlas.
"""
