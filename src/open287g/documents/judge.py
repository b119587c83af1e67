"""A document against its edition, word by word, each change looked at a second time."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from open287g.documents.alignment.align import Alignment, align
from open287g.documents.alignment.cells import SAME
from open287g.documents.alignment.reading_order import in_order
from open287g.documents.editions.profile import Profile
from open287g.documents.editions.wording import copies, wordings
from open287g.documents.findings.checked import Checked
from open287g.documents.findings.difference import Difference
from open287g.documents.findings.differences import differences, left_out
from open287g.documents.findings.lost_letters import with_lost_letters
from open287g.documents.findings.marks import notes_on
from open287g.documents.findings.other_engine import by_other_engine
from open287g.documents.findings.page_faults import page_faults
from open287g.documents.findings.picture_beside import alone, by_the_picture, read_beside, tells, to_be_seen
from open287g.documents.findings.second_reading import confirmed, reader
from open287g.documents.findings.unread_ink import undrawn, unread
from open287g.documents.findings.word_changes import BESIDE, DOUBTFUL, MISREAD, Comparison, compared
from open287g.documents.pages.engines import engine_named
from open287g.documents.pages.page_text import is_scan
from open287g.documents.pages.running_text import RunningText, running_text_of
from open287g.documents.read_options import ReadOptions
from open287g.documents.words.printed import BLANK, NAME
from open287g.documents.words.vocabulary import shipped_vocabulary


def word_by_word(
    handle: Any, running: RunningText, alignment: Alignment, moved: Sequence[int], options: ReadOptions
) -> tuple[Checked | None, list[Difference]]:
    """How much of the edition was checked, and what differs; `handle` is the opened PDF."""
    faults = page_faults(running, alignment)
    wording = wordings().get(alignment.profile.id)
    if wording is None:
        return None, differences(running, alignment, None, moved, faults)
    without = left_out(faults)
    scans = [index for index in range(len(running.pages)) if is_scan(handle, index)]
    found = compared(running, wording, without, scans)
    found, looked_at, unseen = _looked_at_again(handle, running, found, alignment.profile, (without, scans), options)
    notes = (*notes_on(handle, running.pages, scans, looked_at), *unseen)
    told = differences(running, alignment, found, moved, faults)
    return checked(found, len(copies()[wording.id]), notes, tuple(scans)), told


def of_pages(
    running: RunningText, alignment: Alignment, moved: Sequence[int]
) -> tuple[Checked | None, list[Difference]]:
    """The same for a text that has no pictures: a draft in Word."""
    faults = page_faults(running, alignment)
    wording = wordings().get(alignment.profile.id)
    if wording is None:
        return None, differences(running, alignment, None, moved, faults)
    found = compared(running, wording, left_out(faults))
    return checked(found, len(copies()[wording.id])), differences(running, alignment, found, moved, faults)


def _looked_at_again(
    handle: Any,
    running: RunningText,
    found: Comparison,
    profile: Profile,
    pages: tuple[Collection[int], Sequence[int]],
    options: ReadOptions,
) -> tuple[Comparison, Collection[int], tuple[str, ...]]:
    """`found` as further readings bear it out, the pages whose own words were held against their pictures, and notes on
    those of which that could not be."""
    (without, scans), wording = pages, found.wording

    def anew(texts: Mapping[int, str]) -> Comparison:
        changed = [replace(page, text=texts.get(index, page.text)) for index, page in enumerate(running.pages)]
        again = replace(running_text_of(changed, shipped_vocabulary()), names=running.names)
        again, _, _ = in_order(again, align(again.words, profile, again.fingerprints))
        return compared(again, wording, without, range(len(changed)))

    gone = {index: page.gone for index, page in enumerate(running.pages) if page.gone}
    if options.engine == "none":
        return confirmed(found, scans, lambda _: "", anew, gone), (), ()
    how = (handle, running.pages, options.engine, options.cache, options.limits)
    read = cache(reader(*how))
    again = confirmed(found, scans, read, anew, gone)
    changes = list(by_other_engine(handle, running.pages, again, scans, options.cache, options.limits))
    doubted = [n for n in to_be_seen(handle, running.pages, scans) if n not in without]
    quick = not engine_named(options.engine).name.startswith("rapidocr")  # which takes twenty seconds a page
    texts = read_beside(running.pages, doubted, read) if quick else {}
    beside = by_the_picture(found, texts, reader(*how, finer=True), anew)
    beside = replace(beside, changes=tuple(change for change in beside.changes if tells(change, running)))
    lost = unread(handle, running.pages, found, changes, scans, options.limits)
    changes = [change for change in changes if change not in lost]
    borne = alone(by_other_engine(handle, running.pages, beside, doubted, options.cache, options.limits))
    changes = sorted([*with_lost_letters(changes), *borne], key=lambda change: (change.at, change.doc))
    misread = beside.unchecked.get(MISREAD, 0) + sum(change.at_end - change.at for change in lost)
    unchecked = {**beside.unchecked, MISREAD: misread} if lost else beside.unchecked
    unseen = [f"letters: {n + 1}" for n in doubted if n not in scans and n not in texts]
    unseen += [f"undrawn: {number}" for number in undrawn(handle, running.pages, lost, options.limits)]
    return replace(again, changes=tuple(changes), unchecked=unchecked), texts, tuple(unseen)


def checked(found: Comparison, copies: int, notes: tuple[str, ...] = (), scans: tuple[int, ...] = ()) -> Checked:
    """The counts of `found`. `copies`: memoranda its wording rests on."""
    slots = sum(word in (BLANK, NAME, "@") for word in found.wording.plain)
    words = len(found.wording.words) - slots
    sizes = {grade: 0 for grade in ("sure", DOUBTFUL)}
    for change in found.changes:
        sizes[change.grade] += change.at_end - change.at
    same = sum(cell.at_end - cell.at for cell in found.cells if cell.kind == SAME)
    same -= sum(change.at_end - change.at for change in found.changes if change.why == BESIDE)
    return Checked(
        words, min(same, words), sizes["sure"], sizes[DOUBTFUL], slots, copies, found.unchecked, notes, scans
    )
