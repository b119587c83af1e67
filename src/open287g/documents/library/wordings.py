"""Making the shipped wordings again from the documents in folders."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from open287g.core.bundled import read_table
from open287g.core.cells import csv_text
from open287g.core.files import write_atomic
from open287g.documents.agreement_document import AgreementDocument
from open287g.documents.alignment.cells import OTHER, Cell, cells
from open287g.documents.editions.derive import Copy, voting, wording_text
from open287g.documents.editions.from_documents import make
from open287g.documents.editions.profile_files import save
from open287g.documents.editions.wording import FEW, wording_of
from open287g.documents.library.library import Library
from open287g.documents.library.reading import read_files
from open287g.documents.pages import pdf
from open287g.documents.pages.limits import DEFAULT
from open287g.documents.pages.page_text import is_scan
from open287g.documents.words.printed import plain

OFFSHOOTS = {"TFM-2025-early": "TFM-2025"}
"""Wordings that few copies show, and the wording from which they differ little."""
_MAILBOX = re.compile(r"\S*@\S*")
COPIES = ("profile", "sha256", "file", "read")
CORRECTIONS = ("profile", "printed", "correct", "evidence")
_DIGITS = 12
"""Digits of a hash that name a document in a table."""
VARIANTS = ("profile", "section", "standard", "variant", "copies")


def make_wordings(library: Library, folders: Sequence[Path], to: Path) -> list[dict[str, Any]]:
    """Read the PDFs under `folders` and write the wordings they hold to `to`; one row each: profile, words, copies."""
    results = [result for result in read_files(library, folders) if result.document]
    digital = {result.document.sha256 for result in results if result.document and not _is_scanned(result.path)}
    documents = [result.document for result in results if result.document]
    pages = {document.sha256: [page.text for page in document.pages] for document in documents}
    save(to, make(pages))
    rows = write_wordings(documents, digital, to / "wordings")
    write_variants(documents, to / "wordings")
    return rows


def write_wordings(documents: Iterable[AgreementDocument], digital: set[str], folder: Path) -> list[dict[str, Any]]:
    """Write what `documents` print alike, and which of them voted; `digital`: the hashes of those that are no scans."""
    by_hash = {document.sha256: document for document in documents}
    found = derived({sha: [page.text for page in one.pages] for sha, one in by_hash.items()}, digital)
    copies = []
    for profile, (text, names) in found.items():
        write_atomic(folder / f"{profile}.txt", text.encode())
        copies += [(profile, sha, by_hash[sha].file, _read(by_hash[sha])) for sha in names]
    write_atomic(folder / "copies.csv", csv_text(COPIES, copies).encode())
    return [
        {"profile": profile, "words": len(plain(text)), "copies": len(names)}
        for profile, (text, names) in found.items()
    ]


def derived(documents: Mapping[str, Sequence[str]], digital: Collection[str] = ()) -> dict[str, tuple[str, list[str]]]:
    """The wordings that `documents` (name -> page texts) share: the file's content, and the names that voted."""
    groups = voting(documents, digital)
    out = {
        profile: (wording_text(profile, [copy for _, copy in found]), sorted(name for name, _ in found))
        for profile, found in groups.items()
        if profile not in OFFSHOOTS
    }
    out = {profile: (corrected(profile, text), names) for profile, (text, names) in out.items()}
    for profile, stem in OFFSHOOTS.items():
        if profile in groups and stem in out:
            text = corrected(profile, offshoot(out[stem][0], stem, [copy for _, copy in groups[profile]]))
            out[profile] = (text, sorted(name for name, _ in groups[profile]))
    return out


def corrected(profile: str, text: str) -> str:
    """The file of a wording with what a person has set right, each with its evidence (`corrections.csv`)."""
    for row in read_table("documents/data/wordings/corrections.csv", CORRECTIONS):
        if row["profile"] == profile:
            printed, correct = (row[name].replace("\\n", "\n") for name in ("printed", "correct"))
            text = text.replace(printed, correct)
    return re.sub(r"\n{2,}", "\n", text)


def offshoot(content: str, stem: str, copies: Sequence[Copy]) -> str:
    """The file of a wording that few copies show: the wording `content` of `stem` with what all `copies` change in it
    alike."""
    wording = wording_of(stem, content)
    told: Counter[tuple[int, int, str]] = Counter()
    for copy in copies:
        words = [word.word for word in copy.words]
        for cell in _changed(cells(words, wording)):
            said = _MAILBOX.sub("{mailbox}", "".join(copy.printed[cell.doc : cell.doc_end])).split()
            told[cell.at, cell.at_end, " ".join(said)] += 1
    text = wording.text
    heads = dict(zip(wording.starts, wording.names, strict=True))
    parts: list[str] = []
    changed = {at: (at_end, said) for (at, at_end, said), count in told.items() if count == len(copies) >= 2}
    at = 0
    while at < len(wording.words):
        if at in heads:
            parts.append(f"\n== {heads[at]}\n")
        at_end, put = changed.get(at, (at, ""))
        parts.append(f"{put} " if put else "")
        at = at_end
        if at < len(wording.words) and (at not in heads or at_end == at):
            end = wording.words[at + 1].start if at + 1 < len(wording.words) else len(text)
            parts.append(text[wording.words[at].start : end])
            at += 1
    return re.sub(r"\n{2,}", "\n", "".join(parts)).strip() + "\n"


def _changed(found: Sequence[Cell]) -> Iterator[Cell]:
    """The changes of a layout, cells that follow each other joined."""
    last: Cell | None = None
    for cell in found:
        if cell.kind != OTHER:
            if last:
                yield last
            last = None
        else:
            last = cell if last is None else last._replace(at_end=cell.at_end, doc_end=cell.doc_end)


def write_variants(documents: Iterable[AgreementDocument], folder: Path) -> None:
    """Write the wordings other than the edition's that `FEW` or more documents share: ICE's, no agency's own.

    `copies` holds the first digits of the sha256 of each document that has it.
    """
    shared: defaultdict[tuple[str, str, str, str], set[str]] = defaultdict(set)
    for document in documents:
        for d in document.differences:
            if d.word_class and d.grade == "sure" and d.kind != "assembly":
                said = (" ".join(plain(d.standard)), " ".join(plain(d.words)))
                shared[document.identity.profile, d.section, *said].add(document.sha256[:_DIGITS])
    rows = sorted((*key, " ".join(sorted(which))) for key, which in shared.items() if len(which) >= FEW)
    write_atomic(folder / "variants.csv", csv_text(VARIANTS, rows).encode())


def _read(document: AgreementDocument) -> str:
    by_ocr = sum(page.text_from == "ocr" for page in document.pages)
    return "ocr" if by_ocr * 2 > len(document.pages) else "layer"


def _is_scanned(path: Path) -> bool:
    with pdf.opened(path, str(path), DEFAULT) as handle:
        return sum(is_scan(handle, index) for index in range(len(handle))) * 3 >= len(handle)
