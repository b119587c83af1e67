"""How a program asks the atlas: the API in words, with examples that answer."""

from __future__ import annotations

from typing import NamedTuple

from open287g.vocabulary.messages import N_
from open287g.web.view.page import Page
from open287g.web.view.registry import nowhere, page
from open287g.web.view.request import View

API = "/api/v1"


class Example(NamedTuple):
    """A question, the address that answers it under the API, and where in the answer to look, outermost first."""

    asks: str
    address: str
    look: tuple[str, ...]


EXAMPLES = (
    Example(
        N_("How many agreements does the newest list hold, and how old is that list?"),
        "/summary",
        ("agreements", "by_model", "rests_on"),
    ),
    Example(
        N_("What was in force on a day, as it was known on that day?"),
        "/asof/2025-04-24?known=2025-04-24",
        ("valid", "known", "agreements", "by_state"),
    ),
    Example(
        N_("Which agency is meant by a name, also a misspelt one?"), "/search?q=colier+co", ("kind", "key", "score")
    ),
    Example(
        N_("Everything that is known of one agency."),
        "/agencies/FL-collier-county-sheriffs-office",
        ("agreements", "events", "spellings"),
    ),
    Example(
        N_("The agreements of a state under one model, ten at a time."),
        "/agreements?state=FL&model=TFM&limit=10",
        ("data", "total", "next"),
    ),
    Example(N_("The same as a table for a spreadsheet."), "/agreements?state=FL&model=TFM&format=csv", ()),
    Example(
        N_("What changed since a day."), "/events?since=2025-04-01&until=2025-05-01&limit=10", ("data", "published")
    ),
    Example(N_("Which agencies are seated in a county."), "/counties/12021", ("agencies", "models")),
    Example(
        N_("The counties of a state as shapes, with their models."), "/counties.geojson?state=FL", ("features", "date")
    ),
)
"""Asked in this order on the page; a test asks each and finds what `look` names."""


@page("/data/api", every=nowhere)
def api_guide(view: View) -> Page:
    """The API for people: what it answers, how to page and filter, what errors say, and examples to copy."""
    return view.render("api_guide.html", examples=EXAMPLES, at=view.absolute(view.site.base + API))
