"""What a page function gets: the office, who asks, in which language, the address and what was posted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import Any, TypeVar
from urllib.parse import quote, urlencode

from sqlalchemy import Connection
from starlette.datastructures import FormData, UploadFile
from starlette.responses import HTMLResponse, RedirectResponse, Response

from open287g.core.errors import InputError
from open287g.office.clocks.due import Due, due
from open287g.office.clocks.outlook import Without, without_authority
from open287g.office.desk import Desk, desk_of
from open287g.office.ledger.append import read_head
from open287g.office.ledger.database import read
from open287g.office.office import Office
from open287g.office.web import sessions
from open287g.office.web.menu import menu_of
from open287g.office.web.registry import shown_at
from open287g.office.web.site import Site
from open287g.office.web.templates_of import environment
from open287g.vocabulary import messages

Done = TypeVar("Done")

CARRIED = frozenset({"of", "if", "entry", "to", "state", "page", "who", "overdue", "on", "known", "done"})
"""What of an address goes along into the other language; a code or state of a sign-in does not."""


@dataclass(frozen=True)
class View:
    """One request. `desk` is there while its transaction is; `visitor` is the address that limits count by."""

    site: Site
    language: str = "en"
    path: str = "/"
    query: Mapping[str, str] = field(default_factory=dict)
    form: FormData = field(default_factory=FormData)
    token: str = ""
    account: str = ""
    visitor: str = ""
    cookies: Mapping[str, str] = field(default_factory=dict)
    desk: Desk | None = None

    @property
    def office(self) -> Office:
        """The office."""
        return self.site.office

    @property
    def gettext(self) -> Callable[[str], str]:
        """A message in the reader's language."""
        return messages.translations(self.language).gettext

    @property
    def now(self) -> datetime:
        """The office's clock."""
        return self.office.clock()

    @property
    def menu(self) -> list[tuple[str, str]]:
        """The pages that open to who asks: addresses and words."""
        return menu_of(self.desk) if self.desk is not None and self.account else []

    @property
    def at_desk(self) -> Desk:
        """The desk of who asks."""
        assert self.desk is not None, "asked for outside of a transaction"
        return self.desk

    def reading(self, work: Callable[[View], Done]) -> Done:
        """`work` within one transaction that sees one state."""

        def inside(connection: Connection) -> Done:
            return work(replace(self, desk=desk_of(connection, self.account, self.now)))

        return read(self.office.engine, inside)

    def url(self, path: str) -> str:
        """The address of a page in the reader's language."""
        return self._in(self.language, path)

    def same_in(self, language: str) -> str:
        """This page in another language, about the same thing; of what only takes forms, the page above it."""
        told = {name: value for name, value in self.query.items() if name in CARRIED}
        if self.told("of"):
            told["of"] = self.told("of")
        asked = f"?{urlencode(told)}" if told else ""
        return self._in(language, quote(shown_at(self.path), safe="/:@")) + asked

    def _in(self, language: str, path: str) -> str:
        return self.site.base + ("" if language == "en" else f"/{language}") + path

    def form_token(self) -> str:
        """The token of one more form."""
        return sessions.form_token(self.token)

    def file(self, content: bytes, name: str, media: str) -> Response:
        """A file to download."""
        return Response(content, media_type=media, headers={"content-disposition": f'attachment; filename="{name}"'})

    def has_upload(self, name: str) -> bool:
        """Whether a file was chosen."""
        file = self.form.get(name)
        return isinstance(file, UploadFile) and bool(file.filename)

    def upload(self, name: str) -> bytes | None:
        """What a file of the form holds; None where none was chosen."""
        file = self.form.get(name)
        return file.file.read() if isinstance(file, UploadFile) and file.filename else None

    def told(self, name: str) -> str:
        """A field of the form that was posted."""
        value = self.form.get(name, "")
        return value.strip() if isinstance(value, str) else ""

    def page(self, template: str, status: int = 200, **context: Any) -> Response:
        """Fill a template; what the account is comes with it."""
        if self.account and self.desk is None:
            return self.reading(lambda inside: inside.page(template, status, **context))
        return HTMLResponse(environment(self.language).get_template(template).render(view=self, **context), status)

    def go(self, path: str) -> Response:
        """Send the reader to a page."""
        return RedirectResponse(self.url(path), 303)

    def dues(self, agencies: list[str]) -> list[Due]:
        """What is due in these agencies, to the minute; counted anew when the ledger grew."""
        minute = self.now.replace(second=0, microsecond=0)
        return self._kept(("due", minute, tuple(agencies)), lambda c: due(c, minute, agencies))

    def without(self, agency_id: str, ending: str = "") -> Without:
        """What has no authority behind it in an agency today."""
        day = self.at_desk.today(agency_id)
        return self._kept(("falls", day, agency_id, ending), lambda c: without_authority(c, agency_id, day, ending))

    def _kept(self, about: tuple[Any, ...], make: Callable[[Connection], Done]) -> Done:
        """What all who see as much share while the ledger is as it was."""
        desk = self.at_desk
        return self.site.remembered.once((self.root, desk.role, desk.own, *about), lambda: make(desk.connection))

    @cached_property
    def root(self) -> str:
        """The root of the ledger in this transaction."""
        return read_head(self.at_desk.connection).root

    def page_number(self) -> int:
        """The page of a list that the address asks for. Raises InputError."""
        text = self.query.get("page", "1")
        if not (text.isascii() and text.isdigit() and 0 < len(text) < 7 and int(text) >= 1):
            raise InputError("page is not a page number", remedy="Pages count from 1.")
        return int(text)
