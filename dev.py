#!/usr/bin/env python3
"""Set up, build and test Callboard on a machine that has Python and pip, and nothing else.

python3 dev.py site    set up and build the demonstration portal into site/
python3 dev.py test    set up and run the whole test run
python3 dev.py setup   set up for both, and stop there
python3 dev.py fix     format, and mend what the linter can mend
python3 dev.py lock    renew the two lock files (--upgrade: take the newest releases)
python3 dev.py clean   remove the environment, the built portal and every cache

Only the standard library is used here. What is installed goes into .venv and is pinned, with digests, in
requirements.lock and requirements-test.lock. WHEELHOUSE=folder installs from that folder, without a network.
"""

from __future__ import annotations

import sys

if sys.version_info < (3, 11):
    sys.exit(
        f"Callboard needs Python 3.11 or newer; this is Python {sys.version.split()[0]} ({sys.executable})."
    )

import argparse
import ctypes
import hashlib
import importlib.metadata
import importlib.util
import json
import os
import re
import shutil
import subprocess
import tempfile
import time
import venv
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

ROOT: Final = Path(__file__).resolve().parent
VENV: Final = ROOT / ".venv"
BIN: Final = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON: Final = BIN / ("python.exe" if os.name == "nt" else "python")
STAMP: Final = VENV / "callboard-setup.json"
SITE: Final = ROOT / "site"
FRONTEND: Final = ROOT / "plugins" / "frontend"

SITE_LOCK: Final = "requirements.lock"
TEST_LOCK: Final = "requirements-test.lock"

_CACHES: Final = (
    ".callboard",
    ".mypy_cache",
    ".ruff_cache",
    ".pytest_cache",
    ".hypothesis",
    ".import_linter_cache",
)
_PIP_WITH_PYTHON_OPTION: Final = (22, 3)
_DEGRADED: Final = 3
"""`callboard build` published the portal, but a source failed."""


class SetupError(Exception):
    """What the machine lacks, in a sentence that says what to do about it."""


def main() -> int:
    """Run one verb; the exit status is 0 only if all of it went well."""
    arguments = _parser().parse_args()
    try:
        return int(arguments.verb(arguments))
    except SetupError as error:
        print(f"dev.py: {error}", file=sys.stderr)
    except subprocess.CalledProcessError as error:
        print(f"dev.py: {_shown(error.cmd)} ended with status {error.returncode}", file=sys.stderr)
    except OSError as error:
        print(f"dev.py: {error}", file=sys.stderr)
    except KeyboardInterrupt:
        print("dev.py: interrupted; run it again to go on", file=sys.stderr)
        return 130
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="dev.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    for name, (verb, text) in _VERBS.items():
        sub = verbs.add_parser(name, help=text, description=text)
        sub.set_defaults(verb=verb)
        if name == "lock":
            sub.add_argument("--upgrade", action="store_true", help="take the newest releases in range")
    return parser


# --- the verbs ---------------------------------------------------------------------------------------------


def site(_: argparse.Namespace) -> int:
    """Build the demonstration portal and say how to open it."""
    set_up(SITE_LOCK)
    with _told("Building the demonstration portal into site/"):
        status = _run([PYTHON, "-m", "callboard", "build", "-f", "mkdocs.yml", "-d", "site"], check=False)
    if status in {0, _DEGRADED}:
        print("\nOpen it:  python3 -m http.server -d site 8000   and go to http://localhost:8000/")
        print(f"     or:  {(SITE / 'index.html').as_uri()}")
    return status


def test(_: argparse.Namespace) -> int:
    """Run every step, whatever became of the one before, and sum up."""
    set_up(TEST_LOCK)
    missing = {**_ensure_programs(), **_ensure_scripts()}
    with tempfile.TemporaryDirectory(prefix="callboard-test-") as folder:
        report = Path(folder, "junit.xml")
        results = [_step(name, command) for name, command in _steps(report, Path(folder, "site"))]
        counts = read_counts(report)
    print("\nSummary")
    for result in results:
        print(f"  {'ok    ' if result.passed else 'FAILED'}  {result.name:<18} {result.seconds:6.1f} s")
    for program, use in missing.items():
        print(f"  not run: the tests that need {program}: {use}")
    if counts.passed == 0:
        print("  FAILED  no test passed, so nothing was tested")
    print(counts)
    good = all(result.passed for result in results) and counts.passed > 0 and counts.failed == 0
    return 0 if good else 1


