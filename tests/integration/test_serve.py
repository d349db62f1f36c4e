"""The live preview."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from trees import write_tree

SECONDS = 60
DESCRIPTOR = """apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: pay, title: NAME}
spec: {type: library, lifecycle: production, owner: team}
"""


@pytest.fixture(name="address")
def _address(tmp_path: Path) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    write_tree(
        tmp_path,
        {
            "mkdocs.yml": f"site_name: X\ndev_addr: 127.0.0.1:{port}\ntheme: {{name: material, font: false}}\n"
            "plugins: [{callboard: {sources: [{directory: repositories}]}}]\n",
            "docs/index.md": "# X\n",
            "repositories/a/catalog-info.yaml": DESCRIPTOR.replace("NAME", "Before"),
        },
    )
    server = subprocess.Popen(
        [sys.executable, "-m", "callboard", "serve", "-f", str(tmp_path / "mkdocs.yml")],
        env=os.environ | {"PYTHONUTF8": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    yield f"http://127.0.0.1:{port}/catalog/default/component/pay/"
    server.terminate()
    server.wait(timeout=SECONDS)


def test_a_change_of_a_source_shows(address: str, tmp_path: Path) -> None:
    """The page is there, and follows its descriptor."""
    assert _comes_to_show(address, "<h1>Before</h1>")
    descriptor = tmp_path / "repositories" / "a" / "catalog-info.yaml"
    descriptor.write_text(DESCRIPTOR.replace("NAME", "After"))
    assert _comes_to_show(address, "<h1>After</h1>")


def _comes_to_show(address: str, text: str) -> bool:
    """Whether the page shows the text before the time is up."""
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                if text in answer.read().decode():
                    return True
        except OSError:
            pass
        time.sleep(0.2)
    return False
