"""What a panel counts, in DuckDB.

A period's evidence is its days from the first to the last participating list held. An agreement counts in a period
whose evidence it covers: as known today, and as could be known on the period's last day of evidence. Agreements of an
agency that serves several counties count in each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from open287g.publish.panel.columns import Time, Unit
from open287g.vocabulary.models import HELD_MODELS

if TYPE_CHECKING:
    import duckdb

_UNITS = {
    "agency": "SELECT agency_id AS unit, agency_id, state FROM agencies",
    "county": """SELECT DISTINCT county AS unit, agency_id, state FROM
        (SELECT unnest(counties) AS county, agency_id, state FROM agencies)""",
}

_AGREEMENTS = """
CREATE OR REPLACE TEMP TABLE spells AS
SELECT u.unit, u.state, a.model, a.agreement_id, a.valid_from, a.valid_to, a.first_listed,
    (SELECT max(published) FROM lists WHERE published < a.first_listed) AS start_after,
    CASE WHEN a.valid_to IS NULL THEN NULL ELSE least(a.last_listed, a.valid_to) END AS last_listed
FROM agreements a JOIN members u USING (agency_id)
WHERE a.status <> 'moved'
"""

_AWAY = """
CREATE OR REPLACE TEMP TABLE away AS
SELECT agreement_id, split_part(gap, '/', 1)::DATE AS gone, split_part(gap, '/', 2)::DATE AS back
FROM (SELECT agreement_id, unnest(gaps) AS gap FROM agreements)
"""

_NOW = """
CREATE OR REPLACE TEMP TABLE now AS
SELECT unit, model, period, max(n) AS most, count(*) AS days FROM (
    SELECT s.unit, s.model, d.period, d.day, count(*) AS n
    FROM spells s JOIN calendar d ON s.valid_from <= d.day AND (s.valid_to IS NULL OR d.day < s.valid_to)
    WHERE NOT EXISTS (FROM away WHERE away.agreement_id = s.agreement_id AND gone <= d.day AND d.day < back)
    GROUP BY ALL)
GROUP BY ALL
"""

_EDGES = """
CREATE OR REPLACE TEMP TABLE edges AS
SELECT s.unit, s.model, p.period, arg_min(s, s.valid_from) AS first, arg_max(s, s.valid_from) AS last
FROM spells s JOIN periods p ON s.valid_from < p.until AND (s.valid_to IS NULL OR p.since < s.valid_to)
WHERE NOT EXISTS (FROM away WHERE away.agreement_id = s.agreement_id AND gone <= p.since AND p.until <= back)
GROUP BY ALL
"""

_KNOWN = """
CREATE OR REPLACE TEMP TABLE known AS
SELECT u.unit, b.model, p.period, count(DISTINCT b.agreement_id) AS n
FROM beliefs b JOIN members u USING (agency_id) JOIN periods p
    ON b.valid_from < p.until AND (b.valid_to IS NULL OR p.since < b.valid_to)
    AND b.known_from < p.until AND (b.known_to IS NULL OR p.until <= b.known_to)
GROUP BY ALL
"""


def prepare(connection: duckdb.DuckDBPyConnection, time: Time, since: str, until: str) -> None:
    """Make the temporary tables of the periods from day `since` up to `until`, exclusive."""
    connection.execute("CREATE TEMP TABLE lists AS SELECT published FROM publications WHERE list = 'participating'")
    connection.execute(
        f"""CREATE TEMP TABLE calendar AS
        SELECT day::DATE AS day, date_trunc('{time}', day)::DATE AS period,
            day BETWEEN (SELECT min(published) FROM lists) AND (SELECT max(published) FROM lists) AS evident
        FROM generate_series(DATE '{since}', DATE '{until}' - 1, INTERVAL 1 DAY) t(day)"""
    )
    connection.execute(
        "CREATE TEMP TABLE every_period AS SELECT period, count_if(evident) AS days FROM calendar GROUP BY 1"
    )
    connection.execute("DELETE FROM calendar WHERE NOT evident")
    connection.execute(
        "CREATE TEMP TABLE periods AS SELECT period, min(day) AS since, max(day) + 1 AS until FROM calendar GROUP BY 1"
    )


def count(connection: duckdb.DuckDBPyConnection, unit: Unit, state: str) -> None:
    """Make the temporary tables of what one state's agencies had in each period; those of the last state go."""
    connection.execute(f"CREATE OR REPLACE TEMP TABLE members AS FROM ({_UNITS[unit]}) WHERE state = ?", [state])
    for made in (_AGREEMENTS, _AWAY, _NOW, _EDGES, _KNOWN):
        connection.execute(made)


def rows_of_state() -> str:
    """The query of the rows of one state, its postal code the one parameter, in the order of unit and period."""
    columns = ["w.unit", "w.state", "e.period", "e.days::INTEGER AS days"]
    joins = ""
    for model in HELD_MODELS:
        m, keys = model.lower(), "(unit, period)"
        joins += f"""
            LEFT JOIN (FROM now WHERE model = '{model}') {m}_now USING {keys}
            LEFT JOIN (FROM known WHERE model = '{model}') {m}_then USING {keys}
            LEFT JOIN (FROM edges WHERE model = '{model}') {m}_edge USING {keys}"""
        counted = ((m, f"{m}_now.most"), (f"{m}_days", f"{m}_now.days"), (f"{m}_known", f"{m}_then.n"))
        columns += [f"CASE WHEN e.days > 0 THEN coalesce({value}, 0)::INTEGER END AS {name}" for name, value in counted]
        columns += [
            f"{m}_edge.first.valid_from AS {m}_signed",
            f"{m}_edge.first.start_after AS {m}_start_after",
            f"{m}_edge.first.first_listed AS {m}_start_by",
            f"{m}_edge.last.last_listed AS {m}_end_after",
            f"{m}_edge.last.valid_to AS {m}_end_by",
        ]
    return f"""SELECT {", ".join(columns)}
        FROM (SELECT unit, state FROM whole WHERE state = ?) w CROSS JOIN every_period e {joins}
        ORDER BY w.unit, e.period"""
