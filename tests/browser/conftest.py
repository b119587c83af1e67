"""A real server over the real record, and real Chromium; skipped with a clear word where Chromium is not installed."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import URLError

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

SHOTS = Path(__file__).parents[2] / "artifacts" / "screenshots"
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}

Opened = Callable[..., Page]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(scope="session")
def server(home: Path) -> Iterator[str]:
    """The address of `open287g serve` over the record of the bundled lists."""
    port = free_port()
    program = Path(sys.executable).with_name("open287g")
    command = [program, "serve", "--port", str(port), "--rate", "0", "--home", str(home)]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL, env=os.environ | {"OPENBLAS_NUM_THREADS": "1"})
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(address, process)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=120)


def _left(failure: str | None) -> bool:
    """The page was left, or the answer became a download."""
    return failure == "net::ERR_ABORTED"


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 240
    while True:
        try:
            with urllib.request.urlopen(f"{address}/health", timeout=120):
                return
        except URLError:
            assert process.poll() is None and time.monotonic() < end, "the server did not start"
            time.sleep(0.1)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium; closed with the module, since no other event loop can run while Playwright's does."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.skip("Chromium is not installed; tools/test-packages installs it")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture
def opened(chromium: Browser, server: str) -> Iterator[Opened]:
    """Opens a page: `opened("/walk", phone=True, dark=True, scripts=False)`. What its console complains of fails."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def go(path: str, *, phone: bool = False, dark: bool = False, scripts: bool = True) -> Page:
        context = chromium.new_context(
            viewport=PHONE if phone else DESKTOP,  # type: ignore[arg-type]  # a plain dict is what it takes
            color_scheme="dark" if dark else "light",
            java_script_enabled=scripts,
            has_touch=phone,
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda m: complaints.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("requestfailed", lambda r: None if _left(r.failure) else complaints.append(f"{r.url}: {r.failure}"))
        page.on("request", lambda r: None if r.url.startswith(server) else complaints.append(f"third party: {r.url}"))
        page.goto(server + path)
        page.wait_for_load_state("networkidle")
        return page

    yield go
    for context in contexts:
        context.close()
    assert complaints == []
