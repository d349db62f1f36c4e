"""`dev.py`: what a stranger's first command rests on."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from argparse import Namespace
from pathlib import Path
from types import ModuleType

import pytest

_REPORT = """<?xml version="1.0" encoding="utf-8"?>
<testsuites name="pytest tests"><testsuite name="pytest" tests="9" failures="2" errors="1" skipped="3"/></testsuites>
"""


def test_dev_needs_the_standard_library_only(root: Path) -> None:
    """It runs before anything is installed."""
    tree = ast.parse((root / "dev.py").read_text(encoding="utf-8"))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in imported} <= sys.stdlib_module_names


def test_an_old_python_can_read_dev(root: Path) -> None:
    """Python 3.7 gets as far as the sentence that says which Python is needed."""
    ast.parse((root / "dev.py").read_text(encoding="utf-8"), feature_version=(3, 7))


def test_continuous_integration_is_the_test_verb(root: Path) -> None:
    """`.ci/run` adds nothing to what a person runs."""
    script = root / ".ci" / "run"
    lines = [line for line in script.read_text(encoding="utf-8").splitlines() if line.startswith("python3")]
    assert lines == ["python3 dev.py test"]
    assert os.access(script, os.X_OK)


def test_counts_come_from_pytests_report(dev: ModuleType, tmp_path: Path) -> None:
    """An error in a fixture counts as a failure, and nothing is counted twice."""
    report = tmp_path / "junit.xml"
    report.write_text(_REPORT, encoding="utf-8")
    assert str(dev.read_counts(report)) == "3 passed, 3 failed, 3 skipped"


@pytest.mark.parametrize("text", [None, "", "<testsuites><testsui"], ids=["no file", "empty", "cut off"])
def test_a_report_that_cannot_be_read_counts_nothing(
    dev: ModuleType, tmp_path: Path, text: str | None
) -> None:
    """A pytest that died has passed no test."""
    report = tmp_path / "junit.xml"
    if text is not None:
        report.write_text(text, encoding="utf-8")
    assert dev.read_counts(report) == dev.Counts(0, 0, 0)


@pytest.mark.parametrize(
    ("counts", "steps_pass", "status"),
    [
        ((5, 0, 1), True, 0),
        ((0, 0, 0), True, 1),
        ((0, 0, 4), True, 1),
        ((5, 0, 0), False, 1),
        ((5, 1, 0), True, 1),
    ],
    ids=["all well", "no test found", "every test skipped", "a step failed", "a test failed"],
)
def test_a_run_is_good_only_if_tests_ran_and_all_steps_passed(
    dev: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    counts: tuple[int, int, int],
    *,
    steps_pass: bool,
    status: int,
) -> None:
    """The exit status is 0 for nothing less, and the counts are the last line either way."""
    monkeypatch.setattr(dev, "set_up", lambda lock: None)
    monkeypatch.setattr(dev, "_ensure_programs", dict)
    monkeypatch.setattr(dev, "_ensure_scripts", dict)
    monkeypatch.setattr(dev, "_step", lambda name, command: dev.Result(name, steps_pass, 0.0))
    monkeypatch.setattr(dev, "read_counts", lambda report: dev.Counts(*counts))
    assert dev.test(Namespace()) == status
    assert capsys.readouterr().out.splitlines()[-1] == "{} passed, {} failed, {} skipped".format(*counts)


@pytest.fixture
def checkout(dev: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """A checkout whose set-up steps are written down and not done."""
    done: list[str] = []
    for name in (dev.SITE_LOCK, dev.TEST_LOCK, "pyproject.toml"):
        (tmp_path / name).write_text("one\n", encoding="utf-8")
    python = tmp_path / ".venv" / "python"

    class Builder:
        def __init__(self, **_: object) -> None:
            done.append("environment")

        def create(self, folder: Path) -> None:
            folder.mkdir(exist_ok=True)
            python.touch()

    monkeypatch.setattr(dev, "ROOT", tmp_path)
    monkeypatch.setattr(dev, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(dev, "PYTHON", python)
    monkeypatch.setattr(dev, "STAMP", tmp_path / ".venv" / "stamp.json")
    monkeypatch.setattr(dev.venv, "EnvBuilder", Builder)
    monkeypatch.setattr(dev, "_pip", lambda: ["pip"])  # the tests' own Python may have none
    monkeypatch.delenv("WHEELHOUSE", raising=False)
    monkeypatch.setattr(dev, "_install_lock", lambda pip, name, wheelhouse: done.append(name))
    monkeypatch.setattr(dev, "_run", lambda command, **_: done.append("project"))
    return done


def test_a_second_set_up_does_nothing(dev: ModuleType, checkout: list[str]) -> None:
    """So it needs no network, and the site's environment is part of the tests'."""
    dev.set_up(dev.TEST_LOCK)
    assert checkout == ["environment", dev.TEST_LOCK, "project"]
    checkout.clear()
    dev.set_up(dev.TEST_LOCK)
    dev.set_up(dev.SITE_LOCK)
    assert checkout == []


def test_the_tests_add_to_the_sites_environment(dev: ModuleType, checkout: list[str]) -> None:
    """`test` after `site` makes no environment anew."""
    dev.set_up(dev.SITE_LOCK)
    checkout.clear()
    dev.set_up(dev.TEST_LOCK)
    assert checkout == [dev.TEST_LOCK, "project"]


def test_a_changed_pyproject_installs_the_project_alone(
    dev: ModuleType, checkout: list[str], tmp_path: Path
) -> None:
    """No package is fetched again, and what the tests need stays known to be there."""
    dev.set_up(dev.TEST_LOCK)
    (tmp_path / "pyproject.toml").write_text("two\n", encoding="utf-8")
    checkout.clear()
    dev.set_up(dev.SITE_LOCK)
    dev.set_up(dev.TEST_LOCK)
    assert checkout == ["project"]


def test_a_changed_lock_makes_the_environment_anew(
    dev: ModuleType, checkout: list[str], tmp_path: Path
) -> None:
    """Nothing of an older lock stays behind."""
    dev.set_up(dev.SITE_LOCK)
    (tmp_path / dev.SITE_LOCK).write_text("two\n", encoding="utf-8")
    checkout.clear()
    dev.set_up(dev.SITE_LOCK)
    assert checkout == ["environment", dev.SITE_LOCK, "project"]


def test_an_interrupted_set_up_is_done_again(
    dev: ModuleType, checkout: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The stamp is written last: half an environment is none."""

    def interrupted(pip: list[str], name: str, wheelhouse: Path | None) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(dev, "_install_lock", interrupted)
        with pytest.raises(KeyboardInterrupt):
            dev.set_up(dev.SITE_LOCK)
    checkout.clear()
    dev.set_up(dev.SITE_LOCK)
    assert checkout == ["environment", dev.SITE_LOCK, "project"]


