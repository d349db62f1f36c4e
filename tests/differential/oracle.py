"""Where Backstage's own code comes from: the oracle beside the project, installed once into the cache."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Final

import pytest

_ROOT: Final = Path(__file__).resolve().parents[2]
_SOURCES: Final = _ROOT.parent / "shared" / "backstage-oracle"
_CACHE: Final = _ROOT / ".callboard"
_PROGRAM: Final = "oracle.mjs"
_TOP: Final = (_PROGRAM, "package.json", "package-lock.json")
_NODE: Final = 20
_PATIENCE: Final = 300
_INSTALL: Final = (
    "ci", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error",
    "--fetch-retries=1", "--fetch-retry-mintimeout=1000", "--fetch-timeout=30000",
)  # fmt: skip


def oracle_program() -> Path:
    """The program that runs Backstage's code on a folder, or a skip that says what is missing.

    `CALLBOARD_ORACLE` names one that is installed already.
    """
    named = os.environ.get("CALLBOARD_ORACLE", "")
    if named:
        if not Path(named).is_file():
            pytest.fail(f"CALLBOARD_ORACLE={named} is no file")
        return Path(named)
    if not (_SOURCES / _PROGRAM).is_file():
        pytest.skip("needs ../shared/backstage-oracle, which is not part of the project")
    if _node_version() < _NODE or shutil.which("npm") is None:
        pytest.skip(f"needs Node {_NODE} or newer and npm, to run Backstage's code")
    return _installed() / _PROGRAM


def _node_version() -> int:
    """The first part of Node's version, 0 where there is no Node."""
    if shutil.which("node") is None:
        return 0
    said = subprocess.run(["node", "--version"], check=True, capture_output=True, text=True, timeout=60)
    return int(said.stdout.strip().removeprefix("v").partition(".")[0])


def _installed() -> Path:
    """The oracle with its packages; what its lock pins has a folder of its own.

    The folder appears when it is complete. Of two runs that install it at once, the later one throws its own
    away.
    """
    home = _CACHE / f"oracle-{_digest()}"
    if home.is_dir():
        return home
    _CACHE.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=_CACHE, prefix="oracle.") as made:
        folder = Path(made, "oracle")
        for path in _sources():
            target = folder / path.relative_to(_SOURCES)
            target.parent.mkdir(parents=True, exist_ok=True)
            # The contents without the mode: the sources may be read-only, and the copy must not be.
            shutil.copyfile(path, target)
        _run_npm(folder)
        try:
            folder.rename(home)
        except OSError:
            if not home.is_dir():
                raise
    return home


def _sources() -> list[Path]:
    return [_SOURCES / name for name in _TOP] + sorted((_SOURCES / "lib").glob("*.mjs"))


def _digest() -> str:
    state = hashlib.sha256()
    for path in _sources():
        state.update(path.read_bytes())
    return state.hexdigest()[:16]


def _run_npm(folder: Path) -> None:
    try:
        done = subprocess.run(
            ["npm", *_INSTALL], cwd=folder, check=False, capture_output=True, text=True, timeout=_PATIENCE
        )
    except subprocess.TimeoutExpired:
        pytest.skip(f"npm did not install Backstage's packages within {_PATIENCE} seconds")
    if done.returncode:
        codes = {line.split()[-1] for line in done.stderr.splitlines() if " code " in line}
        pytest.skip(f"npm could not install Backstage's packages: {', '.join(sorted(codes)) or 'no reason'}")