def setup(_: argparse.Namespace) -> int:
    """Set up for the portal and for the tests."""
    set_up(TEST_LOCK)
    return 0


def fix(_: argparse.Namespace) -> int:
    """Mend what the linter can mend, then format."""
    set_up(TEST_LOCK)
    lint = _run([PYTHON, "-m", "ruff", "check", "--fix", "."], check=False)
    return _run([PYTHON, "-m", "ruff", "format", "."], check=False) or lint


def lock(arguments: argparse.Namespace) -> int:
    """Resolve the ranges of pyproject.toml again; both locks agree on every release they share."""
    uv = shutil.which("uv", path=str(BIN)) or shutil.which("uv")
    if uv is None:
        raise SetupError("lock needs uv: python3 -m pip --python .venv/bin/python install uv")
    upgrade = ["--upgrade"] if arguments.upgrade else []
    _compile(uv, SITE_LOCK, ["--group", "build", *upgrade])
    _compile(uv, TEST_LOCK, ["--group", "test", "--constraints", SITE_LOCK, *upgrade])
    return 0


def clean(_: argparse.Namespace) -> int:
    """Remove everything that the other verbs made."""
    if Path(sys.prefix).resolve() == VENV:
        raise SetupError("clean removes .venv, and this Python lives in it; run it with the system's python3")
    for path in (VENV, SITE, FRONTEND / "node_modules", *(ROOT / name for name in _CACHES)):
        if path.is_symlink():
            path.unlink()
        elif path.exists():
            shutil.rmtree(path)
        else:
            continue
        print(f"removed {path.relative_to(ROOT)}")
    return 0


_VERBS: Final[Mapping[str, tuple[Callable[[argparse.Namespace], int], str]]] = {
    "site": (site, "set up and build the demonstration portal into site/"),
    "test": (test, "set up and run the whole test run"),
    "setup": (setup, "set up for both, and stop there"),
    "fix": (fix, "format, and mend what the linter can mend"),
    "lock": (lock, "renew the lock files"),
    "clean": (clean, "remove the environment, the built portal and every cache"),
}


# --- setting up --------------------------------------------------------------------------------------------


def set_up(wanted: str) -> None:
    """Make `.venv` hold what the lock pins, and the project itself; does nothing where it already does.

    The stamp is removed first and written last, so an environment that was interrupted half-way is made anew.
    """
    stamp = _read_stamp()
    same_base = stamp.get("base") == _base() and PYTHON.exists()
    has_lock = same_base and stamp.get("lock") in {wanted, TEST_LOCK}
    if has_lock and stamp.get("project") == _digest("pyproject.toml"):
        return
    if Path(sys.prefix).resolve() == VENV:
        raise SetupError(
            ".venv is out of date, and this Python lives in it; run dev.py with the system's python3"
        )
    pip, wheelhouse = _pip(), _wheelhouse()
    STAMP.unlink(missing_ok=True)
    if not same_base:
        with _told("Making a Python environment in .venv"):
            venv.EnvBuilder(clear=True, symlinks=os.name != "nt", with_pip=pip is None).create(VENV)
    pip = pip or [str(PYTHON), "-m", "pip"]
    if not has_lock:
        _install_lock(pip, wanted, wheelhouse)
    with _told("Installing Callboard itself, editable"):
        own = ["--no-index", "--no-build-isolation", "--no-deps", "--editable", str(ROOT)]
        _run([*pip, "install", *_PIP_OPTIONS, *own])
    held = stamp["lock"] if has_lock else wanted
    STAMP.write_text(json.dumps({"base": _base(), "project": _digest("pyproject.toml"), "lock": held}))


_PIP_OPTIONS: Final = ("--quiet", "--no-input", "--disable-pip-version-check", "--progress-bar", "off")


