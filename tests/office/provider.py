"""A provider of identities for tests: a real server with discovery, consent, PKCE and signed tokens, and its faults."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, OctKey

CLIENT, SECRET = "office-client", "office-secret-of-the-client"


@dataclass
class Fake:
    """The provider: who is signed in there, and what it does wrong."""

    issuer: str = ""
    subject: str = "person-17"
    claims: dict[str, Any] = field(default_factory=dict)
    spoil: str = ""
    now: float = 0
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    key: ECKey = field(default_factory=lambda: ECKey.generate_key("P-256", {"kid": "one", "use": "sig"}))
    other: ECKey = field(default_factory=lambda: ECKey.generate_key("P-256", {"kid": "one", "use": "sig"}))

    def discovery(self) -> dict[str, Any]:
        at = self.issuer
        told = {"issuer": at, "authorization_endpoint": f"{at}/authorize", "token_endpoint": f"{at}/token",
                "jwks_uri": f"{at}/keys", "token_endpoint_auth_methods_supported": ["client_secret_basic"]}  # fmt: skip
        return told | ({"issuer": "https://elsewhere.example"} if self.spoil == "issuer of discovery" else {})

    def authorize(self, asked: dict[str, str]) -> str:
        """Where the browser is sent back to; the person consents at once."""
        assert asked["client_id"] == CLIENT and asked["response_type"] == "code" and "openid" in asked["scope"]
        assert asked["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe(8)
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state'], 'iss': self.issuer})}"

    def token(self, form: dict[str, str], authorization: str) -> tuple[int, dict[str, Any]]:
        asked = self.codes.pop(form.get("code", ""), None)
        right = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        proof = base64.urlsafe_b64encode(hashlib.sha256(form.get("code_verifier", "").encode()).digest())
        good = asked is not None and authorization == f"Basic {right}" and asked["redirect_uri"] == form["redirect_uri"]
        if asked is None or not good or proof.rstrip(b"=").decode() != asked["code_challenge"]:
            return 400, {"error": "invalid_grant"}
        now = int(self.now or time.time())
        claims = {"iss": self.issuer, "aud": CLIENT, "sub": self.subject, "iat": now, "exp": now + 300,
                  "nonce": asked["nonce"], **self.claims}  # fmt: skip
        return 200, {"access_token": "x", "token_type": "Bearer", "id_token": self.signed(claims)}

    def signed(self, claims: dict[str, Any]) -> str:
        told = {name: value for name, value in claims.items() if value is not None}
        if self.spoil == "no signature":
            parts = [json.dumps({"alg": "none"}), json.dumps(told)]
            return ".".join(base64.urlsafe_b64encode(one.encode()).rstrip(b"=").decode() for one in parts) + "."
        if self.spoil == "signed by the shared secret":
            return jwt.encode({"alg": "HS256"}, told, OctKey.import_key(SECRET))
        key = self.other if self.spoil == "signed by another" else self.key
        return jwt.encode({"alg": "ES256", "kid": "one"}, told, key)


def _handler(fake: Fake) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            if fake.spoil == "down":
                return self._json(503, {})
            if parts.path == "/authorize":
                self.send_response(302)
                asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
                self.send_header("location", fake.authorize(asked))
                self.end_headers()
                return None
            keys = KeySet([fake.key]).as_dict(private=False)
            told = {"/.well-known/openid-configuration": fake.discovery(), "/keys": keys}
            return self._json(200, told[parts.path])

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"])).decode()
            form = {name: values[0] for name, values in parse_qs(body).items()}
            self._json(*fake.token(form, self.headers.get("authorization", "")))

        def _json(self, status: int, told: dict[str, Any]) -> None:
            content = json.dumps(told).encode()
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    return Handler


@contextmanager
def provider() -> Iterator[Fake]:
    """A running provider."""
    fake = Fake()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(fake))
    fake.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
