"""Accuracy of `documents` on the agreements read by hand: precision and recall by field and by difference.

The labels (bench/labels/documents_fields.csv, documents_differences.csv) were read from the page images.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from open287g.core.bundled import read_table_at
from tools.planted_documents import lines as planted
from tools.planted_documents import plants
from tools.planted_words import SCAN_EDITS, TEXT_EDITS, edited_documents, measured
from tools.told_documents import lines as told
from tools.wilson import wilson

ROOT = Path(__file__).resolve().parents[1]
LABELS = ROOT / "bench" / "labels"
MACHINE = ("typed", "stamp", "digital", "printed")
_SECTIONS = {"signature": "Signatures", "title": "Title", "preamble": "Preamble"}

Row = dict[str, str]


@dataclass(frozen=True)
class Score:
    """Right answers, answers given, answers there are."""

    right: int
    given: int
    there: int

    def row(self, subject: str, group: str) -> dict[str, Any]:
        """One line of the report, with 95% Wilson intervals."""
        low, high = wilson(self.right, self.there)
        low_p, high_p = wilson(self.right, self.given)
        return {
            "subject": subject,
            "group": group,
            "right": self.right,
            "given": self.given,
            "labeled": self.there,
            "precision": round(self.right / self.given, 3) if self.given else None,
            "precision_interval": f"{low_p:.3f}-{high_p:.3f}" if self.given else "",
            "recall": round(self.right / self.there, 3) if self.there else None,
            "recall_interval": f"{low:.3f}-{high:.3f}" if self.there else "",
        }


def sample(name: str = "moa") -> Path:
    """The folder of 48 agreements: those that the rules were made on, or `moa-more`, which they were not."""
    shared = os.environ.get("OPEN287G_SHARED")
    return (Path(shared) if shared else ROOT.parent / "shared") / "data" / name


def readings(folder: Path) -> dict[str, Any]:
    """Every document under `folder`, read (or taken from what the home keeps), by file name."""
    from open287g.core.progress import step
    from open287g.core.settings import home
    from open287g.documents.library.library import Library
    from open287g.documents.library.pdf_files import pdfs
    from open287g.documents.read import ReadOptions

    library = Library(home())
    paths = pdfs([folder])
    out = {}
    with step("reading agreements", len(paths)) as progress:
        for result in library.read(paths, ReadOptions(cache=library.ocr)):
            progress.advance()
            if result.document is None:
                raise SystemExit(f"{result.path}: {result.error}")
            out[result.path.name] = result.document
    return out


def run() -> list[dict[str, Any]]:
    """The report's lines; none where the agreements are not at hand."""
    folder = sample()
    if not folder.is_dir():
        return []
    found = readings(folder)
    unseen = readings(sample("moa-more")) if sample("moa-more").is_dir() else {}
    return [
        *field_lines(found, labeled("documents_fields.csv")),
        *field_lines(unseen, labeled("documents_fields_more.csv") if unseen else [], "unseen: "),
        *difference_lines(found, labeled("documents_differences.csv"), "difference"),
        *(Score(right, told, of).row("difference, planted", kind) for kind, right, told, of in planted(plants(found))),
        *told({**found, **unseen}, labeled("documents_told.csv")),
        *planted_words(scan="--scans" in sys.argv),
    ]


def planted_words(scan: bool = False) -> Iterable[dict[str, Any]]:
    """Small edits found, by kind: on text layers, and with `scan` on scans too, where doubtful ones count as found.

    Precision counts every change told of those documents that no edit explains.
    """
    from open287g.core.settings import home
    from open287g.documents.library.library import Library

    ways = [("text", TEXT_EDITS, 4, False), *([("scan", SCAN_EDITS, 8, True)] if scan else [])]
    for way, count, each, as_scan in ways:
        counts = measured(list(edited_documents(count, each)), as_scan, ocr=Library(home()).ocr)
        subject = f"small edit, planted, {way}"
        for kind, there in counts.planted.items():
            found = counts.found[kind] + counts.doubtful[kind]
            yield Score(found, found, there).row(subject, kind)
        every = sum(counts.found.values()) + sum(counts.doubtful.values())
        told = every + counts.alarms + counts.doubts
        yield Score(every, told, sum(counts.planted.values())).row(subject, f"all, {counts.documents} documents")


def field_lines(found: dict[str, Any], labels: Sequence[Row], before: str = "") -> Iterable[dict[str, Any]]:
    """Precision and recall of each field: all documents, machine-written ones, those with a text layer and scans.

    `before` heads the name of each field.
    """
    layered = {name for name, document in found.items() if _has_layer(document)}
    for field, kind_column, same in FIELDS:
        groups: dict[str, list[Row]] = {"all": list(labels)}
        if kind_column:
            groups["machine-written"] = [r for r in labels if _machine(r[kind_column])]
            groups["by hand, blank or none"] = [r for r in labels if not _machine(r[kind_column])]
            groups["machine-written, text layer"] = [r for r in groups["machine-written"] if r["file"] in layered]
            groups["machine-written, scan"] = [r for r in groups["machine-written"] if r["file"] not in layered]
        else:
            groups["text layer"] = [r for r in labels if r["file"] in layered]
            groups["scan"] = [r for r in labels if r["file"] not in layered]
        for group, rows in groups.items():
            yield field_score(field, found, rows, same).row(before + field, group)