def _install_lock(pip: Sequence[str], name: str, wheelhouse: Path | None) -> None:
    pins = sum("==" in line for line in (ROOT / name).read_text(encoding="utf-8").splitlines())
    origin = (
        f"from {wheelhouse}, without a network"
        if wheelhouse
        else "from the package index that pip is set up for"
    )
    with _told(f"Installing the {pins} packages of {name} into .venv, {origin}"):
        options = ["--no-index", "--find-links", str(wheelhouse)] if wheelhouse else []
        _run([*pip, "install", *_PIP_OPTIONS, *options, "--require-hashes", "-r", str(ROOT / name)])


def _wheelhouse() -> Path | None:
    named = os.environ.get("WHEELHOUSE")
    if not named:
        return None
    place = Path(named).resolve()
    if not place.is_dir():
        raise SetupError(f"WHEELHOUSE={named} is not a folder")
    return place


def _pip() -> list[str] | None:
    """How to run this Python's pip on the environment; None where the environment gets a pip of its own.

    Debian's Python has no `ensurepip` unless python3-venv is installed, and forbids pip to install outside
    an environment (PEP 668); `pip --python` (pip 22.3) needs neither.
    """
    if importlib.util.find_spec("pip") is not None:
        version = re.findall(r"\d+", importlib.metadata.version("pip"))
        if tuple(map(int, version[:2])) >= _PIP_WITH_PYTHON_OPTION:
            return [sys.executable, "-m", "pip", "--python", str(PYTHON)]
    if importlib.util.find_spec("ensurepip") is not None:
        return None
    raise SetupError(
        f"pip 22.3 or newer is needed for {sys.executable}, and it has none; "
        "on Debian and Ubuntu: apt-get install python3-pip"
    )


def _read_stamp() -> dict[str, str]:
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def _base() -> str:
    """What the whole environment hangs on: this checkout's place, this Python, and what the locks say."""
    return "\n".join([str(ROOT), sys.base_prefix, sys.version, _digest(SITE_LOCK, TEST_LOCK)])


def _digest(*names: str) -> str:
    state = hashlib.sha256()
    for name in names:
        state.update((ROOT / name).read_bytes())
    return state.hexdigest()


def _compile(uv: str, target: str, options: Sequence[str]) -> None:
    """Write one lock: for every platform and Python, with digests, and naming no index."""
    with _told(f"Resolving {target}"):
        fixed = ["--universal", "--generate-hashes", "--no-header", "--no-emit-index-url", "--no-annotate"]
        _run([uv, "pip", "compile", "--quiet", *fixed, *options, "-o", target, "pyproject.toml"])


# --- testing -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Counts:
    """What became of the tests; an error in a fixture counts as a failure."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __str__(self) -> str:
        """The last line of a test run."""
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"


@dataclass(frozen=True, slots=True)
class Result:
    """One step of the test run."""

    name: str
    passed: bool
    seconds: float


def _steps(report: Path, built: Path) -> Iterator[tuple[str, list[str | Path]]]:
    yield "format", [PYTHON, "-m", "ruff", "format", "--check", "."]
    yield "lint", [PYTHON, "-m", "ruff", "check", "."]
    yield "types", [PYTHON, "-m", "mypy"]
    contracts = "from importlinter.cli import lint_imports_command; lint_imports_command(['--no-logo'])"
    yield "import contracts", [PYTHON, "-c", contracts]
    # Whole files go to one worker: a portal that a file's tests share is then built once.
    spread = ["-n", "auto", "--dist", "loadfile"] if (os.cpu_count() or 1) > 1 else []
    yield "tests", [PYTHON, "-m", "pytest", *spread, f"--junitxml={report}"]
    yield "strict site build", [PYTHON, "-m", "mkdocs", "build", "--strict", "-f", "mkdocs.yml", "-d", built]


def _step(name: str, command: Sequence[str | Path]) -> Result:
    print(f"\n== {name}", flush=True)
    start = time.monotonic()
    status = _run(command, check=False)
    return Result(name, status == 0, time.monotonic() - start)


def read_counts(report: Path) -> Counts:
    """Sum up pytest's JUnit report; nothing was run where there is none."""
    try:
        suites = list(ET.parse(report).getroot().iter("testsuite"))
    except (OSError, ET.ParseError):
        return Counts()

    def total(*fields: str) -> int:
        return sum(int(suite.get(field, "0")) for suite in suites for field in fields)

    failed, skipped = total("failures", "errors"), total("skipped")
    return Counts(total("tests") - failed - skipped, failed, skipped)


