"""The atlas: pages and API.

`server` answers a request from one record; `view` is what a page function gets and gives; `pages` are the pages, one
file a kind; `api` is version 1 for programs; `static_site` writes the whole atlas as files.
"""
