"""Atom (RFC 4287) and JSON Feed 1.1 from the same items."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from xml.etree import ElementTree as ET

_ATOM = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True)
class Item:
    """One entry: `id` never changes; `day` is when it became known; `link` leads to its evidence."""

    id: str
    title: str
    text: str
    link: str
    day: date


@dataclass(frozen=True)
class Feed:
    """A feed: `self_link` is its own address, `page` the page it follows, `updated` the day of the newest list."""

    id: str
    title: str
    subtitle: str
    language: str
    self_link: str
    page: str
    updated: date
    items: Sequence[Item]


def atom(feed: Feed) -> str:
    """The feed as Atom."""
    ET.register_namespace("", _ATOM)
    root = ET.Element(f"{{{_ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": feed.language})
    for name, text in (("id", feed.id), ("title", feed.title), ("subtitle", feed.subtitle)):
        _add(root, name, text)
    _add(root, "updated", _instant(feed.updated))
    _add(root, "link", None, href=feed.self_link, rel="self", type="application/atom+xml")
    _add(root, "link", None, href=feed.page, rel="alternate", type="text/html")
    _add(_add(root, "author", None), "name", "open287g")
    for item in feed.items:
        entry = _add(root, "entry", None)
        _add(entry, "id", item.id)
        _add(entry, "title", item.title)
        _add(entry, "updated", _instant(item.day))
        _add(entry, "link", None, href=item.link, rel="alternate", type="text/html")
        _add(entry, "content", item.text, type="text")
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode")


def json_feed(feed: Feed) -> str:
    """The feed as JSON Feed."""
    body = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "description": feed.subtitle,
        "language": feed.language,
        "home_page_url": feed.page,
        "feed_url": feed.self_link,
        "items": [
            {
                "id": item.id,
                "url": item.link,
                "title": item.title,
                "content_text": item.text,
                "date_published": _instant(item.day),
            }
            for item in feed.items
        ],
    }
    return json.dumps(body, ensure_ascii=False, indent=1)


def _instant(day: date) -> str:
    return datetime(day.year, day.month, day.day, tzinfo=UTC).isoformat().replace("+00:00", "Z")


def _add(parent: ET.Element, name: str, text: str | None, **attributes: str) -> ET.Element:
    child = ET.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
    if text is not None:
        child.text = "".join(sign for sign in text if sign >= " " or sign in "\t\n")
    return child
