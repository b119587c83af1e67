"""Bringing ICE's page and its lists, whole or not at all.

`update` is the flow: `page` finds the links, `download` brings each file within bounds, `answer` judges what the
server said, `addresses` remembers what was had from where, so that nothing is fetched twice for nothing.
"""
