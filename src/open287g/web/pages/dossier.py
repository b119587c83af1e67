"""The dossier of a county or an agency: as PDF to take into a meeting, and as a page."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from open287g.core.errors import NotFoundError
from open287g.costs.asked import known_assumptions
from open287g.places.counties import counties
from open287g.publish.dossier.make import make
from open287g.publish.dossier.subject import Subject, of_agency, of_county
from open287g.record.asking.loaded import LoadedRecord
from open287g.ui.paper import Dossier, pdf
from open287g.web.view.page import MovedError, Page
from open287g.web.view.registry import nowhere, page
from open287g.web.view.request import View


def _counties_in_force(record: LoadedRecord) -> Iterable[str]:
    """A static site holds the dossiers of the counties where an agreement is in force; a server makes them all."""
    held = (fips for fips in counties() if any(row["models_now"] for row in record.agencies_by_county.get(fips, ())))
    return (f"/county/{fips}/dossier/read" for fips in held)


@page("/county/{fips}/dossier", every=nowhere)
def county_file(view: View, fips: str) -> Page:
    """The dossier of a county as PDF; a static site has the page alone."""
    return _file(view, _county(view, fips), fips)


@page("/county/{fips}/dossier/read", every=_counties_in_force)
def county_page(view: View, fips: str) -> Page:
    """The dossier of a county as a page."""
    return _page(view, _county(view, fips), f"/county/{fips}")


@page("/agency/{agency_id}/dossier", every=nowhere)
def agency_file(view: View, agency_id: str) -> Page:
    """The dossier of an agency as PDF."""
    subject = _agency(view, agency_id, "/dossier")
    return _file(view, subject, agency_id)


@page("/agency/{agency_id}/dossier/read", every=nowhere)
def agency_page(view: View, agency_id: str) -> Page:
    """The dossier of an agency as a page; in a static site its county's stands for it."""
    subject = _agency(view, agency_id, "/dossier/read")
    return _page(view, subject, f"/agency/{agency_id}")


def _county(view: View, fips: str) -> Subject:
    county = counties().get(fips)
    if county is None:
        raise NotFoundError(f"no county has the FIPS code {fips[:20]!r}")
    return of_county(view.record, county)


def _agency(view: View, agency_id: str, rest: str) -> Subject:
    moved = view.record.redirects.get(agency_id)
    if moved is not None:
        raise MovedError(f"/agency/{moved['new_id']}{rest}")
    return of_agency(view.record, agency_id)


def _made(view: View, subject: Subject) -> Dossier:
    known = known_assumptions(subject.models[0], residents=subject.residents) if subject.models else {}
    return make(view.record, subject, view.language, known)


def _file(view: View, subject: Subject, name: str) -> Page:
    headers = {"content-disposition": f'inline; filename="open287g-{name}-{view.record.today}.pdf"'}
    return Page(_pdf(_made(view, subject)), media_type="application/pdf", headers=headers)


def _page(view: View, subject: Subject, back: str) -> Page:
    return view.render("costs_dossier.html", dossier=_made(view, subject), place=subject.title, back=back)


@lru_cache(maxsize=128)
def _pdf(made: Dossier) -> bytes:
    return pdf(made)
