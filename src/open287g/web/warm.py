"""Work done before the first visitor: templates, shapes of the map, the search index, the first page."""

from __future__ import annotations

from open287g.web import maps
from open287g.web.i18n import LANGUAGES
from open287g.web.pages.nation import nation
from open287g.web.search import index_of
from open287g.web.snapshot import Snapshot
from open287g.web.view import View, environment


def warm_up(snapshot: Snapshot) -> None:
    """Make a snapshot ready to answer, so that no visitor waits for what is made once."""
    snapshot.warm()
    index_of(snapshot)
    maps.shapes_file(maps.NATION)
    for language in LANGUAGES:
        templates = environment(language)
        for name in templates.list_templates():
            templates.get_template(name)
        nation(View(snapshot, language))
