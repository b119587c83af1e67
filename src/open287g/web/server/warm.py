"""Work done before the first visitor: templates, shapes of the map, the search index, the first page."""

from __future__ import annotations

from open287g.record.asking.loaded import LoadedRecord
from open287g.record.asking.search import index_of
from open287g.ui import maps
from open287g.vocabulary.messages import LANGUAGES
from open287g.web.pages.nation import nation
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
