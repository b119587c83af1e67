"""Take pictures of every kind of page, for people to look at: `make look`.

python -m tools.look [--home HOME] [--out artifacts/look] [KIND ...]

Each kind in both languages at 1280, 375 and 320 pixels, light and dark, and as printed, taken from a server of its own.
An index.html beside them shows all. Needs Chromium (tools/test-packages installs it).
"""

from __future__ import annotations

import argparse
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError

from playwright.sync_api import Browser, sync_playwright

KINDS = {
    "nation": "/",
    "state": "/state/FL",
    "state-none": "/state/CA",
    "county": "/county/12021",
    "county-none": "/county/06037",
    "county-town": "/county/48201",
    "county-sheriff": "/county/01051",
    "county-ended": "/county/13135",
    "county-banned": "/county/24003",
    "agency": "/agency/FL-collier-county-sheriffs-office",
    "agreement": "/agreement/FL-collier-county-sheriffs-office:TFM:1",
    "rules": "/rules/wso.at-release",
    "compare": "/rules/compare",
    "walk": "/walk",
    "walk-agency": "/walk/JEM-TFM?of=FL-collier-county-sheriffs-office",
    "changes": "/changes",
    "law": "/law",
    "asof": "/asof/2025-04-24",
    "documents": "/documents?q=detainer",
    "document": "/document/0095d8dda8b1",
    "clauses": "/documents/clauses",
    "event": "/event/listed-0028db34e931",
    "dossier": "/county/12021/dossier/read",
    "oversight": "/oversight",
    "controls": "/oversight/controls",
    "costs": "/costs/note?model=TFM&officers=10&wage=28+34+41&county=12021",
    "before-2021": "/agency/AL-alabama-department-of-public-safety",
    "quality": "/quality",
    "signals": "/quality/signals",
    "snapshots": "/quality/snapshots",
    "data": "/data",
    "api": "/data/api",
    "search": "/search?q=houston",
}
LOOKS = (
    *((width, scheme, "screen") for width in (1280, 375, 320) for scheme in ("light", "dark")),
    (1280, "light", "print"),
)


@contextmanager
def server(home: str | None) -> Iterator[str]:
    """The address of a server over the record of `home`."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "open287g",
        "serve",
        "--port",
        str(port),
        "--rate",
        "0",
        *(["--home", home] if home else []),
    ]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        while process.poll() is None:
            try:
                urllib.request.urlopen(f"{address}/health", timeout=60).close()
                break
            except URLError:
                time.sleep(0.2)
        else:
            sys.exit("The server did not start: run `open287g build` first.")
        yield address
    finally:
        process.terminate()
        process.wait(timeout=60)


def picture(browser: Browser, address: str, path: str, look: tuple[int, str, str], file: Path) -> None:
    """One picture of one page."""
    width, scheme, medium = look
    context = browser.new_context(
        viewport={"width": width, "height": 900 if width > 700 else 812},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page = context.new_page()
    page.goto(address + path)
    page.wait_for_load_state("networkidle")
    page.emulate_media(media="print" if medium == "print" else "screen")
    page.screenshot(path=file, full_page=True)
    context.close()


def main() -> None:
    """Take the pictures."""
    parser = argparse.ArgumentParser(prog="python -m tools.look", description=__doc__)
    parser.add_argument("kinds", nargs="*", help=f"only these of {', '.join(KINDS)}")
    parser.add_argument("--home")
    parser.add_argument("--out", type=Path, default=Path("artifacts/look"))
    asked = parser.parse_args()
    chosen = {kind: path for kind, path in KINDS.items() if not asked.kinds or kind in asked.kinds}
    asked.out.mkdir(parents=True, exist_ok=True)
    shown = []
    with server(asked.home) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for kind, path in chosen.items():
            for language in ("", "/es"):
                for look in LOOKS:
                    file = asked.out / f"{kind}{language.replace('/', '-')}-{'-'.join(map(str, look))}.png"
                    picture(browser, address, language + path, look, file)
                    shown.append(file.name)
            print(f"{kind}: {len(LOOKS) * 2} pictures", file=sys.stderr)
        browser.close()
    rows = "".join(
        f'<figure><img src="{name}" loading="lazy" width="320"><figcaption>{name}</figcaption></figure>'
        for name in shown
    )
    (asked.out / "index.html").write_text(f"<!doctype html><title>Look</title>{rows}", encoding="utf-8")


if __name__ == "__main__":
    main()
