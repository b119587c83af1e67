"""To whom notices go: office/notices.yaml of the home. No secret stands in it, only where one is found."""

from __future__ import annotations

from email.headerregistry import Address
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from open287g.core.errors import InputError
from open287g.core.files import read_text_within
from open287g.core.yaml_given import line_twice, yaml_given
from open287g.office.model.roles import ROLES
from open287g.vocabulary.messages import LANGUAGES

_MOST_BYTES = 1 << 20


def _mailbox(text: str) -> str:
    try:
        address = Address(addr_spec=text)
    except (ValueError, IndexError):
        address = None
    if address is None or not (address.username and address.domain and text.isascii() and text.isprintable()):
        raise ValueError("no mailbox")
    return text


def _one_of(words: tuple[str, ...]) -> AfterValidator:
    def known(text: str) -> str:
        if text not in words:
            raise ValueError(f"none of {', '.join(words)}")
        return text

    return AfterValidator(known)


Mailbox = Annotated[str, AfterValidator(_mailbox)]


class _Told(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Recipient(_Told):
    """Who is told of what a role has to do, of all agencies or of these."""

    address: Mailbox
    role: Annotated[str, _one_of(ROLES)]
    agencies: tuple[str, ...] = ()
    language: Annotated[str, _one_of(LANGUAGES)] = "en"


class Mail(_Told):
    """An SMTP server. `password` names the variable of the environment that holds it."""

    host: str
    port: Annotated[int, Field(gt=0, lt=65536)] = 587
    security: Literal["starttls", "tls", "none"] = "starttls"
    user: str = ""
    password: str = ""
    sender: Mailbox
    to: tuple[Recipient, ...]


class Hook(_Told):
    """An address that takes notices as JSON. `secret` names the variable of the environment that signs them; only with
    `near` may it lie inside one's own network.
    """

    address: str = Field(pattern=r"^https?://")
    secret: str
    agencies: tuple[str, ...] = ()
    near: bool = False


class Settings(_Told):
    """`before` are hours before a deadline at which a first notice is given."""

    before: Annotated[float, Field(ge=0, le=24 * 90)] = 12
    mail: Mail | None = None
    hooks: tuple[Hook, ...] = ()


def read_settings(path: Path, wanted: bool) -> Settings:
    """What the file says; the log alone where there is none and none was `wanted`. Raises InputError."""
    if not path.exists() and not wanted:
        return Settings()
    text = read_text_within(path, _MOST_BYTES, "See docs/guide/office.md for what it holds.")
    try:
        return Settings.model_validate(yaml_given(text) or {})
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise InputError(f"{where}: {first['msg']}", str(path), "See docs/guide/office.md for what it holds.") from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        line = line_twice(error)
        what = "cannot be read as YAML" if line is None else f"has a name twice, in line {line}"
        raise InputError(what, str(path), "See docs/guide/office.md.") from None
