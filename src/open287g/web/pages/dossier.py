"""A county's dossier as PDF: what the county's page says, to take into a meeting."""

from __future__ import annotations

from functools import lru_cache

from open287g.core.errors import NotFoundError
from open287g.places.counties import County, counties
from open287g.publish.dossier import Dossier, Section, pdf
from open287g.record.asking import state_law
from open287g.record.asking.population import SOURCE
from open287g.record.asking.whole_tables import Row
from open287g.rulebook.listing import powers
from open287g.ui import formats
from open287g.vocabulary import labels
from open287g.web.view.page import Page
from open287g.web.view.registry import nowhere, page
from open287g.web.view.request import View

_EVENTS = 12


@page("/county/{fips}/dossier", every=nowhere)
def dossier(view: View, fips: str) -> Page:
    """The dossier of a county; a static site has the page's print style instead."""
    county = counties().get(fips)
    if county is None:
        raise NotFoundError(f"no county has the FIPS code {fips[:20]!r}")
    name = f"open287g-{fips}-{view.record.today}.pdf"
    headers = {"content-disposition": f'inline; filename="{name}"'}
    return Page(_pdf(_Maker(view, county).dossier()), media_type="application/pdf", headers=headers)


@lru_cache(maxsize=128)
def _pdf(made: Dossier) -> bytes:
    return pdf(made)


class _Maker:
    """Puts a county's facts into the reader's words."""

    def __init__(self, view: View, county: County) -> None:
        self.view, self.county, self.say = view, county, view.gettext
        self.agencies = view.record.agencies_by_county.get(county.fips, [])
        self.ids = {row["agency_id"] for row in self.agencies}

    def dossier(self) -> Dossier:
        """The whole."""
        record = self.view.record
        day = self.day(record.today)
        models = sorted({model for row in self.agencies for model in row["models_now"] or ()})
        yes = self.say("Yes: at least one agency here has an agreement with ICE, by ICE's list of %(day)s.")
        no = self.say("No agency seated here has an agreement with ICE, by ICE's list of %(day)s.")
        source = self.say("Source: ICE's list of %(day)s; open287g, record %(version)s.")
        parts = [self.people(), self.agreements(), self.powers(models), self.law(), self.events()]
        return Dossier(
            title=f"{self.county.name}, {self.word(self.county.state, labels.STATES)}",
            lead=(yes if models else no) % {"day": day},
            source=source % {"day": day, "version": record.version},
            language=self.view.language,
            sections=tuple(part for part in parts if part.lines or part.rows),
        )

    def day(self, value: object) -> str:
        """A day in words."""
        return formats.day(value, self.view.language, self.say("unknown"))

    def word(self, code: str | None, table: dict[str, str]) -> str:
        """A code in words."""
        return self.say(table[code]) if code in table else self.say("unknown")

    def people(self) -> Section:
        """Population with its source."""
        count = formats.number(self.county.population, self.view.language, self.say("unknown"))
        return Section(self.say("Population"), (f"{count} ({SOURCE})",))

    def agreements(self) -> Section:
        """Agreements of the county's agencies, those in force first."""
        rows = [a for a in self.view.record.tables["agreements"] if a["agency_id"] in self.ids]
        rows.sort(key=lambda row: (row["status"] != "listed", row["agreement_id"]))
        head = (self.say("Agency"), self.say("Model"), self.say("Signed"), self.say("Status"))
        return Section(self.say("Agreements"), (), head, tuple(map(self.agreement, rows)), (5, 3, 3, 3))

    def agreement(self, row: Row) -> tuple[str, ...]:
        """One line of the table of agreements."""
        name = self.view.record.agencies[row["agency_id"]]["name"]
        return (
            name,
            f"{self.word(row['model'], labels.MODELS)} ({row['model']})",
            self.day(row["signed"]),
            self.word(row["status"], labels.STATUSES),
        )

    def powers(self, models: list[str]) -> Section:
        """What the models in force list."""
        if not models:
            return Section("")
        table = powers.for_models(models)
        rows = tuple(
            (self.word(row.act, labels.ACTS), *(self.word(p.verdict, labels.POWERS) for p in row.powers), row.cites)
            for row in table.rows
        )
        head = (self.say("Act"), *table.models, self.say("Where it says so"))
        widths = (5, *(2 for _ in table.models), 6)
        note = self.say("This is a reading of public texts for information. It is not legal advice.")
        return Section(self.say("What their officers may do"), (note,), head, rows, widths)

    def law(self) -> Section:
        """The state's law on the day of the list."""
        law = state_law.of(self.view.record, self.county.state)
        lines = [f"{self.word(law.status, labels.LAW).capitalize()}."]
        lines += [f"{self.word(r.who, labels.WHO)}: {self.say(r.says)} [{r.citation}]" for r in law.rules]
        return Section(self.say("What the state's law says"), tuple(lines))

    def events(self) -> Section:
        """The newest events with their evidence."""
        mine = [e for key in sorted(self.ids) for e in self.view.record.events_by_agency.get(key, [])]
        mine.sort(key=lambda event: (event["known"], event["event_id"]), reverse=True)
        rows = tuple(
            (self.day(e["known"]), self.view.says(e), f"{e['file']} {e['row'] or ''} {e['sha256'][:12]}")
            for e in mine[:_EVENTS]
        )
        head = (self.say("Day"), self.say("What happened, with evidence"), self.say("Evidence"))
        return Section(self.say("What changed lately"), (), head, rows, (3, 7, 5))
