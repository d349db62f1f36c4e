"""The pictures in README and docs, taken of the demonstration portal as it is now.

    python bench/screenshots.py

Builds the portal into a temporary folder, opens its pages in the system's Chromium and writes
docs/images/*.png. Needs Playwright (a test dependency) and Chromium.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
PAYMENT = "catalog/default/component/payment-service/"
# Name, address, colour scheme, width and height.
PICTURES = (
    ("entity", PAYMENT, "light", 1366, 860),
    ("incident", f"{PAYMENT}incident/", "light", 1000, 860),
    ("catalog", "catalog/", "light", 1366, 860),
    ("atlas", f"atlas/?g={quote('2+payment-service+1')}", "dark", 1366, 860),
    ("documentation", "docs/default/component/payment-service/architecture/", "light", 1366, 860),
    ("home", "", "light", 1366, 860),
)


def main() -> None:
    """Build, look, write."""
    with tempfile.TemporaryDirectory(prefix="callboard-pictures-") as folder:
        command = [
            sys.executable,
            "-m",
            "callboard",
            "build",
            "-q",
            "-f",
            str(ROOT / "mkdocs.yml"),
            "-d",
            folder + "/site",
        ]
        subprocess.run(command, check=True)
        IMAGES.mkdir(exist_ok=True)
        _take(f"{Path(folder, 'site').as_uri()}/")


def _take(site: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
        )
        for name, address, scheme, width, height in PICTURES:
            context = browser.new_context(
                viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce"
            )
            page = context.new_page()
            path, _, query = address.partition("?")
            page.goto(f"{site}{path}index.html{f'?{query}' if query else ''}")
            page.wait_for_timeout(1500)
            page.screenshot(path=IMAGES / f"{name}.png")
            context.close()
        browser.close()


if __name__ == "__main__":
    main()
