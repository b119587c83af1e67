"""An organization's provider of identities (OpenID Connect): what it says of itself, and its words checked.

Addresses come from its discovery document, which has to name the issuer that the administrator named. Everything is
fetched over TLS (a provider on this machine aside), in bounded time and size, and nothing is followed elsewhere.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import httpx2
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from open287g.core.errors import InputError, Open287gError

SIGNED_BY = ["RS256", "PS256", "ES256", "EdDSA"]
"""Signatures that are taken; none by a shared secret, and never none at all."""

MOST, SECONDS = 512 * 1024, 10.0
"""Bytes and seconds of an answer of the provider."""

LEEWAY = 60
"""Seconds by which the provider's clock may differ."""

LONGEST = 255
"""Characters of a subject (OpenID Connect Core, 2)."""

VARIABLES = {"issuer": "ISSUER", "client_id": "CLIENT", "client_secret": "SECRET", "back": "BACK", "acr": "ACR"}
PREFIX = "OPEN287G_OFFICE_OPENID_"


class Distrusted(Open287gError):
    """The provider cannot be reached, or what it said does not hold. Nobody comes in; the log says why."""


@dataclass(frozen=True)
class Provider:
    """A provider as the administrator named it. `back` is the office's own address to which people come back; with
    `acr` the provider has to say that they proved themselves so (such as by two factors).
    """

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    back: str
    acr: str = ""

    def __post_init__(self) -> None:
        for name in ("issuer", "back"):
            _safe(getattr(self, name), name)


def provider_of_environment() -> Provider | None:
    """The provider that OPEN287G_OFFICE_OPENID_ISSUER, _CLIENT, _SECRET, _BACK and _ACR name, if one is named."""
    told = {name: os.environ.get(PREFIX + variable, "") for name, variable in VARIABLES.items()}
    if not told["issuer"]:
        return None
    lacking = [PREFIX + VARIABLES[name] for name, value in told.items() if not value and name != "acr"]
    if lacking:
        raise InputError("is not set, though an issuer is", ", ".join(lacking))
    return Provider(**told)


def _safe(address: str, what: str) -> None:
    parts = urlsplit(address)
    near = parts.hostname in ("127.0.0.1", "::1", "localhost")
    if not parts.hostname or parts.scheme not in (("https", "http") if near else ("https",)):
        raise InputError("is no https:// address", what)


def discover(provider: Provider) -> Mapping[str, Any]:
    """What the provider says of itself. Raises Distrusted where it speaks for another issuer."""
    told = fetch("GET", provider.issuer.rstrip("/") + "/.well-known/openid-configuration")
    if told.get("issuer") != provider.issuer:
        raise Distrusted("the discovery document is of another issuer")
    for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
        if not isinstance(told.get(name), str):
            raise Distrusted(f"the discovery document has no {name}")
        _safe(told[name], name)
    return told


def fetch(method: str, address: str, **more: Any) -> Mapping[str, Any]:
    """A JSON object of the provider. Raises Distrusted."""
    content = b""
    try:
        with (
            httpx2.Client(timeout=SECONDS, follow_redirects=False, trust_env=False) as client,
            client.stream(method, address, **more) as answer,
        ):
            for part in answer.iter_bytes():
                content += part
                if len(content) > MOST:
                    raise Distrusted("the provider's answer is too long")
            if answer.status_code != 200:
                raise Distrusted(f"the provider answered {answer.status_code}")
        told = json.loads(content)
    except (httpx2.HTTPError, ValueError, RecursionError) as error:
        raise Distrusted(f"the provider's answer cannot be read ({type(error).__name__})") from None
    if not isinstance(told, dict):
        raise Distrusted("the provider's answer is no object")
    return told


def token_of(provider: Provider, about: Mapping[str, Any], code: str, verifier: str) -> str:
    """The ID token for a code, fetched from the provider itself."""
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": provider.back, "code_verifier": verifier}
    ways = about.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    more: dict[str, Any] = {"auth": (provider.client_id, provider.client_secret)}
    if "client_secret_basic" not in ways:
        form |= {"client_id": provider.client_id, "client_secret": provider.client_secret}
        more = {}
    told = fetch("POST", about["token_endpoint"], data=form, **more).get("id_token")
    if not isinstance(told, str):
        raise Distrusted("the provider gave no ID token")
    return told


def subject_of(provider: Provider, about: Mapping[str, Any], token: str, nonce: str, now: datetime) -> str:
    """Whom an ID token is of (OpenID Connect Core, 3.1.3.7). Raises Distrusted."""
    try:
        keys = KeySet.import_key_set(fetch("GET", about["jwks_uri"]))  # type: ignore[arg-type]  # checked by it
        claims = jwt.decode(token, keys, algorithms=SIGNED_BY).claims
        wanted: dict[str, Any] = {
            "iss": {"essential": True, "value": provider.issuer},
            "aud": {"essential": True, "value": provider.client_id},
            "sub": {"essential": True}, "exp": {"essential": True}, "iat": {"essential": True},
            "nonce": {"essential": True, "value": nonce},
        }  # fmt: skip
        if provider.acr:
            wanted["acr"] = {"essential": True, "value": provider.acr}
        jwt.JWTClaimsRegistry(now=lambda: int(now.timestamp()), leeway=LEEWAY, **wanted).validate(claims)
    except (JoseError, ValueError, KeyError, TypeError) as error:
        raise Distrusted(f"the ID token does not hold ({type(error).__name__})") from None
    several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if (several or "azp" in claims) and claims.get("azp") != provider.client_id:
        raise Distrusted("the ID token was made for another program")
    if not isinstance(claims["sub"], str) or not 0 < len(claims["sub"]) <= LONGEST:
        raise Distrusted("the ID token names nobody")
    return str(claims["sub"])
