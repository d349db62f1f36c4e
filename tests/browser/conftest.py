"""What every test in a browser starts from: the browser, and the demonstration portal on a port."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from browser.visiting import chromium, served


@pytest.fixture(name="browser", scope="module")
def _browser() -> Iterator[Any]:
    with chromium() as browser:
        yield browser


@pytest.fixture(name="served", scope="module")
def _served(demo_site: Path) -> Iterator[str]:
    with served(demo_site) as address:
        yield address
