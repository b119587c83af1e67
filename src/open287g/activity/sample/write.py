"""A synthetic, labeled log: proper acts under every model and edition, and planted violations, each with its label.

`data/sample.yaml` says what is proper and how to go wrong. The same number of acts and seed give the same rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

from open287g.activity.sample.acts_sql import acts_sql, as_written, labels_sql, load_tables
from open287g.activity.sample.people import people_of
from open287g.activity.sample.templates import templates_of
from open287g.core.bundled import read_yaml
from open287g.core.errors import InputError
from open287g.core.progress import step
from open287g.core.sql import literal, number, write_csv

MOST = 1_000_000_000
CSV_UP_TO = 1_000_000

README = """This log is synthetic. open287g made it: no agency, officer, person or act in it is real.

acts       the log ({acts} acts, seed {seed}), in which times are written with and without an offset; audit it with
           open287g audit {file} --officers officers.csv --agreements agreements.csv --out audit
officers   the roster
agreements the agreements
labels     what was planted: act, provision, and whether it fails or is left open. Every other act is proper.
"""


@dataclass(frozen=True)
class Sample:
    """What was written: rows of acts and of labels, and the provisions planted."""

    acts: int
    labels: int
    provisions: tuple[str, ...]
    acts_file: Path


@cache
def recipes() -> dict[str, Any]:
    """The bundled description."""
    described: dict[str, Any] = read_yaml("activity/data/sample.yaml")
    return described


def write_sample(out: Path, acts: int, seed: int = 0, violations: float = 0.05) -> Sample:
    """Write acts, officers, agreements and labels below `out`; `violations` is the share planted."""
    if not 1 <= acts <= MOST:
        raise InputError(f"cannot make {acts} acts", remedy=f"Ask for 1 to {MOST}.", exit_code=2)
    if not 0 <= violations <= 0.9:
        raise InputError(f"a share of {violations} violations is too large", remedy="Ask for 0 to 0.9.", exit_code=2)
    book = recipes()
    templates, people = templates_of(book, violations), people_of(book, acts)
    con = duckdb.connect()
    con.execute("set timezone = 'UTC'; set enable_progress_bar = false")
    load_tables(con, book, templates, people)
    with step("writing the sample log") as progress:
        con.execute(
            f"copy ({acts_sql(book, acts, seed, templates)}) to {literal(out / 'acts.parquet')} (format parquet)"
        )
        progress.advance()
    con.execute(f"copy ({labels_sql(acts, seed, templates)}) to {literal(out / 'labels.parquet')} (format parquet)")
    for name in ("officers", "agreements"):
        write_csv(con, name, out / f"{name}.csv")
    labels = number(con, f"select count(*) from {literal(out / 'labels.parquet')}")
    acts_file = out / "acts.parquet"
    if acts <= CSV_UP_TO:
        acts_file = out / "acts.csv"
        write_csv(con, f"({as_written(literal(out / 'acts.parquet'))})", acts_file)
        write_csv(con, literal(out / "labels.parquet"), out / "labels.csv")
    (out / "README.txt").write_text(README.format(acts=acts, seed=seed, file=acts_file.name), encoding="utf-8")
    planted = sorted({provision for one in templates for provision in (*one.fails, *one.open)})
    return Sample(acts, labels, tuple(planted), acts_file)
