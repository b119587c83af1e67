"""Whether a server can listen where it is told to, before it says that it does."""

from __future__ import annotations

import socket

from open287g.core.errors import InputError


def must_be_free(host: str, port: int) -> None:
    """Raises InputError where something else listens there, or nothing can."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise InputError(
                f"cannot listen on {host} port {port}: {error.strerror}",
                remedy=f"Stop what uses it, or choose another: --port {port + 1} (make run PORT={port + 1}).",
            ) from error


def address(host: str, port: int) -> str:
    """The address that a person types."""
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


def is_here_alone(host: str) -> bool:
    """Whether only this machine reaches it."""
    return host in ("127.0.0.1", "::1", "localhost")
