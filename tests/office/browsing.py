"""A browser without scripts over the pages of an office: keeps cookies, follows nothing, fills in forms as they are."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape

from starlette.testclient import TestClient
from starlette.types import ASGIApp

from open287g.office.demo.door import door
from open287g.office.web.app import create_app
from tests.office.agency import House


def application(found: House, *, secure: bool = False, open_door: bool = True) -> ASGIApp:
    """The pages over an office; its accounts come in by the door of a synthetic one."""
    return create_app(found.office, secure=secure, demo=door(found.office) if open_door else None)


@dataclass
class Answer:
    """One answer."""

    status: int
    text: str
    headers: dict[str, str]

    @property
    def words(self) -> str:
        """What a reader sees, in one line."""
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", self.text)).split())

    def links(self, beginning: str) -> list[str]:
        """The links that begin so."""
        return [unescape(one) for one in re.findall(r'href="([^"]+)"', self.text) if one.startswith(beginning)]

    def fields(self) -> dict[str, str]:
        """The hidden fields of the last form of the page."""
        form = self.text.rpartition('<form class="sheet"')[2]
        return {n: unescape(v) for n, v in re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form)}


@dataclass
class Browser:
    """Somebody before the pages."""

    app: ASGIApp
    client: TestClient = field(init=False)

    def __post_init__(self) -> None:
        self.client = TestClient(self.app, follow_redirects=False, base_url="http://testserver")

    def get(self, path: str, **headers: str) -> Answer:
        answer = self.client.get(path, headers=headers)
        return Answer(answer.status_code, answer.text, dict(answer.headers))

    def post(self, path: str, data: dict[str, str], **more: object) -> Answer:
        answer = self.client.post(path, data=data, **more)  # type: ignore[arg-type]
        return Answer(answer.status_code, answer.text, dict(answer.headers))

    def token(self, page: str = "/complain") -> str:
        """The token of some form of a page."""
        found = re.search(r'name="form" value="([^"]+)"', self.get(page).text)
        assert found is not None
        return found[1]

    def enter(self, account: str) -> Browser:
        """Come in as an account, by the door."""
        self.client.cookies.clear()
        assert self.post("/demo", {"form": self.token(), "account": account}).status == 303
        return self

    def fill(self, page: str, path: str = "", **told: str) -> Answer:
        """Open a form, fill it in and send it to where it stands, or to `path`."""
        shown = self.get(page)
        assert shown.status == 200, (page, shown.status)
        return self.post(path or page.partition("?")[0], {**shown.fields(), **told})

    def follow(self, answer: Answer) -> Answer:
        """The page that an answer sends to."""
        assert answer.status == 303, (answer.status, answer.words[:600])
        return self.get(answer.headers["location"])
