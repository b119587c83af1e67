"""The statements of an audit as SQL, made of the rulebook's expression once and kept on disk.

Making them takes seconds, running them on twelve acts a tenth of one. What is kept is named by a hash of the rulebook's
sources, the engines' versions and the columns of the files, so that it can never speak for another law.
"""

from __future__ import annotations

import base64
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from open287g.core.extras import extra
from open287g.core.filling import create
from open287g.core.kept import kept, sources
from open287g.core.progress import line
from open287g.core.sql import literal, quoted

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from open287g.rulebook.language.provision import Provision

TABLES = ("acts", "officers", "agreements")
DAYS = "log_days"
"""One row: the `first` and `last` day that an act may lie on."""
_MADE_OF = ("ibis-framework", "duckdb", "sqlglot")
_SOURCES = ("open287g.rulebook", "open287g.vocabulary", "open287g.core", "open287g.places", "open287g.oversight.audit")


@dataclass(frozen=True)
class Plan:
    """`sql` makes the tables terms, standing, keyed, cases and judged, in this order; `keys` name a case, `outcome` its
    results. `provisions` say of each where its result lies and what it is, `asked` of each fact that a condition asks
    for the word and bit that say it is lacking, `checks` of each contradiction its bit and words; `tables` are the
    calendar's, as Parquet.
    """

    sql: dict[str, str]
    keys: list[str]
    outcome: list[str]
    provisions: list[dict[str, Any]]
    asked: list[dict[str, Any]]
    checks: list[dict[str, Any]]
    tables: dict[str, str]


def engine_versions() -> list[str]:
    """The engines that judge a log, with their versions. Raises MissingExtraError where one is not installed."""
    with extra("audit"):
        return [f"{name} {version(name)}" for name in _MADE_OF]


def plan_of(con: duckdb.DuckDBPyConnection, time_zone: str | None) -> Plan:
    """The plan for the tables of `con`, from the disk where one was made for the same law and columns."""
    columns = {name: _columns(con, name) for name in TABLES}
    of = [*engine_versions(), sources(*_SOURCES), repr(columns), repr(time_zone)]
    return Plan(**kept("audit", of, lambda: asdict(_made(columns, time_zone))))


def load_calendar(con: duckdb.DuckDBPyConnection, plan: Plan, scratch: Path) -> None:
    """Put the calendar's tables into `con`."""
    for name, content in plan.tables.items():
        path = scratch / f"{name}.parquet"
        path.write_bytes(base64.b64decode(content))
        con.execute(f"create or replace temp table {name} as from read_parquet({literal(path)})")


def _columns(con: duckdb.DuckDBPyConnection, table: str) -> dict[str, str]:
    described = con.execute(f"describe {quoted(table)}").fetchall()
    return {str(row[0]): str(row[1]) for row in described}


def _made(columns: Mapping[str, Mapping[str, str]], time_zone: str | None) -> Plan:
    line("Reading the rulebook for the columns of these files; it is kept for the next audit of their like.")
    with extra("audit"):
        import ibis

        from open287g.rulebook.engine import cases
        from open287g.rulebook.engine.prepare import terms_of

    acts, officers, agreements = (_described(name, columns[name]) for name in TABLES)
    days = ibis.table({"first": "date", "last": "date"}, name=DAYS)
    # Whom no act names needs no standing: a roster may be far longer than a log.
    made = {"terms": terms_of(officers.semi_join(acts, "officer_id"), agreements)}
    # In one order, so that whatever is joined to it comes in one order too.
    made["standing"] = cases.standing(_named("terms", made), days, models="model" in acts.columns).order_by(
        "standing_row"
    )
    standings = _named("standing", made)
    made["keyed"] = cases.keyed(acts, officers, standings, time_zone=time_zone)
    made["cases"] = cases.cases(_named("keyed", made))
    made["judged"] = cases.judged(acts, _named("cases", made), standings, time_zone=time_zone)
    tables: dict[str, str] = {}
    sql = {name: _sql(table, tables) for name, table in made.items()}
    return Plan(
        sql,
        list(cases.key_names()),
        list(cases.outcome_names()),
        provision_rows(),
        _asked_rows(),
        _check_rows(),
        tables,
    )


def provision_rows() -> list[dict[str, Any]]:
    """Of each provision the word and shift of its digit, its words and needs, and who bears it."""
    from open287g.rulebook.engine.digits import layout
    from open287g.rulebook.language.provision import provisions

    rows = []
    for p in provisions():
        word, place = layout()[p.id]
        told = {"provision": p.id, "kind": p.kind, "topic": p.topic, "says": p.says, "cites": p.cites}
        rows.append(told | {"word": word, "shift": 2 * place, "needs": list(p.needs), "bearer": _bearer(p)})
    return rows


def _asked_rows() -> list[dict[str, Any]]:
    from open287g.rulebook.engine.cases import asked_bits

    return [{"fact": fact, "word": word, "place": place} for fact, (word, place) in asked_bits().items()]


def _check_rows() -> list[dict[str, Any]]:
    from open287g.rulebook.engine.contradictions import CHECKS, bit

    return [{"bit": bit(check), "facts": ", ".join(check.facts), "says": check.says} for check in CHECKS]


def _bearer(p: Provision) -> str:
    """Whose obligation it is: the agency's, under its agreement, where nothing is asked of act and officer."""
    from open287g.rulebook.language.reach import looks_at_the_act
    from open287g.vocabulary.facts import ACTS

    if looks_at_the_act(p) or p.acts != ACTS:
        return "act"
    return "officer" if any(name.startswith("officer.") for name in p.needs) else "agreement"


def _described(name: str, columns: Mapping[str, str]) -> ir.Table:
    import ibis
    from ibis.backends.sql.datatypes import DuckDBType

    return ibis.table({column: DuckDBType.from_string(type_) for column, type_ in columns.items()}, name=name)


def _named(name: str, made: Mapping[str, ir.Table]) -> ir.Table:
    import ibis

    return ibis.table(made[name].schema(), name=name)


def _sql(table: ir.Table, tables: dict[str, str]) -> str:
    """SQL in which the calendar's tables have names of their own; they are added to `tables`."""
    import ibis
    import ibis.expr.operations as ops

    renamed = {}
    for held in table.op().find(ops.InMemoryTable):
        name = "calendar_" + "_".join(held.schema.names)[:20]
        if name not in tables:
            tables[name] = _parquet(held.data.obj, held.schema)
        renamed[held] = ibis.table(held.schema, name=name).op()
    return str(ibis.to_sql(table.op().replace(renamed).to_expr(), dialect="duckdb", pretty=False))


def _parquet(rows: Sequence[Mapping[str, Any]], schema: Any) -> str:
    """Rows of the calendar as a Parquet file in base64."""
    types = {name: "VARCHAR" if type.is_string() else "BIGINT" for name, type in schema.items()}
    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as con:
        path = Path(folder) / "rows.parquet"
        create(con, "given", types, [tuple(map(row.get, types)) for row in rows])
        con.execute(f"copy given to {literal(path)} (format parquet, compression zstd)")
        return base64.b64encode(path.read_bytes()).decode("ascii")