@pytest.mark.parametrize("damage", ["", "{", "[]", '"x"'])
def test_a_damaged_stamp_counts_as_none(dev: ModuleType, checkout: list[str], damage: str) -> None:
    """The environment is made anew rather than trusted."""
    dev.set_up(dev.SITE_LOCK)
    dev.STAMP.write_text(damage, encoding="utf-8")
    checkout.clear()
    dev.set_up(dev.SITE_LOCK)
    assert checkout == ["environment", dev.SITE_LOCK, "project"]


def test_a_moved_checkout_is_set_up_again(
    dev: ModuleType, checkout: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An environment copied along with its checkout would still import the old one's code."""
    dev.set_up(dev.SITE_LOCK)
    stamp = dev.STAMP.read_text(encoding="utf-8").replace(str(dev.ROOT), "/elsewhere")
    dev.STAMP.write_text(stamp, encoding="utf-8")
    checkout.clear()
    dev.set_up(dev.SITE_LOCK)
    assert checkout[0] == "environment"


def test_a_machine_without_pip_is_told_what_to_install(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither pip nor ensurepip: one sentence, no traceback."""
    monkeypatch.setattr(dev.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(dev.SetupError, match="apt-get install python3-pip"):
        dev._pip()


def test_a_missing_wheelhouse_is_named(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is fetched from a network because of a mistyped folder."""
    monkeypatch.setenv("WHEELHOUSE", "no such folder")
    with pytest.raises(dev.SetupError, match="no such folder"):
        dev._wheelhouse()


@pytest.mark.parametrize("works", [True, False], ids=["npm works", "npm fails"])
def test_the_tools_of_the_scripts_are_installed_once(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, *, works: bool
) -> None:
    """The lock says when again; a failure costs the tests that need them, and nothing else."""
    ran: list[list[str]] = []

    def run(command: list[str], *, cwd: Path, **_: object) -> subprocess.CompletedProcess[str]:
        ran.append(command)
        (cwd / "node_modules").mkdir(exist_ok=True)
        return subprocess.CompletedProcess(command, 0 if works else 1)

    folder = tmp_path / "plugins" / "frontend"
    folder.mkdir(parents=True)
    (folder / "package-lock.json").write_text("one", encoding="utf-8")
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    monkeypatch.setattr(dev, "FRONTEND", folder)
    monkeypatch.setattr(dev.shutil, "which", lambda name, **_: f"/bin/{name}")
    monkeypatch.setattr(dev.subprocess, "run", run)
    assert set(dev._ensure_scripts()) == (set() if works else {"npm"})
    dev._ensure_scripts()
    assert len(ran) == (1 if works else 2)
    assert "--ignore-scripts" in ran[0]
    (folder / "package-lock.json").write_text("two", encoding="utf-8")
    dev._ensure_scripts()
    assert len(ran) == (2 if works else 3)


def test_no_node_costs_only_the_tests_that_need_it(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without it is told so, and goes on."""
    monkeypatch.setattr(dev.shutil, "which", lambda name, **_: None)
    assert set(dev._ensure_scripts()) == {"node"}
