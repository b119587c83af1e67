"""Commands that answer as people ask: who has an agreement here, what the law says, a chart, a question in SQL."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from open287g.cli.asked import current, note
from open287g.cli.lines import put
from open287g.cli.options import (
    Fmt,
    Home,
    Model,
    OnDay,
    Since,
    Spoken,
    State,
    place_told,
    require_one_state,
)
from open287g.cli.rests_on import opened
from open287g.cli.show import Format, show_facts, show_rows
from open287g.core.errors import NotFoundError, NotListedError
from open287g.vocabulary.bodies import Body
from open287g.vocabulary.messages import N_, translations

if TYPE_CHECKING:
    from open287g.core.found import Found
    from open287g.record.asking.here import Place


class ChartChoice(StrEnum):
    """What a chart shows."""

    growth = "growth"
    states = "states"
    models = "models"


def register(app: typer.Typer) -> None:
    """Add this room's commands to `app`."""
    app.command()(who)
    app.command()(law)
    app.command()(chart)
    app.command()(sql)


def who(
    place: Annotated[
        list[str] | None,
        typer.Argument(metavar="PLACE", help='A state, county or city, such as "collier county fl" or "houston tx".'),
    ] = None,
    state: State = None,
    model: Model = None,
    since: Since = None,
    language: Spoken = "en",
    home: Home = None,
    format: Fmt = Format.table,
) -> None:
    """Who has an agreement: the agencies of ICE's newest list, everywhere or at a place, each agreement on a row.

    Of a county or city, `reach` says whether an agency is the city's, the whole county's, that of a part of a county
    or the whole state's. Exits with 3 where the place exists and no agency of it is in the newest list.

    Examples:

      open287g who collier county fl

      open287g who --state TX --model TFM --since 2026-01

      open287g who texas --format csv -o texas.csv
    """
    from open287g.record.asking.here import place_meant
    from open287g.record.asking.here import who as agreements_at

    record = opened(home)
    words = place_told(place or [], state)
    try:
        where = place_meant(record, words) if words or place else None
    except NotFoundError:
        require_one_state(place or [], state)
        raise
    found = agreements_at(record, where, model, since)
    day = record.publication()["published"]
    title = f"Agreements of {where or 'all states'} in ICE's list of {day}"
    of_place = where and (where.counties or where.city)
    own = ["reach", "signed", "county_names", "state"] if of_place else ["signed", "state", "county_names"]
    show_rows(found, format, ["name", "model", *own, "agency_id"], title)
    if where and where.city and not where.counties:
        note(translations(language).gettext(_NO_COUNTY) % {"place": where})
    if where and not (model or since):
        _tell_missing(where, found, day, language)


_NO_COUNTY = N_("In which county %(place)s lies is not known here: agencies of its county are not told.")
_MISSING = N_("Not in that list: %(names)s.")


def _tell_missing(where: Place, found: Found, day: date, language: str) -> None:
    """Say whose police and sheriffs are not in the list; a place of which no agency is ends with 3."""
    from open287g.record.asking.here import not_listed
    from open287g.vocabulary.columns import body_in

    say = translations(language).gettext
    if missing := not_listed(where, found):
        note(say(_MISSING) % {"names": "; ".join(body_in(name, say) for name in missing)})
    if not found.rows:
        raise NotListedError(
            f"{where}: no agency of it is in ICE's list of {day}",
            remedy=f"What the law says there: open287g law {where.state}",
            exit_code=3,
        )


