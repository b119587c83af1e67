"""Pictures of the office's pages, taken in Chromium: the story of docs/guide/office-pages.md, page by page.

python -m tools.office_pictures                       # into artifacts/office, in English, 1,280 pixels wide
python -m tools.office_pictures --language es --width 375 --out pictures

They are taken of the synthetic office at a fixed day, so that the same program takes the same pictures. The repository
keeps none of them.
"""

from __future__ import annotations

import argparse
import shutil
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import uvicorn
from playwright.sync_api import Browser, sync_playwright

from open287g.office.demo.door import door
from open287g.office.demo.write import write_demo
from open287g.office.office import Office, open_office
from open287g.office.web.app import create_app

AGENCY = "FL-example-county-sheriffs-office"
STORY = (
    ("sign-in", "", "/sign-in"),
    ("home-manager", "manager-1", "/"),
    ("due", "manager-1", "/due?overdue=1"),
    ("officers", "manager-1", "/officers"),
    ("officer-revoked", "manager-1", f"/officers/TFM-02:{AGENCY}:TFM"),
    ("nominate", "manager-1", "/do/officer.nominated"),
    ("roster", "manager-1", "/import"),
    ("signed-text", "manager-1", f"/document?of=agreement:{AGENCY}:TFM:1"),
    ("sessions", "manager-1", "/sessions"),
    ("act", "manager-1", "/acts/enter"),
    ("home-supervisor", "supervisor-1", "/"),
    ("act-override", "supervisor-1", "/acts?state=awaiting+override"),
    ("home-headquarters", "hq-1", "/"),
    ("access", "hq-1", "/access"),
    ("cascade", "hq-1", f"/cascade?if=agreement:{AGENCY}:TFM:1"),
    ("complain", "", "/complain"),
    ("finding", "inspector-1", "/findings/finding-1"),
    ("ledger", "inspector-1", "/ledger"),
    ("replay", "inspector-1", "/ledger/replay?on=2025-10-01&known=2025-10-15"),
    ("accounts", "admin-1", "/accounts"),
)
"""Name of the picture, who looks, and at what."""

TALLEST = 1600
"""Pixels: what of a long page is shown."""


class _Clock:
    """The day on which the story is looked at; it goes on by a second with each look."""

    def __init__(self) -> None:
        self.now = datetime(2026, 4, 14, 14, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@contextmanager
def served(office: Office) -> Iterator[str]:
    """The address of the office, while it is served."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    server = uvicorn.Server(uvicorn.Config(create_app(office, demo=door(office)), port=port, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.05)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(30)


def take(browser: Browser, address: str, out: Path, language: str, width: int) -> int:
    """Take every picture; their bytes together."""
    prefix = "" if language == "en" else f"/{language}"
    for account in dict.fromkeys(who for _, who, _ in STORY):
        page = browser.new_context(viewport={"width": width, "height": 900}).new_page()
        if account:
            page.goto(f"{address}/sign-in")
            page.locator(f"form:has(input[value='{account}']) button").click()
        for name, who, path in STORY:
            if who == account:
                page.goto(address + prefix + path)
                height = min(TALLEST, int(page.evaluate("document.documentElement.scrollHeight")))
                clip = {"x": 0, "y": 0, "width": width, "height": height}
                page.screenshot(path=out / f"{name}.png", full_page=True, clip=clip)  # type: ignore[arg-type]
        page.context.close()
    return sum(path.stat().st_size for path in out.glob("*.png"))


def main() -> None:
    """Make the synthetic office, serve it, look at it."""
    parser = argparse.ArgumentParser(prog="python -m tools.office_pictures", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("artifacts/office"))
    parser.add_argument("--language", choices=("en", "es"), default="en")
    parser.add_argument("--width", type=int, default=1280)
    told = parser.parse_args()
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        sys.exit("Chromium is not installed; tools/test-packages installs it.")
    told.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "office"
        write_demo(home)
        office = open_office(f"sqlite:///{home / 'office' / 'office.sqlite'}", home, _Clock())
        with served(office) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
            size = take(browser, address, told.out, told.language, told.width)
            browser.close()
        office.engine.dispose()
    print(f"{len(STORY)} pictures, {size // 1024:,} KiB, in {told.out}")


if __name__ == "__main__":
    main()
