"""The whole atlas as a static site: every address of the registry in every language, written by several processes."""

from __future__ import annotations

import gc
import multiprocessing
import os
import re
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from starlette.routing import compile_path

from open287g.core.children import end_with_parent
from open287g.core.errors import InputError, Open287gError
from open287g.core.progress import step
from open287g.core.settings import home as home_folder
from open287g.publish.folder import Written, file_of, links_of, must_resolve, replacing_site, targets_of
from open287g.record.asking.loaded import LoadedRecord
from open287g.ui.serving.headers import policy
from open287g.ui.templates import STATIC
from open287g.vocabulary.messages import LANGUAGES
from open287g.web.server import downloads
from open287g.web.server.routing import page_routes
from open287g.web.server.store import record_file
from open287g.web.server.warm import warm_up
from open287g.web.view.page import Page
from open287g.web.view.registry import PAGES, Address
from open287g.web.view.request import Site, View

_BATCH = 60
"""Pages that a process writes before it asks for more: few, so that all end together."""


_TOLD: set[str] = set()
"""The targets that this process, a worker, has told of already: most stand on every page."""


@dataclass(frozen=True)
class Done:
    """How much was written and checked."""

    pages: int
    files: int
    links: int


@dataclass(frozen=True)
class Job:
    """What one process needs to know."""

    record: Path
    site: Site
    folder: Path


def publish(folder: Path, home: Path | None, origin: str, workers: int) -> Done:
    """Write the site into `folder`; the folder is replaced only when every page is written and every link resolves."""
    record = record_file(home_folder(home))
    parts = urlsplit(origin)
    if origin and not (parts.scheme in ("http", "https") and parts.netloc):
        raise InputError(f"origin {origin!r} is no address", remedy="Write it like https://example.org/287g.")
    site = Site(base=parts.path, origin=f"{parts.scheme}://{parts.netloc}" if origin else "", static=True)
    with replacing_site(folder) as scratch:
        count = workers or os.cpu_count() or 1
        # The exports need the record's file alone: they are written while this process makes what all pages share.
        with _beside(count, downloads.write, record, scratch / "downloads"):
            written = _write(Job(record, site, scratch), count)
        _files(scratch, site, record)
        links = set(links_of(written.targets, site.base))
        must_resolve(scratch, links)
    return Done(written.pages, written.files, len(links))


@contextmanager
def _beside(workers: int, work: Callable[..., object], *args: object) -> Iterator[None]:
    """Of several workers one does `work` while the block runs, and what it raises is raised at the end; one alone
    does it first."""
    if workers == 1:
        work(*args)
        yield
        return
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        done = pool.submit(work, *args)
        yield
        done.result()


def addresses(loaded: LoadedRecord, origin: str = "") -> list[tuple[str, str]]:
    """Every address as (language, path)."""
    every_address = []
    for address in PAGES:
        if address.by_origin and not origin:
            continue
        spoken = LANGUAGES if address.in_languages else LANGUAGES[:1]
        # A page's languages stand together: what both are made of is made once.
        every_address += [(language, path) for path in address.every(loaded) for language in spoken]
    return every_address


def _write(job: Job, workers: int) -> Written:
    page_routes()
    loaded = _loaded(job.record)
    # What is made once is made before the workers part, which have it from here.
    warm_up(loaded)
    gc.freeze()
    wanted = addresses(loaded, job.site.origin)
    batches = [wanted[at : at + _BATCH] for at in range(0, len(wanted), _BATCH)]
    total = Written()
    try:
        with (
            step("writing pages", len(wanted)) as progress,
            ProcessPoolExecutor(workers, initializer=end_with_parent) as pool,
        ):
            for done in pool.map(_batch, [job] * len(batches), batches):
                total += done
                progress.advance(done.pages + done.files)
    except BrokenExecutor:
        told = "a process that wrote pages was ended from outside; what stood there is as it was"
        remedy = "Often memory ran out: close other programs, or give fewer --workers."
        raise Open287gError(told, remedy=remedy) from None
    finally:
        gc.unfreeze()
    return total


@cache
def _loaded(record: Path) -> LoadedRecord:
    return LoadedRecord.load(record)


def _batch(job: Job, wanted: list[tuple[str, str]]) -> Written:
    done = Written()
    for language, path in wanted:
        page = render(View(_loaded(job.record), language, path, {}, job.site))
        html = page.media_type.startswith("text/html")
        prefix = "" if language == "en" else f"/{language}"
        _put(f"{job.folder}/{file_of(prefix + path, html)}", page.body)
        if html:
            done.pages += 1
            done.targets |= targets_of(str(page.body))
        else:
            done.files += 1
    done.targets -= _TOLD
    _TOLD.update(done.targets)
    return done


def _put(file: str, body: str | bytes) -> None:
    """Write a file into a folder that is there or not; thirty thousand times, so without a detour."""
    content = body if isinstance(body, bytes) else body.encode()
    try:
        with open(file, "xb") as out:  # noqa: PTH123
            out.write(content)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(file), exist_ok=True)  # noqa: PTH103, PTH120
        with open(file, "xb") as out:  # noqa: PTH123
            out.write(content)


def render(view: View) -> Page:
    """The page at the view's path."""
    for address, pattern in _patterns():
        match = pattern.match(view.path)
        if match:
            return address.render(view, **match.groupdict())
    raise InputError(f"no page is at {view.path!r}")


@cache
def _patterns() -> list[tuple[Address, re.Pattern[str]]]:
    return [(address, compile_path(address.pattern)[0]) for address in PAGES]


def _files(folder: Path, site: Site, record: Path) -> None:
    shutil.copytree(STATIC, folder / "static", dirs_exist_ok=True)
    error = View(_loaded(record), "en", "/", {}, site).render("error.html", code=404, detail="", unknown=False)
    (folder / "404.html").write_text(str(error.body), encoding="utf-8")
    headers = [f"/*\n  Content-Security-Policy: {policy()}\n  X-Content-Type-Options: nosniff"]
    headers.append("  Referrer-Policy: no-referrer\n/embed/*\n  ! X-Frame-Options")
    (folder / "_headers").write_text("\n".join(headers) + "\n", encoding="utf-8")
    (folder / ".nojekyll").write_text("", encoding="utf-8")
