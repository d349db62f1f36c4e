"""What every module of the package has in common."""

from __future__ import annotations

import ast
import importlib.metadata
from pathlib import Path

_SAYS_NOTHING = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "misc"}


def test_every_module_says_what_it_is_for(modules: dict[Path, ast.Module]) -> None:
    """Each module, and so each stratum, opens with a docstring."""
    assert [str(path) for path, tree in modules.items() if not ast.get_docstring(tree)] == []


def test_every_folder_of_modules_is_a_package(root: Path, modules: dict[Path, ast.Module]) -> None:
    """A folder without `__init__.py` would be a namespace package, which the import contracts do not see."""
    assert [str(path) for path in modules if not (path.parent / "__init__.py").exists()] == []


def test_no_name_says_nothing(modules: dict[Path, ast.Module]) -> None:
    """No module or package is called after what it fails to say."""
    words = {path: set(path.stem.split("_")) | {path.parent.name} for path in modules}
    assert [str(path) for path, used in words.items() if used & _SAYS_NOTHING] == []


def test_no_import_is_relative(modules: dict[Path, ast.Module]) -> None:
    """Every import names its module from the root, so that a reader sees which stratum it crosses to."""
    relative = [
        f"{path}:{node.lineno}"
        for path, tree in modules.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert relative == []


def test_annotations_are_never_run(modules: dict[Path, ast.Module]) -> None:
    """Every module postpones its annotations."""
    without = [
        str(path)
        for path, tree in modules.items()
        if not any(isinstance(node, ast.ImportFrom) and node.module == "__future__" for node in tree.body)
    ]
    assert without == []


def test_entry_points_load() -> None:
    """Each door of the distribution leads somewhere."""
    points = importlib.metadata.distribution("callboard").entry_points
    assert {(point.group, point.name) for point in points} >= {
        ("console_scripts", "callboard"),
        ("mkdocs.plugins", "callboard"),
    }
    assert all(callable(point.load()) for point in points)
