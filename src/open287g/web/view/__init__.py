"""What a page function gets and gives.

`registry` is where a page registers its address; `request` is what it gets, `parameters` reads what the address
asks, `page` is what it gives, `templates` are the atlas's own.
"""
