"""Small repositories that each try one thing, and what must be said of each."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from trees import write_tree

PNG = b"\x89PNG\r\n\x1a\n"
CANARY = "CANARY-FILE-20c4e1"
"""Stands in a file beside the repositories, which none of them may read."""


@dataclass(frozen=True, slots=True)
class Hostile:
    """A repository: its files beside an ordinary descriptor, what else is done to it, and the finding it gets.

    `expected` is a code and the path that the finding names, None where there is nothing to tell.
    """

    expected: tuple[str, str] | None
    files: Mapping[str, str | bytes] = field(default_factory=dict)
    also: Callable[[Path], object] = lambda folder: folder

    def write(self, folder: Path) -> Path:
        """Make the repository; its component is called as its folder."""
        files = {"catalog-info.yaml": entity(folder.name), "docs/index.md": "# Home\n\nHERE\n", **self.files}
        write_tree(folder, files)
        self.also(folder)
        return folder


def entity(name: str, kind: str = "Component", **spec: object) -> str:
    """A descriptor of one entity, as YAML."""
    document = {
        "apiVersion": "backstage.io/v1alpha1",
        "kind": kind,
        "metadata": {"name": name},
        "spec": {"type": "library", "lifecycle": "production", "owner": "team-b", **spec},
    }
    return json.dumps(document) + "\n"


def _documents(*documents: str) -> str:
    return "---\n".join(documents)


def _link(path: str, target: str) -> Callable[[Path], object]:
    return lambda folder: (folder / path).symlink_to(target)


def _pipe(path: str) -> Callable[[Path], object]:
    def make(folder: Path) -> None:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        os.mkfifo(folder / path)

    return make


def _sparse(path: str, size: int) -> Callable[[Path], object]:
    def make(folder: Path) -> None:
        (folder / path).touch()
        os.truncate(folder / path, size)

    return make


def _deep(folder: Path) -> None:
    (folder / "docs").joinpath(*["d"] * 400).mkdir(parents=True)


ORDERS = (
    ".htaccess", "_headers", "_redirects", "CNAME", "robots.txt", "staticwebapp.config.json", "sw.js", "web.config",
    "x.html", "x.php", "x.shtml", "x.xml",
)  # fmt: skip

HOSTILE: Mapping[str, Hostile] = {
    # What a mkdocs.yml would run or read elsewhere.
    "hooks": Hostile(("docs-config", "mkdocs.yml"), {"mkdocs.yml": "hooks: [run.py]\n", "run.py": "1 / 0\n"}),
    "module": Hostile(("docs-config", "mkdocs.yml"), {"mkdocs.yml": "markdown_extensions: ['os:system']\n"}),
    "object": Hostile(
        ("docs-config", "mkdocs.yml"), {"mkdocs.yml": "a: !!python/object/apply:os.system [touch x]\n"}
    ),
    "environment": Hostile(("docs-config", "mkdocs.yml"), {"mkdocs.yml": "site_name: !ENV CANARY_ENV_TOKEN\n"}),
    "inherits": Hostile(("docs-config", "mkdocs.yml"), {"mkdocs.yml": "INHERIT: ../secret.yml\n"}),
    "docs-elsewhere": Hostile(("docs-config", "mkdocs.yml"), {"mkdocs.yml": "docs_dir: ../../..\n"}),
    "navigation-deep": Hostile(
        ("docs-config", "mkdocs.yml"), {"mkdocs.yml": f"nav: {'[{a: ' * 10_000}index.md{'}]' * 10_000}\n"}
    ),
    "navigation-loop": Hostile(
        ("docs-config", "mkdocs.yml"), {"mkdocs.yml": "nav: &a\n- index.md\n- X: *a\n"}
    ),
    "navigation-long": Hostile(
        ("docs-nav", "mkdocs.yml"),
        {"mkdocs.yml": "nav:\n- index.md\n" + "".join(f"- p{number}.md\n" for number in range(30_000))},
    ),
    "wrong-types": Hostile(None, {"mkdocs.yml": "site_name: {a: b}\nnav: 7\nplugins: 3\ntheme: []\n"}),
    # Other files than those of the repository.
    "link-out": Hostile(("file-refused", "docs/leak.md"), also=_link("docs/leak.md", "../../secret.txt")),
    "link-up": Hostile(("file-refused", "docs/up"), also=_link("docs/up", "..")),
    "link-self": Hostile(("file-refused", "docs/self"), also=_link("docs/self", "self")),
    "git-elsewhere": Hostile(None, also=_link(".git", "/proc")),
    "placeholder": Hostile(
        ("placeholder-failed", "catalog-info.yaml"),
        {"catalog-info.yaml": _documents(
            entity("placeholder"), entity("a", "API", type="openapi", definition={"$text": "../secret.txt"})
        )},
    ),
    "location": Hostile(
        ("location-missing", "catalog-info.yaml"),
        {"catalog-info.yaml": _documents(entity("location"), entity("l", "Location", targets=["../secret.txt"]))},
    ),
    "patterns": Hostile(
        ("location-missing", "catalog-info.yaml"),
        {
            "catalog-info.yaml": _documents(
                entity("patterns"),
                entity("p", "Location", targets=[f"./{'*a' * 80}b", f"./x{'!(a)' * 60}", f"./{'**/' * 150}x"]),
            ),
            **{f"{'a' * 180}{number}": "" for number in range(50)},
        },
    ),
    # Files that are none, or too much of one.
    "pipe": Hostile(("file-refused", "docs/pipe.md"), also=_pipe("docs/pipe.md")),
    "pipe-configuration": Hostile(("file-refused", "mkdocs.yml"), also=_pipe("mkdocs.yml")),
    "pipe-git": Hostile(None, {".git/HEAD": "ref: refs/heads/main"}, _pipe(".git/packed-refs")),
    "huge": Hostile(("file-too-large", "docs/huge.md"), also=_sparse("docs/huge.md", 4 << 30)),
    "huge-git": Hostile(None, {".git/HEAD": "ref: refs/heads/main"}, _sparse(".git/config", 4 << 30)),
    "deep": Hostile(("file-refused", "docs/" + "/".join(["d"] * 39)), also=_deep),
    "many": Hostile(None, {f"src/{number % 50}/{number}.txt": "" for number in range(5_000)}),
    # Text that is none.
    "latin-1": Hostile(("docs-page", "docs/old.md"), {"docs/old.md": "# Caf\xe9\n".encode("latin-1")}),
    "utf-16": Hostile(("docs-page", "docs/wide.md"), {"docs/wide.md": "# Wide\n".encode("utf-16")}),
    "zeros": Hostile(None, {"docs/zeros.md": b"# A\0B\n\n[x](%00.txt) &#0; &#xd800;\n", "mkdocs.yml": b""}),
    "surrogates": Hostile(None, {"mkdocs.yml": 'site_name: "\\ud800"\nnav: ["index.md", X: "index.md"]\n'}),
    # Two things that want one place in the site.
    "index.html": Hostile(None),
    "404.html": Hostile(None),
    "page-in-the-way": Hostile(("docs-page", "docs/index.html.md"), {"docs/index.html.md": "# No\n"}),
    "picture-in-the-way": Hostile(
        ("docs-link", "docs/a.png"), {"docs/b.md": "![a](a.png)\n", "docs/a.png": PNG, "docs/a.png.md": "# A\n"}
    ),
    "twins": Hostile(("docs-page", "docs/a/B.md"), {"docs/A/b.md": "# One\n", "docs/a/B.md": "# Two\n"}),
    "orders": Hostile(
        ("docs-link", "docs/staticwebapp.config.json"),
        {f"docs/{name}": "{}\n" for name in ORDERS}
        | {"docs/b.md": " ".join(f"[x]({name}) ![y]({name})" for name in ORDERS)},
    ),
    # Work without end.
    "aliases": Hostile(
        ("yaml-limit", "more/catalog-info.yaml"),
        {"more/catalog-info.yaml": "a: &a [x, x]\n" + "".join(
            f"{name}: &{name} [{', '.join(f'*{before}' for _ in range(9))}]\n"
            for before, name in zip("abcdefgh", "bcdefghi", strict=True)
        )},
    ),
    "lines": Hostile(
        ("yaml-limit", "more/catalog-info.yaml"), {"more/catalog-info.yaml": "# a comment\n" * 100_000}
    ),
    "brackets": Hostile(("docs-page", "docs/b.md"), {"docs/b.md": "[" * 90_000}),
    "dead-links": Hostile(
        ("docs-link", "docs/b.md"), {"docs/b.md": "\n\n".join(f"[x](x{number}.md)" for number in range(9_000))}
    ),
    "drawing": Hostile(
        ("docs-link", "docs/c.svg"),
        {
            "docs/b.md": "![b](b.svg) ![c](c.svg)\n",
            "docs/b.svg": "<svg xmlns='http://www.w3.org/2000/svg'>" + " " * 2_000_000 + "</svg>",
            "docs/c.svg": "<svg>" + "<!DOCTYPE" * 200_000 + "<script/>",
        },
    ),
    "definitions": Hostile(
        ("definition-invalid", "catalog-info.yaml"),
        {
            "catalog-info.yaml": _documents(
                entity("definitions"),
                entity("deep-json", "API", type="openapi", definition="[" * 90_000),
                entity("deep-graphql", "API", type="graphql", definition="type Q { a: " + "[" * 50_000),
                entity("deep-proto", "API", type="grpc", definition="message A {" * 5_000),
            )
        },
    ),
    "circle": Hostile(
        None,
        {
            "catalog-info.yaml": _documents(
                *(
                    entity(name, dependsOn=[f"component:{other}", f"component:{name}"], subcomponentOf=other)
                    for name, other in zip(["circle", "d1", "d2"], ["d1", "d2", "circle"], strict=True)
                )
            )
        },
    ),
}  # fmt: skip
