"""What every test may ask for: the project's root, built portals, and what this machine has."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# A busy machine is no finding, and in CI a change is judged by the change, not by the luck of the draw; at a desk
# every run looks elsewhere.
settings.register_profile(
    "test-run",
    deadline=None,
    derandomize="CI" in os.environ,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("test-run")

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's root."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of material that is not part of the project; a stranger's clone does without it."""
    if not SHARED.is_dir():
        pytest.skip("needs ../shared, which is not part of the project")
    return SHARED


@pytest.fixture(scope="session")
def git_program() -> str:
    """The git program."""
    program = shutil.which("git")
    if program is None:
        pytest.skip("needs the git program")
    return program


@pytest.fixture
def run_git(git_program: str, tmp_path: Path) -> Callable[..., str]:
    """Run git as a person without any configuration of their own would."""
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        **{f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER") for what, value in _PERSON.items()},
    }

    def run(folder: Path, *arguments: str) -> str:
        done = subprocess.run(
            [git_program, *arguments], cwd=folder, env=environment, check=True, capture_output=True, text=True
        )
        return done.stdout.strip()

    return run


_PERSON = {"NAME": "Test", "EMAIL": "test@acme.example", "DATE": "2026-01-02T03:04:05Z"}


Build = Callable[..., subprocess.CompletedProcess[str]]

MINIMAL = """site_name: Minimal
theme: {{name: material, font: false}}
plugins: [{{callboard: {{sources: [{{directory: {sources}}}]}}}}]
"""


@pytest.fixture(scope="session")
def callboard() -> Build:
    """Run the `callboard` command as a user does, in a process of its own."""

    def run(
        *arguments: str | Path, cwd: Path | None = None, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        return _run([sys.executable, "-m", "callboard", *map(str, arguments)], cwd, environment)

    return run


@pytest.fixture(scope="session")
def demo_site(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration portal, built strictly by MkDocs itself."""
    return build_demo(root, tmp_path_factory.mktemp("demo") / "site", "mkdocs")


def build_demo(root: Path, site: Path, host: str, **environment: str) -> Path:
    """Build the demonstration portal with a host (`mkdocs` or `properdocs`) and give its folder."""
    done = _run(
        [
            sys.executable,
            "-m",
            host,
            "build",
            "--strict",
            "-q",
            "-f",
            str(root / "mkdocs.yml"),
            "-d",
            str(site),
        ],
        root,
        {"SOURCE_DATE_EPOCH": "1767322800", **environment},
    )
    assert done.returncode == 0, done.stderr
    return site


def _run(command: list[str], cwd: Path | None, extra: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {
        "PYTHONUTF8": "1", "NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true", **extra,
    }  # fmt: skip
    return subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=300, check=False
    )


@pytest.fixture(scope="session")
def build_minimal(callboard: Build) -> Callable[[Path, str | Path], subprocess.CompletedProcess[str]]:
    """Build the smallest portal there is around a folder of repositories."""

    def build(folder: Path, sources: str | Path) -> subprocess.CompletedProcess[str]:
        (folder / "docs").mkdir(parents=True, exist_ok=True)
        (folder / "docs" / "index.md").write_text("# Start\n")
        (folder / "mkdocs.yml").write_text(MINIMAL.format(sources=sources))
        return callboard("build", "-f", folder / "mkdocs.yml", "-d", folder / "site")

    return build
