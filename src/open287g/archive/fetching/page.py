"""ICE's 287(g) page: which of its links lead to the two lists and to agreements."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from lxml import etree, html

from open287g.archive.links import unwrap
from open287g.archive.store.errors import FetchError
from open287g.archive.workbooks.package import looks_like
from open287g.core.guarded import Bounds, read_each

MAX_LISTS = 12
BOUNDS = Bounds(seconds=60, memory=2 * 2**30)
"""What reading one page may cost; ICE's takes a hundredth of a second."""
_SHEET = re.compile(r"\.(xls[xmb]?|csv|tsv|ods)$", re.IGNORECASE)
_OTHER_FILE = re.compile(r"\.(pdf|docx?|pptx?|jpe?g|png|gif|svg|mp[34]|zip|ics)$", re.IGNORECASE)
_DOWNLOAD = re.compile(r"(^|[/_-])(file-)?download", re.IGNORECASE)
_MOA = re.compile(r"MOA|[_-](JEM|TFM|WSO)[_-]|memorandum of agreement", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_KINDS = (("pending", "pending"), ("participating", "participat"))


@dataclass(frozen=True)
class ListLink:
    """What may be a list; `kind` is "participating", "pending" or "", as its file name or else its link text says.

    Only its content tells what it is. `is_sure` where the page leaves no doubt that a list is meant: a file that is
    called so.
    """

    kind: str
    address: str
    is_sure: bool = True


@dataclass(frozen=True)
class IcePage:
    """What the page links, each address once, in the order of the page."""

    lists: list[ListLink]
    moas: list[str]


def read_page_apart(content: bytes, address: str, where: str) -> IcePage:
    """The same as `read_page`, in a process that a page made to be slow or large ends with."""
    (outcome,) = read_each(_read_from, [(content, address, where)], BOUNDS, jobs=1, forked=True)
    if outcome.answer is None:
        failure = outcome.failure
        what, remedy = (failure.what, failure.remedy) if failure else ("this page cannot be read", "")
        raise FetchError(what, where=where, remedy=remedy or _REMEDY)
    return outcome.answer


def _read_from(page: tuple[bytes, str, str]) -> IcePage:
    return read_page(*page)


def read_page(content: bytes, address: str, where: str = "") -> IcePage:
    """The links of the page delivered from `address`; `FetchError` naming `where` unless one may be a list."""
    where = where or address
    lists: dict[str, ListLink] = {}
    moas: dict[str, None] = {}
    others: list[str] = []
    for target, text in _anchors(content, address, where):
        path = unquote(urlsplit(target).path)
        if path.lower().endswith(".pdf") and _MOA.search(f"{path} {text}"):
            moas.setdefault(target)
        elif target.rstrip("/") != address.rstrip("/") and (link := _list_link(target, path, text)):
            lists.setdefault(target, link)
        elif _OTHER_FILE.search(path) and (kind_named(path.rpartition("/")[2]) or kind_named(text)):
            others.append(target)
    if others and not any(link.kind for link in lists.values()):
        what = f"the list is linked as a file that is no list ({others[0]})"
        raise FetchError(what, where=where, remedy=f"Look at it in a browser. {_REMEDY}")
    _require_lists(list(lists.values()), where)
    return IcePage(list(lists.values()), list(moas))


def _list_link(target: str, path: str, text: str) -> ListLink | None:
    """The link as one to a list; None where it cannot be one."""
    if _OTHER_FILE.search(path):
        return None
    kind = kind_named(path.rpartition("/")[2]) or kind_named(text)
    is_file = bool(_SHEET.search(path) or _DOWNLOAD.search(path))
    return ListLink(kind, target, bool(kind) and is_file) if kind or is_file else None


def links_lists(content: bytes) -> bool:
    """Whether this is a web page that links a list of ICE."""
    if looks_like(content) != "a web page":
        return False
    try:
        return bool(read_page(content, "https://www.ice.gov/").lists)
    except FetchError:
        return False


def absolute(href: str, base: str) -> str | None:
    """`href` as a whole http(s) address without fragment, unwrapped from mail scanners; None if it is anything else."""
    try:
        named = href.strip().replace(" ", "%20")
        joined = named if _SCHEME.match(named) else urljoin(base, named)
        link = unwrap(joined)
        # An archived page links archived files: those are what it showed, not the files that lie there today.
        target = urldefrag(joined if link.wrapped == "archive" else link.url).url
        urlsplit(target)  # What was unwrapped, or lost its fragment, may be no address either.
    except ValueError:
        return None
    return target if target.startswith(("http://", "https://")) else None


def _anchors(content: bytes, address: str, where: str) -> Iterator[tuple[str, str]]:
    try:
        root = html.document_fromstring(content)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise FetchError("this is not a web page", where=where, remedy=_REMEDY) from error
    base = _base(root, address)
    for anchor in root.iter("a"):
        target = absolute(anchor.get("href") or "", base)
        if target:
            label = " ".join((anchor.get("title") or "", anchor.get("aria-label") or ""))
            yield target, f"{' '.join(map(str, anchor.itertext()))} {label}"


def _base(root: html.HtmlElement, address: str) -> str:
    """By what the page's links are made whole: the page's own word, if that is an address, else where it came from."""
    named = root.find(".//base[@href]")
    try:
        return address if named is None else urljoin(address, named.get("href", "").strip())
    except ValueError:
        return address


def kind_named(words: str) -> str:
    """Which of the two lists a file's name or a link's text says it is; empty where neither."""
    return next((kind for kind, word in _KINDS if word in words.lower()), "")


def _require_lists(lists: list[ListLink], where: str) -> None:
    if not any(link.kind for link in lists):
        raise FetchError(
            "no link to the list of participating nor of pending agencies: this is not the 287(g) page as it is known",
            where=where,
            remedy=_REMEDY,
        )
    if len(lists) > MAX_LISTS:
        raise FetchError(
            f"{len(lists)} links to lists, where ICE's page has two: this is not the 287(g) page as it is known",
            where=where,
            remedy=_REMEDY,
        )


_REMEDY = (
    "Open the address in a browser. If the page has moved, name it: open287g update --page URL. "
    "If it needs a browser, save its lists and run: open287g archive add FILE..."
)
