"""Sub-documentations that a navigation includes, as the plugin `monorepo` knows them.

`!include ./billing/mkdocs.yml` puts the pages of another folder of the same repository below `billing/`. The
file is read as data like any other, and no path leaves the repository.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from callboard.docs.configuration import Configuration, names_in, read_configuration
from callboard.docs.mounts import Mount
from callboard.docs.paths import folder_of, inside
from callboard.docs.patterns import compile_path, has_wildcards, is_match
from callboard.docs.roots import DocsRoot
from callboard.errors import SourceError
from callboard.findings import Finding, finding
from callboard.origin import Origin

MAX_INCLUDES: Final = 200
MAX_INCLUDE_DEPTH: Final = 5
MAX_INCLUDED_BYTES: Final = 1 << 20
"""Of all included files of a set together: reading YAML takes its time."""

_MAX_FINDINGS: Final = 100
_UNUSABLE: Final = re.compile(r"[^a-z0-9_.]+")


@dataclass(frozen=True, slots=True)
class Member:
    """An included sub-documentation: its `mkdocs.yml`, and where its pages are and go."""

    path: str
    configuration: Configuration
    mount: Mount

    @property
    def name(self) -> str:
        """What its folder is called."""
        return folder_of(self.path).rpartition("/")[2]


@dataclass(slots=True)
class Includes:
    """Resolves the includes of one set; each file becomes one member, however often it is included."""

    root: DocsRoot
    findings: list[Finding] = field(default_factory=list)
    _members: dict[str, Member] = field(default_factory=dict)
    _prefixes: set[str] = field(default_factory=set)
    _count: int = 0
    _bytes: int = 0

    @property
    def members(self) -> tuple[Member, ...]:
        """All members so far, in order."""
        return tuple(self._members.values())

    def resolve(
        self, pattern: str, origin: Origin, chain: tuple[str, ...], *, several: bool
    ) -> Iterator[Member]:
        """The members that an include means, written in the last file of a chain of includes."""
        if len(chain) > MAX_INCLUDE_DEPTH:
            self._wrong(origin, f"Includes are nested deeper than {MAX_INCLUDE_DEPTH} files")
            return
        written = pattern.replace("\\", "/")
        target = inside(folder_of(chain[-1]), written)
        if target is None:
            self._wrong(origin, f"The include of {pattern} leaves the repository")
            return
        paths = self._matching(target) if several and has_wildcards(target) else self._named(target)
        if not paths:
            self._wrong(origin, f"The navigation includes {pattern}, which is not in the repository")
        for path in paths:
            member = self._included(path, origin, chain)
            if member is not None:
                yield member

    def _named(self, target: str) -> list[str]:
        """The file that a path means: itself, or the configuration in that folder."""
        known = self.root.files.known
        if target in known and target.lower().endswith((".yml", ".yaml")):
            return [target]
        return [name for name in names_in(target) if name in known][:1]

    def _matching(self, target: str) -> list[str]:
        segments = compile_path(target)
        if segments is None:
            return []
        names = (path for path in self.root.files.paths if path.endswith((".yml", ".yaml")))
        return [path for path in names if is_match(segments, path)]

    def _included(self, path: str, origin: Origin, chain: tuple[str, ...]) -> Member | None:
        if path in chain:
            self._wrong(origin, f"The include of {path} leads back to where it came from")
            return None
        self._count += 1
        if self._count > MAX_INCLUDES:
            if self._count == MAX_INCLUDES + 1:
                self._wrong(origin, f"The navigation includes more than {MAX_INCLUDES} files")
            return None
        if path not in self._members:
            member = self._read(path, origin)
            if member is None:
                return None
            self._members[path] = member
        return self._members[path]

    def _read(self, path: str, origin: Origin) -> Member | None:
        source = self.root.source
        own = source.repository.origin(path)
        self._bytes += source.tree.files[path].size
        if self._bytes > MAX_INCLUDED_BYTES:
            self._wrong(origin, f"The included files are larger than {MAX_INCLUDED_BYTES >> 20} MiB together")
            return None
        try:
            data = source.tree.read(path)
        except SourceError as error:
            self._wrong(own, f"mkdocs.yml cannot be read: {error}")
            return None
        configuration, findings = read_configuration(data, own)
        self.findings += findings
        folder = self._folder(path, configuration)
        if folder is None:
            self._wrong(origin, f"The included {path} has no pages")
            return None
        parent = self.root.configuration
        configuration = replace(
            configuration,
            repo_url=configuration.repo_url or parent.repo_url,
            edit_uri="" if parent.edit_uri == "" else configuration.edit_uri,
        )
        return Member(path, configuration, Mount(folder, self._prefix(path, configuration)))

    def _folder(self, path: str, configuration: Configuration) -> str | None:
        """Where the pages of an included file are."""
        stated = inside(folder_of(path), configuration.docs_dir.lstrip("/") or ".")
        usual = f"{folder_of(path)}/docs".lstrip("/")
        folders = self.root.files.page_folders
        return next((folder for folder in (stated, usual) if folder is not None and folder in folders), None)

    def _prefix(self, path: str, configuration: Configuration) -> str:
        """The address below which the pages go: the name of the site, made usable and unique."""
        slug = _slug(configuration.site_name) or _slug(folder_of(path).rpartition("/")[2]) or "docs"
        prefix, number = f"{slug}/", 2
        while prefix in self._prefixes:
            prefix = f"{slug}-{number}/"
            number += 1
        self._prefixes.add(prefix)
        return prefix

    def _wrong(self, origin: Origin, message: str) -> None:
        if len(self.findings) < _MAX_FINDINGS:
            self.findings.append(finding("docs-nav", " ".join(message.split())[:300], origin))


def _slug(name: str) -> str:
    """A name as a part of an address; a `/` in it stays, as in `versions/v1`."""
    parts = (_UNUSABLE.sub("-", part).strip("-._") for part in name.lower().split("/"))
    return "/".join(part[:60] for part in parts if part)[:120].strip("/.-_")
