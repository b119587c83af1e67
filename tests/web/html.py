"""A strict reader of pages: every element closed in order, no id twice, attributes quoted, headings without gaps."""

from __future__ import annotations

from collections import Counter
from html.parser import HTMLParser

VOID = {"meta", "link", "input", "br", "img", "hr", "source", "wbr", "area", "base", "col", "embed", "track"}
_NEVER_INSIDE = {"p": {"p", "div", "ul", "ol", "table", "section", "h1", "h2", "h3", "nav", "form", "details", "dl"}}
_SVG_EMPTY = {"path", "use", "rect", "circle"}


class Page(HTMLParser):
    """What a page holds; `faults` says what breaks the rules of HTML."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.open: list[str] = []
        self.ids: Counter[str] = Counter()
        self.links: list[str] = []
        self.references: list[str] = []
        self.headings: list[int] = []
        self.text: list[str] = []
        self.elements: Counter[str] = Counter()
        self.inline: list[str] = []
        if not text.lower().startswith("<!doctype html>"):
            self.faults.append("no doctype")
        self.feed(text)
        self.close()
        self._finish()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.elements[tag] += "svg" not in self.open
        names = [name for name, _ in attrs]
        self.faults += [f"<{tag}> has {name} twice" for name, n in Counter(names).items() if n > 1]
        for name, value in given.items():
            self._attribute(tag, name, value or "")
        data = given.get("type") == "application/ld+json"
        if tag in ("script", "style") and "src" not in given and not data:
            self.inline.append(tag)
        if tag == "img" and "alt" not in given:
            self.faults.append("img without alt")
        if self.open and tag in _NEVER_INSIDE.get(self.open[-1], set()):
            self.faults.append(f"<{tag}> inside <{self.open[-1]}>")
        if tag[0] == "h" and tag[1:].isdigit():
            self.headings.append(int(tag[1]))
        if tag not in VOID:
            self.open.append(tag)

    def _attribute(self, tag: str, name: str, value: str) -> None:
        if name == "style" or name.startswith("on"):
            self.inline.append(f"{tag} {name}")
        elif name == "id":
            self.ids[value] += 1
        elif name in ("href", "src", "action"):
            self.links.append(value)
        elif name in ("for", "aria-labelledby", "aria-describedby"):
            self.references += value.split()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()
            if tag not in _SVG_EMPTY:
                self.faults.append(f"<{tag}/> closes itself")

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1] != tag:
            self.faults.append(f"</{tag}> where {self.open[-3:]} is open")
            while self.open and self.open[-1] != tag:
                self.open.pop()
        if self.open:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in ("script", "style") and data.strip():
            self.text.append(data.strip())

    def _finish(self) -> None:
        self.faults += [f"<{tag}> never closed" for tag in self.open]
        self.faults += [f"id {name} {n} times" for name, n in self.ids.items() if n > 1]
        self.faults += [f"no element has the id {name}" for name in self.references if name not in self.ids]
        if self.headings[:1] != [1] or self.headings.count(1) != 1:
            self.faults.append(f"headings begin {self.headings[:3]}, with {self.headings.count(1)} of level 1")
        steps = zip(self.headings, self.headings[1:], strict=False)
        self.faults += [f"heading {b} follows {a}" for a, b in steps if b > a + 1]
        if self.elements["main"] != 1 or self.elements["title"] != 1:
            self.faults.append("not exactly one main and one title")
