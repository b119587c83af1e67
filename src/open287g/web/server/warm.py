"""Work done before the first visitor: templates, shapes of the map, the search index, a page of every kind."""

from __future__ import annotations

import gc

from starlette.routing import compile_path

from open287g.record.asking.loaded import LoadedRecord
from open287g.record.asking.search import index_of
from open287g.ui import maps
from open287g.vocabulary.messages import LANGUAGES
from open287g.web.pages.nation import nation
from open287g.web.view.registry import PAGES
from open287g.web.view.request import View
from open287g.web.view.templates import environment


def warm_up(record: LoadedRecord) -> None:
    """Make a record ready to answer, so that no visitor waits for what is made once."""
    record.warm()
    index_of(record)
    maps.shapes_file(maps.NATION)
    for language in LANGUAGES:
        templates = environment(language)
        for name in templates.list_templates():
            templates.get_template(name)
        nation(View(record, language))


def make_ready(record: LoadedRecord) -> None:
    """Make a page of every kind too, so that what a kind shares is made, and spare the record the search for garbage.

    A record is 350,000 objects, all of which stay: looking them through again and again would halt every visitor
    for a fifth of a second. What an earlier record left behind is let go first.
    """
    warm_up(record)
    index_of(record).warm()
    for address in PAGES:
        path = None if address.by_origin else next(iter(address.every(record)), None)
        found = path and compile_path(address.pattern)[0].match(path)
        if found:
            for language in LANGUAGES:
                address.render(View(record, language, str(path)), **found.groupdict())
    gc.unfreeze()
    gc.collect()
    gc.freeze()
