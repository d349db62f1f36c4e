"""What the architecture tests read: the project's own settings and files."""

from __future__ import annotations

import ast
import importlib.util
import sys
import tomllib
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest


@pytest.fixture(scope="session")
def settings(root: Path) -> dict[str, Any]:
    """What pyproject.toml says."""
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def modules(root: Path) -> dict[Path, ast.Module]:
    """Every module of the package, read but not run."""
    folder = root / "plugins" / "callboard"
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(folder.rglob("*.py"))}


@pytest.fixture(scope="session")
def dev(root: Path) -> ModuleType:
    """`dev.py`, imported and not run."""
    spec = importlib.util.spec_from_file_location("dev", root / "dev.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["dev"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module