_PROGRAMS: Final[Mapping[str, tuple[tuple[str, ...], str]]] = {
    "git": (("git",), "reading git repositories"),
    "chromium": (("chromium", "google-chrome"), "the portal in a browser"),
    "libatomic1": (("libatomic.so.1",), "the browser's driver, which loads that library"),
}
"""By Debian's package: the names under which it is found, and what the tests use it for."""


def _ensure_programs() -> dict[str, str]:
    """Install git and Chromium where that is possible; what is still missing, and which tests it costs."""
    missing = _missing_programs()
    if missing and shutil.which("apt-get") and getattr(os, "geteuid", lambda: 1)() == 0:
        quiet = {**_environment(), "DEBIAN_FRONTEND": "noninteractive"}
        install = ["apt-get", "install", "-qq", "-y", "--no-install-recommends", *missing]
        with _told(f"Installing what the tests need with apt-get: {', '.join(missing)}"):
            for command in (["apt-get", "update", "-qq"], install):
                subprocess.run(command, check=False, env=quiet, stdout=subprocess.DEVNULL)
        missing = _missing_programs()
    for program, use in missing.items():
        print(
            f"Not found: {program} ({use}). Install it to run those tests too, e.g. apt-get install {program}"
        )
    return missing


def _ensure_scripts() -> dict[str, str]:
    """Install what bundles and checks the portal's scripts, once for each lock; what is missing for it."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        print("Not found: node and npm (the sources of the scripts). Install them to run those tests too.")
        return {"node": "bundling and checking the portal's scripts"}
    digest = _digest("plugins/frontend/package-lock.json")
    stamp = FRONTEND / "node_modules" / "callboard-setup.txt"
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == digest:
        return {}
    with _told("Installing the tools of plugins/frontend with npm"):
        quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error"]
        status = subprocess.run([npm, "ci", *quiet], check=False, cwd=FRONTEND, env=_environment()).returncode
    if status != 0:
        return {"npm": "bundling and checking the portal's scripts; `npm ci` failed"}
    stamp.write_text(digest, encoding="utf-8")
    return {}


def _missing_programs() -> dict[str, str]:
    return {
        program: use
        for program, (names, use) in _PROGRAMS.items()
        if not any(_is_there(name) for name in names)
    }


def _is_there(name: str) -> bool:
    if not name.endswith(".so.1"):
        return shutil.which(name) is not None
    if sys.platform != "linux":
        return True
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


# --- running -----------------------------------------------------------------------------------------------


def _run(command: Sequence[str | Path], *, check: bool = True) -> int:
    arguments = [str(part) for part in command]
    return subprocess.run(arguments, check=check, cwd=ROOT, env=_environment()).returncode


def _environment() -> dict[str, str]:
    """The caller's environment, with the tools of `.venv` in front and nothing that bends Python's ways."""
    bent = {"PYTHONPATH", "PYTHONHOME", "PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PIP_REQUIRE_VIRTUALENV"}
    kept = {name: value for name, value in os.environ.items() if name not in bent}
    return {
        **kept,
        "PATH": os.pathsep.join([str(BIN), os.environ.get("PATH", os.defpath)]),
        "LANG": "C.UTF-8",
        "PYTHONUTF8": "1",
        "NO_MKDOCS_2_WARNING": "1",  # a banner of Material's about a release that pyproject.toml rules out
    }


@contextmanager
def _told(what: str) -> Iterator[None]:
    print(f"{what} ...", flush=True)
    start = time.monotonic()
    yield
    print(f"    {time.monotonic() - start:.1f} s")


def _shown(command: Sequence[str] | str) -> str:
    words = [command] if isinstance(command, str) else command
    return " ".join(str(word) for word in words[:6])


if __name__ == "__main__":
    sys.exit(main())
