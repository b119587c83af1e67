"""Packs raw workbooks into the bundle that the package ships, with the registers of published ids."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from open287g.core.bundled import read_table
from open287g.core.cells import csv_text
from open287g.core.errors import InputError
from open287g.core.files import write_atomic
from open287g.core.folders import files_in, rewriting_folder
from open287g.record.build import understand
from open287g.record.reading.bundle import write_bundle
from open287g.record.reading.corpus import Corpus
from open287g.record.reading.gather import read_files

DATA = Path(__file__).parent / "data"
_OWN = {"bundle", "agencies.csv", "agreement_ids.csv", "retired_ids.csv", "signatures.csv", "statements.csv"}


def pack(paths: Iterable[Path], folder: Path = DATA) -> Corpus:
    """Read every workbook under `paths` and write `folder`/bundle, agencies.csv and agreement_ids.csv, all at once.

    Ids already in the package's agencies.csv stay what they are; an id of an agreement stays in its register for good.
    Raises InputError where there is nothing to pack, or where `folder` holds what is none of the record's data.
    """
    files = sorted({file for path in paths for file in _workbooks(path)})
    if not files:
        raise InputError("no workbook (.xlsx) to pack", ", ".join(map(str, paths)), "Name a folder of ICE's lists.")
    corpus = read_files(files)
    with rewriting_folder(folder, _OWN) as scratch:
        _write(corpus, scratch)
    return corpus


def _write(corpus: Corpus, folder: Path) -> None:
    write_bundle(corpus, folder / "bundle")
    draft = understand(corpus)
    spelled = [(agency.agency_id, draft.spellings[number]) for agency in draft.agencies for number in agency.spellings]
    lines = [(agency_id, spelling.state, spelling.name, spelling.county) for agency_id, spelling in spelled]
    text = csv_text(("agency_id", "state", "name", "county"), lines)
    write_atomic(folder / "agencies.csv", text.encode())
    before = {row["agreement_id"] for row in read_table("record/data/agreement_ids.csv")}
    ids = sorted(before | {agreement.agreement_id for agreement in draft.agreements})
    write_atomic(folder / "agreement_ids.csv", csv_text(("agreement_id",), ([name] for name in ids)).encode())


def _workbooks(path: Path) -> list[Path]:
    if path.is_dir():
        return [file for file in files_in(path) if file.suffix == ".xlsx" and not file.name.startswith(".")]
    return [path]
