"""The static site: whole, in both languages, links checked, replaced only when complete; releases byte for byte."""

from __future__ import annotations

import json
import resource
from pathlib import Path

import pytest

from open287g.core.errors import DamageError, InputError
from open287g.publish.folder import MARK, broken, must_resolve
from open287g.record.asking.loaded import LoadedRecord
from open287g.web import static_site
from open287g.web.static_site import addresses, publish
from open287g.web.view.registry import PAGES
from tests.web.html import Page
from tests.web.thin_site import thinned


@pytest.fixture(scope="module")
def site(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample record published under a path; counties, rules and days are thinned to a few."""
    folder = tmp_path_factory.mktemp("site") / "site"
    with thinned():
        publish(folder, sample_home, "https://example.org/287g", 1)
    return folder


def test_every_kind_of_page_is_written_in_both_languages(site: Path) -> None:
    for path in ("", "state/FL", "county/12021", "agency/FL-collier-county-sheriffs-office", "walk", "asof/2025-04-24"):
        for prefix in ("", "es"):
            text = (site / prefix / path / "index.html").read_text()
            assert Page(text).faults == []
            assert f'<html lang="{prefix or "en"}"' in text
    others = "feeds/nation.atom es/feeds/state/FL.json search-index.json map/nation.svg 404.html sitemap.xml"
    for name in (
        *others.split(),
        "card/nation.png",
        "downloads/datapackage.json",
        "downloads/csv/agencies.csv",
        "static/site.css",
    ):
        assert (site / name).stat().st_size > 0, name


def test_a_site_under_a_path_links_only_under_it(site: Path) -> None:
    for file in ("index.html", "es/state/FL/index.html", "data/index.html"):
        inside = [link for link in Page((site / file).read_text()).links if link.startswith("/")]
        assert inside and all(link.startswith("/287g/") for link in inside)
    feed = json.loads((site / "feeds/nation.json").read_text())
    assert feed["items"][0]["url"].startswith("https://example.org/287g/changes/")
    assert feed["items"][1]["url"].startswith("https://example.org/287g/event/")


def test_the_whole_site_has_an_address_for_every_registered_page(loaded: LoadedRecord) -> None:
    paths = {path for language, path in addresses(loaded, "https://example.org") if language == "en"}
    for address in PAGES:
        start = address.pattern.split("{")[0]
        if list(address.every(loaded)):
            assert any(path.startswith(start) for path in paths), address.pattern
    assert not any(path.startswith("/card/") for _, path in addresses(loaded)), "nobody is led to a card by no address"
    assert len(paths) > 9_000


def test_broken_links_are_found_and_nothing_is_put_in_place(sample_home: Path, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a/index.html").write_text('<p id="here">')
    links = {("/a", "here"), ("/a", "gone"), ("/b", ""), ("/a", "")}
    assert broken(tmp_path, links) == ["/a#gone", "/b"]
    with pytest.raises(DamageError, match="2 internal links"):
        must_resolve(tmp_path, links)
    target = tmp_path / "target"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(static_site, "addresses", lambda loaded, origin: [("en", "/about")])
        with pytest.raises(DamageError):
            publish(target, sample_home, "", 1)
    assert not target.exists()


def test_a_folder_with_other_files_is_left_alone(sample_home: Path, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(InputError, match="no published site"):
        publish(tmp_path, sample_home, "", 1)
    assert (tmp_path / "thesis.txt").read_text() == "mine"
    with pytest.raises(InputError, match="is no address"):
        publish(tmp_path / "new", sample_home, "example.org", 1)


def test_the_mark_lets_a_site_be_written_again(sample_home: Path, tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(static_site, "addresses", lambda loaded, origin: [("en", "/embed/nation")])
        patch.setattr(static_site, "must_resolve", lambda folder, links: None)
        publish(tmp_path / "site", sample_home, "", 1)
        (tmp_path / "site/old.html").write_text("old")
        publish(tmp_path / "site", sample_home, "", 1)
    assert (tmp_path / "site" / MARK).exists()
    assert not (tmp_path / "site/old.html").exists()
    assert [p.name for p in tmp_path.iterdir()] == ["site"]


def test_a_page_that_the_disk_takes_in_part_is_an_error(tmp_path: Path) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    try:
        with pytest.raises(OSError, match="File too large"):
            static_site._put(str(tmp_path / "state" / "FL.html"), "x" * 5000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
