"""An organisation that changes at random, in all the ways in which real ones do."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

PICTURE = b"\x89PNG\r\n\x1a\n"
WORDS = ["orders", "basket", "ledger", "refund", "parcel", "invoice", "wallet", "stock"]


class Organisation:
    """Repositories in folders, and the operator's own site beside them.

    With `git`, which runs the program in a folder, they are repositories of git, and a change is a commit.
    """

    def __init__(
        self, root: Path, seed: int, repositories: int = 5, git: Callable[..., str] | None = None
    ) -> None:
        self.root = root
        self._git = git
        self.chance = random.Random(seed)  # noqa: S311
        self.made = 0
        root.mkdir(parents=True)
        (root / "docs").mkdir()
        (root / "docs" / "index.md").write_text("# Portal\n")
        self._settings("Portal")
        for _ in range(repositories):
            self.add_repository()
        self.add_team()
        self._commit()

    def change(self) -> str:
        """Do one thing, and say what."""
        what = self.chance.choice(CHANGES)
        what(self)
        self._commit()
        return what.__name__

    def _commit(self) -> None:
        if self._git is None:
            return
        folders = sorted((self.root / "repositories").iterdir())
        for folder in folders:
            if not (folder / ".git").exists():
                self._git(folder, "init", "--quiet", "--initial-branch=main")
            self._git(folder, "add", "--all")
            if self._git(folder, "status", "--porcelain"):
                self._git(folder, "commit", "--quiet", "--message", "A change")
        (self.root / "sources.yaml").write_text("".join(
            f'- {{git: ./repositories/{folder.name}, url: "https://git.acme.example/{folder.name}"}}\n'
            for folder in folders
        ))  # fmt: skip

    # Repositories and entities

    def add_repository(self) -> None:
        """Add repository."""
        self.made += 1
        folder = self.root / "repositories" / f"{self.chance.choice(WORDS)}-{self.made}"
        folder.mkdir(parents=True)
        self._describe(folder, self.chance.randrange(1, 4))
        for number in range(self.chance.randrange(3)):
            self._page(folder, "index" if number == 0 else f"page-{number}")

    def remove_repository(self) -> None:
        """Remove repository."""
        folders = self._folders()
        if len(folders) > 2:
            shutil.rmtree(self.chance.choice(folders))

    def describe_anew(self) -> None:
        """Describe anew."""
        self._describe(self.chance.choice(self._folders()), self.chance.randrange(1, 4))

    def touch_nothing(self) -> None:
        """Rewrite a descriptor as it is."""
        path = self.chance.choice(self._folders()) / "catalog-info.yaml"
        path.write_bytes(path.read_bytes())

    def shift_lines(self) -> None:
        """Shift lines."""
        path = self.chance.choice(self._folders()) / "catalog-info.yaml"
        path.write_text("# moved down\n" + path.read_text())

    def break_descriptor(self) -> None:
        """Break descriptor."""
        (self.chance.choice(self._folders()) / "catalog-info.yaml").write_text("kind: [Component\n")

    def add_team(self) -> None:
        """Add team."""
        teams = self.root / "repositories" / "teams" / "catalog-info.yaml"
        teams.parent.mkdir(exist_ok=True)
        count = self.chance.randrange(1, 4)
        teams.write_text("---\n".join(
            f"apiVersion: backstage.io/v1alpha1\nkind: Group\nmetadata: {{name: team-{number}}}\n"
            f"spec: {{type: team, children: [], members: [{self.chance.choice(WORDS)}]}}\n"
            for number in range(count)
        ))  # fmt: skip

    # Documentation

    def write_page(self) -> None:
        """Write page."""
        folder = self.chance.choice(self._folders())
        self._page(folder, self.chance.choice(["index", "guide", "page-1", "deep/page"]))

    def remove_page(self) -> None:
        """Remove page."""
        if pages := self._pages():
            self.chance.choice(pages).unlink()

    def move_page(self) -> None:
        """Move page."""
        if pages := self._pages():
            page = self.chance.choice(pages)
            page.rename(page.with_name(f"moved-{self.made}.md"))
            self.made += 1

    def draw_picture(self) -> None:
        """Draw picture."""
        folder = self.chance.choice(self._folders()) / "docs"
        folder.mkdir(exist_ok=True)
        (folder / "picture.png").write_bytes(PICTURE + bytes(self.chance.randrange(9)))

    def order_pages(self) -> None:
        """Order pages."""
        folder = self.chance.choice(self._folders())
        title = self.chance.choice(WORDS).title()
        (folder / "mkdocs.yml").write_text(f"site_name: {title}\nnav: [index.md, More: page-1.md]\n")

    # The operator's own site

    def rename_site(self) -> None:
        """Rename site."""
        self._settings(self.chance.choice(WORDS).title())

    def write_own_page(self) -> None:
        """Write own page."""
        name = self.chance.choice(["about.md", "index.md", "catalog/default/component/own.md"])
        path = self.root / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"# {self.chance.choice(WORDS)}\n")

    def write_glossary(self) -> None:
        """Write glossary."""
        path = self.root / "catalog" / "glossary.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"# Glossary\n\n{self.chance.choice(WORDS).title()}: a word of ours\n")

    def _settings(self, name: str) -> None:
        level = self.chance.choice(["warn", "error", "info"])
        folders = (
            '[{directory: repositories, layout: repositories, url: "https://git.acme.example/{repository}",'
            " branch: main}]"
        )
        (self.root / "mkdocs.yml").write_text(
            f"site_name: {name}\nsite_url: https://portal.acme.example/\n"
            "theme: {name: material, font: false}\n"
            f"plugins:\n  - callboard:\n      sources: {'sources.yaml' if self._git else folders}\n"
            f"      levels: {{ref-unknown: {level}}}\n"
        )

    def _folders(self) -> list[Path]:
        return sorted(path for path in (self.root / "repositories").iterdir() if path.name != "teams")

    def _pages(self) -> list[Path]:
        return sorted((self.root / "repositories").glob("*/docs/**/*.md"))

    def _names(self) -> list[str]:
        return [f"{folder.name}-{number}" for folder in self._folders() for number in range(3)] + ["nobody"]

    def _describe(self, folder: Path, count: int) -> None:
        chance, names = self.chance, self._names()
        documents = [
            (
                f"apiVersion: backstage.io/v1alpha1\nkind: System\nmetadata: {{name: {folder.name}}}\n"
                f"spec: {{owner: team-{chance.randrange(4)}, domain: {chance.choice(WORDS)}}}\n"
            )
        ]
        for number in range(count):
            needs = sorted({f"component:{chance.choice(names)}" for _ in range(chance.randrange(3))})
            tier = f'\n  labels: {{callboard.dev/tier: "{chance.randrange(1, 3)}"}}'
            documents.append(
                "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n"
                f"  name: {folder.name}-{number}\n  description: The {chance.choice(WORDS)} of {folder.name}"
                f"{chance.choice(['', tier])}\n"
                f"  annotations: {{backstage.io/techdocs-ref: 'dir:.'}}\n"
                "  links: [{url: 'https://runbooks.acme.example/x', title: Runbook, type: runbook}]\n"
                f"spec:\n  type: {chance.choice(['service', 'library', 'website'])}\n"
                f"  lifecycle: {chance.choice(['production', 'deprecated'])}\n"
                f"  owner: team-{chance.randrange(4)}\n  system: {folder.name}\n"
                f"  providesApis: [{folder.name}-api]\n  dependsOn: [{', '.join(needs)}]\n"
            )
        documents.append(
            f"apiVersion: backstage.io/v1alpha1\nkind: API\nmetadata: {{name: {folder.name}-api}}\n"
            f"spec:\n  type: openapi\n  lifecycle: production\n  owner: team-0\n  system: {folder.name}\n"
            f"  definition: |\n    openapi: 3.0.0\n    info: {{title: x, version: '{chance.randrange(9)}'}}\n"
            f"    paths: {{/{chance.choice(WORDS)}: {{get: {{summary: List}}}}}}\n"
        )
        (folder / "catalog-info.yaml").write_text("---\n".join(documents))

    def _page(self, folder: Path, name: str) -> None:
        chance = self.chance
        page = folder / "docs" / f"{name}.md"
        page.parent.mkdir(parents=True, exist_ok=True)
        other = chance.choice(self._folders()).name
        links = [
            "[start](index.md)", "[page](page-1.md#part)", "![picture](picture.png)",
            f"[there](https://git.acme.example/{other}/blob/main/docs/page-1.md#part)",
            f"[entity](entity:component:default/{other}-0)",
            f"\n```callboard-graph\n1+{other}-0+1\n```\n",
        ]  # fmt: skip
        text = " ".join(chance.choices(WORDS, k=chance.randrange(3, 20)))
        page.write_text(
            f"# {chance.choice(WORDS)}\n\n{text}\n\n## Part\n\n{' '.join(chance.sample(links, 3))}\n"
        )


CHANGES: list[Callable[[Organisation], None]] = [
    Organisation.add_repository,
    Organisation.remove_repository,
    Organisation.describe_anew,
    Organisation.describe_anew,
    Organisation.touch_nothing,
    Organisation.shift_lines,
    Organisation.break_descriptor,
    Organisation.add_team,
    Organisation.write_page,
    Organisation.write_page,
    Organisation.remove_page,
    Organisation.move_page,
    Organisation.draw_picture,
    Organisation.order_pages,
    Organisation.rename_site,
    Organisation.write_own_page,
    Organisation.write_glossary,
]