def law(
    place: Annotated[
        list[str] | None, typer.Argument(metavar="STATE", help="A postal code or a name; without one, all 56.")
    ] = None,
    state: State = None,
    body: Annotated[Body, typer.Option("--body", help="Who asks.")] = Body.sheriff,
    day: OnDay = None,
    language: Spoken = "en",
    format: Fmt = Format.table,
) -> None:
    """What state law asks of us: are we compelled or forbidden, by what, with which penalty, may we end it.

    Unknown is where no rule was found and read; the register says what was sought (open287g places state MT).

    Examples:

      open287g law TX

      open287g law new mexico --body city --lang es

      open287g law --day 2026-01-01 --format csv
    """
    from open287g.core.days import today
    from open287g.places.binding import binding, every_state

    on = day or today()
    _tell_how_old(on)
    if asked := place_told(place or [], state):
        require_one_state(place or [], state)
        answer = binding(_state_of(asked), body, on, language)
        title = f"{answer['name']}, {_said('body', body.value)}, {on}: {_said('status', str(answer['status']))}"
        show_facts(_worded(answer) if format is Format.table else answer, format, title)
        return
    rows = every_state(body, on, language)
    known = sum(row["status"] != "unknown" for row in rows)
    note(f"Known for {known} of {len(rows)}; unknown is no permission and no ban.")
    columns = ["state", "status", "to_do", "confirmed", "by", "penalties"]
    title = translations(language).gettext(_FOR_BODY) % {"body": _said("body", body.value), "day": on}
    show_rows(rows, format, columns, title)


def _state_of(asked: str) -> str:
    """The code of the state asked for. Raises NotFoundError; for a place in a state it names the state's law."""
    from open287g.places.law_asked import told_instead
    from open287g.places.states import state_meant

    try:
        return state_meant(asked).code
    except NotFoundError as error:
        error.remedy = told_instead(asked) or error.remedy
        raise


_FOR_BODY = N_("State law for %(body)s on %(day)s")


def _said(column: str, code: str) -> str:
    from open287g.vocabulary.columns import code_in

    return code_in(column, code, current().language)


def _tell_how_old(on: date) -> None:
    """Say that the law of a day to come is not known, or since when the register has not been read again."""
    from open287g.core.days import today
    from open287g.places.law import last_read

    if on > today():
        note(f"{on} is still to come: what legislatures and courts change until then is not known.")
    elif (days := (on - last_read()).days) > 0:
        old = "1 day" if days == 1 else f"{days:,} days"
        note(f"Rests on laws last read on {last_read()}, {old} before: what changed since is unknown.")


def _worded(answer: dict[str, object]) -> dict[str, object]:
    return {key: "unknown" if value is None else value for key, value in answer.items() if value not in ("", [])}


def chart(
    kind: Annotated[ChartChoice, typer.Argument(help="growth, states or models.")] = ChartChoice.growth,
    state: State = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write a picture: .svg or .png. Default: draw it here.")
    ] = None,
    language: Spoken = "en",
    home: Home = None,
    format: Fmt = Format.table,
) -> None:
    """Draw how agreements grew, or how many each state or model has; the numbers behind it with --format csv or json.

    Examples:

      open287g chart

      open287g chart states

      open287g chart growth --state FL -o florida.png
    """
    from open287g.core.files import write_atomic
    from open287g.publish.figures import bars, figure, picture

    with opened(home) as record:
        drawn = figure(record.path, kind.value, state, language)
    if output:
        write_atomic(output, picture(drawn, output))
        note(f"{drawn.title}: {output}")
    elif format is Format.table and not current().waits:
        told = bars(drawn)
        put(told)
    else:
        show_rows(drawn.rows, format)


def sql(
    query: Annotated[
        str | None, typer.Argument(help="One query that selects, in DuckDB's SQL; without one, the tables.")
    ] = None,
    table: Annotated[str | None, typer.Option("--table", help="The columns of this table.")] = None,
    home: Home = None,
    format: Fmt = Format.table,
) -> None:
    """Ask the record in SQL: it reads the record's tables, no file, and changes nothing.

    Examples:

      open287g sql

      open287g sql --table agreements

      open287g sql "SELECT state, count(*) AS n FROM agreements WHERE status = 'listed' GROUP BY state ORDER BY n DESC"
    """
    from open287g.record.asking.own_question import answer, columns, tables

    if query is not None:
        rows = answer(query, home)
        opened(home).close()
        show_rows(rows, format)
    elif table is not None:
        show_rows(columns(table), format, title=f"Columns of {table}")
    else:
        show_rows(tables(), format, title="Tables of the record")
