"""Feeds: the nation, each state, each agency, and corrections."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from open287g.core.errors import NotFoundError
from open287g.places.states import states
from open287g.publish.feeds import Feed, Item, atom, json_feed
from open287g.record.asking.loaded import LoadedRecord
from open287g.record.asking.whole_tables import Row
from open287g.ui import formats, headlines
from open287g.vocabulary import labels
from open287g.web.pages.changes import week
from open287g.web.view.page import Page
from open287g.web.view.parameters import state_of
from open287g.web.view.registry import page
from open287g.web.view.request import View

_LENGTH = 60
_CORRECTIONS = ("date_corrected", "renamed", "model_changed", "relisted")
_FORMS = {"atom": (atom, "application/atom+xml; charset=utf-8"), "json": (json_feed, "application/feed+json")}


def _states(record: LoadedRecord) -> Iterable[str]:
    return (f"/feeds/state/{code}.{form}" for code in states() for form in _FORMS)


def _agencies(record: LoadedRecord) -> Iterable[str]:
    return (f"/feeds/agency/{agency_id}.{form}" for agency_id in record.agencies for form in _FORMS)


@page("/feeds/nation.{form}", every=lambda record: (f"/feeds/nation.{form}" for form in _FORMS))
def nation(view: View, form: str) -> Page:
    """Every change."""
    return _feed(
        view, form, "/", view.gettext("287(g) agreements: changes, all states"), view.record.events_newest_first
    )


@page("/feeds/corrections.{form}", every=lambda record: (f"/feeds/corrections.{form}" for form in _FORMS))
def corrections(view: View, form: str) -> Page:
    """Changes to what the lists had said before."""
    rows = [row for row in view.record.events_newest_first if row["kind"] in _CORRECTIONS]
    return _feed(view, form, "/quality", view.gettext("287(g) agreements: corrections"), rows)


@page("/feeds/state/{code}.{form}", every=_states)
def state(view: View, code: str, form: str) -> Page:
    """Changes in one state."""
    rows = view.record.events_by_state.get(state_of(code), [])
    title = view.gettext("287(g) agreements: changes in %(state)s") % {"state": view.gettext(labels.STATES[code])}
    return _feed(view, form, f"/state/{code}", title, rows)


@page("/feeds/agency/{agency_id}.{form}", every=_agencies)
def agency(view: View, agency_id: str, form: str) -> Page:
    """Changes of one agency."""
    row = view.record.agency(agency_id)
    title = view.gettext("287(g) agreements: changes of %(agency)s") % {"agency": row["name"]}
    return _feed(view, form, f"/agency/{agency_id}", title, view.record.events_by_agency.get(agency_id, []))


def _feed(view: View, form: str, path: str, title: str, rows: Sequence[Row]) -> Page:
    if form not in _FORMS:
        raise NotFoundError(f"a feed is atom or json, not {form[:20]!r}")
    write, media_type = _FORMS[form]
    weeks = [_week(view, rows)] if rows and path == "/" else []
    feed = Feed(
        id=f"tag:open287g,2026:{view.language}:{view.path.rsplit('.', 1)[0]}",
        title=title,
        subtitle=" ".join(
            (view.gettext("From the lists that ICE publishes; each entry links to its evidence."), view.rests_on)
        ),
        language=view.language,
        self_link=view.absolute(view.url(view.path)),
        page=view.absolute(view.url(path)),
        updated=view.record.today,
        items=[*weeks, *(_item(view, row) for row in rows[:_LENGTH])],
    )
    return Page(write(feed), media_type=media_type)


def _week(view: View, rows: Sequence[Row]) -> Item:
    """The newest week in one item, for whom each change is too much."""
    monday, after = headlines.week_of(rows[0]["known"])
    mine = [row for row in rows if monday <= row["known"] < after]
    title = view.gettext("Week of %(day)s") % {"day": formats.day(monday, view.language, "")}
    return Item(
        id=f"tag:open287g,2026:week:{monday.isoformat()}",
        title=f"{title}: {headlines.headline(view, mine)}",
        text=week(view, rows),
        link=view.absolute(view.url(f"/changes/{rows[0]['known'].isoformat()[:7]}")),
        day=rows[0]["known"],
    )


def _name(view: View, row: Row) -> str:
    agency = view.record.agencies.get(row["agency_id"])
    return str((agency["name"] if agency else None) or row["agency_id"])


def _item(view: View, row: Row) -> Item:
    evidence = view.gettext("Evidence: file %(file)s, SHA-256 %(sha)s.") % {"file": row["file"], "sha": row["sha256"]}
    return Item(
        id=f"tag:open287g,2026:event:{row['event_id']}",
        title=f"{row['state']}: {view.gettext(labels.EVENTS[row['kind']])}: {_name(view, row)}",
        text=f"{view.says(row)} {evidence}",
        link=view.absolute(view.url(f"/event/{row['event_id']}")),
        day=row["known"],
    )