def field_score(field: str, found: dict[str, Any], rows: Sequence[Row], same: Callable[[str, str], bool]) -> Score:
    """Right, given and labeled values of one field; `same` tells whether two values mean one thing."""
    right = given = there = 0
    for row in rows:
        said, true = _said(found[row["file"]], field), _parts(row[field])
        there += len(true)
        given += sum(1 for value in said if value)
        right += sum(1 for value, wanted in zip(said, true, strict=False) if value and same(value, wanted))
    return Score(right, given, there)


def _said(document: Any, field: str) -> list[str]:
    if field in ("model", "edition", "revision"):
        return _parts(getattr(document.identity, field))
    value = document.fields[field].value
    return [v or "" for v in value] if isinstance(value, tuple) else _parts(value or "")


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


def _machine(kind: str) -> bool:
    kinds = _parts(kind)
    return bool(kinds) and all(part in MACHINE for part in kinds)


def _has_layer(document: Any) -> bool:
    return sum(page.text_from in ("layer", "decoded") for page in document.pages) * 2 > len(document.pages)


def _letters(text: str) -> str:
    return re.sub(r"[^a-z]", "", text.lower())


def _exact(a: str, b: str) -> bool:
    return a == b


def _alike(a: str, b: str) -> bool:
    return fuzz.ratio(_letters(a), _letters(b)) >= 95


def _same_person(a: str, b: str) -> bool:
    """Surname and first initial agree; a middle initial may be left out."""
    left, right = ([w for w in re.findall(r"[A-Za-z'’]+", n) if w.lower() not in ("jr", "sr")] for n in (a, b))
    if not left or not right:
        return False
    return left[-1].lower() == right[-1].lower() and left[0][0].lower() == right[0][0].lower()


FIELDS: tuple[tuple[str, str, Callable[[str, str], bool]], ...] = (
    ("model", "", _exact),
    ("edition", "", _exact),
    ("revision", "", _exact),
    ("agency", "", _alike),
    ("ice_signatory", "ice_name_kind", _same_person),
    ("ice_title", "", _alike),
    ("ice_signed_on", "ice_date_kind", _exact),
    ("agency_signatories", "agency_name_kind", _same_person),
    ("agency_titles", "agency_title_kind", _alike),
    ("agency_signed_on", "agency_date_kind", _exact),
)


def difference_lines(found: dict[str, Any], labels: Sequence[Row], subject: str) -> Iterable[dict[str, Any]]:
    """Precision and recall of differences from the document's own edition, by kind and together."""
    said, true, pairs = _differences(found, labels)
    for kind in ("negotiated", "addendum", "edition", "assembly"):
        yield Score(
            sum(true[t]["kind"] == kind for _, t in pairs),
            sum(_kind(item) == kind for _, item in said),
            sum(r["kind"] == kind for r in true),
        ).row(subject, kind)
    yield difference_score(found, labels).row(subject, "all")


def difference_score(found: dict[str, Any], labels: Sequence[Row]) -> Score:
    """Right, told and labeled differences of all kinds."""
    said, true, pairs = _differences(found, labels)
    return Score(len(pairs), len(said), len(true))


def _differences(
    found: dict[str, Any], labels: Sequence[Row]
) -> tuple[list[tuple[str, Any]], list[Row], list[tuple[int, int]]]:
    """Differences said, those labeled against the edition each document is of, and which are the same."""
    editions = {name: document.identity.edition for name, document in found.items()}
    true = [r for r in labels if r["kind"] != "none" and r["against"] == editions.get(r["file"])]
    said = [(name, item) for name, document in found.items() for item in document.differences]
    return said, true, match(said, true)


def _kind(item: Any) -> str:
    return "addendum" if item.what == "addendum" else str(item.kind)


def match(said: Sequence[tuple[str, Any]], true: Sequence[Row]) -> list[tuple[int, int]]:
    """Pairs (index said, index labeled) of the same file, kind, section and page, each used once."""
    used: set[int] = set()
    pairs = []
    for i, (name, item) in enumerate(said):
        for t, row in enumerate(true):
            if t not in used and row["file"] == name and _same_difference(item, row):
                used.add(t)
                pairs.append((i, t))
                break
    return pairs


def _same_difference(item: Any, row: Row) -> bool:
    first, last = int(row["page"]), int(row["page_end"] or row["page"])
    if _kind(item) != row["kind"] or item.page_end < first or item.page > last:
        return False
    section = _SECTIONS.get(row["section"], row["section"])
    if row["kind"] == "assembly":
        return not section or not item.section or section == item.section or item.what in row["what"]
    return section == item.section


def labeled(name: str) -> list[Row]:
    """The rows of a file of bench/labels."""
    return list(read_table_at(LABELS / name))


def main() -> None:
    """Print the report."""
    from open287g.cli.show import Format, show_rows

    lines = run()
    if not lines:
        sys.exit(f"The agreements are not at hand: {sample()}")
    show_rows(lines, Format.table, title="Documents: accuracy")


if __name__ == "__main__":
    main()
