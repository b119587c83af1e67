"""API v1 of the office: every read, and every step through the one way in, for programs that hold a token.

`app` puts it together, `doors` lets a bearer in, `events` takes steps in, `subjects`, `clocks`, `proofs` and `files`
read; `described` makes the OpenAPI description from the kinds of events, `problems` tells every error (RFC 9457).
"""

from open287g.office.api.app import api_app as api_app
