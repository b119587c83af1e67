"""A county's dossier as PDF, to take into a meeting."""

from __future__ import annotations

from functools import lru_cache

from open287g.core.errors import NotFoundError
from open287g.costs.asked import known_assumptions
from open287g.places.counties import counties
from open287g.publish.dossier.make import make
from open287g.publish.dossier.subject import of_county
from open287g.ui.paper import Dossier, pdf
from open287g.web.view.page import Page
from open287g.web.view.registry import nowhere, page
from open287g.web.view.request import View


@page("/county/{fips}/dossier", every=nowhere)
def dossier(view: View, fips: str) -> Page:
    """The dossier of a county; a static site has the page's print style instead."""
    county = counties().get(fips)
    if county is None:
        raise NotFoundError(f"no county has the FIPS code {fips[:20]!r}")
    subject = of_county(view.record, county)
    known = known_assumptions(subject.models[0]) if subject.models else {}
    name = f"open287g-{fips}-{view.record.today}.pdf"
    headers = {"content-disposition": f'inline; filename="{name}"'}
    paper = make(view.record, subject, view.language, known)
    return Page(_pdf(paper), media_type="application/pdf", headers=headers)


@lru_cache(maxsize=128)
def _pdf(made: Dossier) -> bytes:
    return pdf(made)
