"""Where in a repository the documentation of a folder lies, remembered while the repository is the same."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from callboard.docs.configuration import Configuration, names_in
from callboard.docs.drafts import versions
from callboard.docs.files import PAGE_ENDINGS, RepositoryFiles
from callboard.docs.finding_records import finding_from, finding_record
from callboard.docs.paths import folder_of, inside
from callboard.docs.surveys import Survey
from callboard.findings import Finding, finding
from callboard.store import Entries, digest_of

_README_NAMES: Final = ("README.md", "Readme.md", "readme.md", "README.rst", "README.txt", "README")
_SLOT: Final = digest_of("docs-locations")
_FORMAT: Final = 1


class Located(NamedTuple):
    """The root of the pages, None where there are none; the `mkdocs.yml`, and a README if that is all.

    Either of these is `""` where there is none. `findings` are about the `mkdocs.yml`.
    """

    folder: str | None
    configured: str = ""
    readme: str = ""
    findings: tuple[Finding, ...] = ()


class Asked(NamedTuple):
    """The folder that is looked in; `named`: an annotation names it, and it is not the entity's own."""

    folder: str
    named: bool


@dataclass(slots=True)
class Locations:
    """Looks for documentation; of a repository with a known fingerprint it has the answers of the last build.

    All that is kept is one entry of the cache: a repository's share is a few words.
    """

    cache: Entries | None
    _kept: dict[str, dict[Asked, Located]] = field(init=False)
    _found: dict[str, dict[Asked, Located]] = field(default_factory=dict)
    _changed: bool = False

    def __post_init__(self) -> None:
        self._kept = _load(self.cache)

    def locate(self, survey: Survey, asked: Asked) -> Located:
        """Where the documentation of a folder is."""
        source = survey.source
        if not source.fingerprint:
            return _locate(survey, asked)
        key = digest_of(versions(), source.fingerprint, repr(source.repository))
        found = self._found.setdefault(key, {})
        if asked not in found:
            kept = self._kept.get(key, {})
            self._changed = self._changed or asked not in kept
            found[asked] = kept[asked] if asked in kept else _locate(survey, asked)
        return found[asked]

    def save(self) -> None:
        """Keep for the next build what this one was told, and nothing else."""
        if self.cache and (self._changed or len(self._found) != len(self._kept)):
            document = [_FORMAT, {key: [*map(_row, found.items())] for key, found in self._found.items()}]
            self.cache.put(_SLOT, json.dumps(document, separators=(",", ":")).encode())


def _load(cache: Entries | None) -> dict[str, dict[Asked, Located]]:
    data = cache.get(_SLOT) if cache else None
    try:
        version, kept = json.loads(data or b"[0, {}]")
        return {key: dict(map(_from_row, rows)) for key, rows in kept.items()} if version == _FORMAT else {}
    except (ValueError, TypeError, KeyError, AttributeError):
        return {}


def _row(item: tuple[Asked, Located]) -> list[Any]:
    asked, found = item
    return [*asked, [*found[:3], [finding_record(each) for each in found.findings]]]


def _from_row(row: list[Any]) -> tuple[Asked, Located]:
    folder, named, found = row
    place, configured, readme, findings = found
    told = tuple(finding_from(*each) for each in findings)
    return Asked(folder, named), Located(place, configured, readme, told)


def _locate(survey: Survey, asked: Asked) -> Located:
    files, folder = survey.files, asked.folder
    inner = f"{folder}/docs".lstrip("/")
    path = next((name for place in (folder, inner) for name in names_in(place) if name in files.known), "")
    configuration, findings = survey.configuration(path), list(survey.findings(path))
    for place in _places(survey, folder, path, configuration, findings):
        if place in files.page_folders:
            return Located(place, path, "", tuple(findings))
    readme = next((name for name in _README_NAMES if f"{folder}/{name}".lstrip("/") in files.known), "")
    if asked.named and _is_meant_itself(folder, files, readme):
        return Located(folder, path, "", tuple(findings))
    if readme:
        return Located(folder, path, f"{folder}/{readme}".lstrip("/"), tuple(findings))
    return Located(None, path, "", tuple(findings))


def _places(
    survey: Survey, folder: str, path: str, configuration: Configuration, findings: list[Finding]
) -> Iterator[str]:
    """Where the pages may be, best first."""
    if path:
        stated = inside(folder_of(path), configuration.docs_dir.lstrip("/"))
        if stated is None:
            origin = configuration.line_of("docs_dir") or survey.source.repository.origin(path)
            message = "docs_dir leaves the repository"
            hint = "name a folder inside it; docs is taken instead"
            findings.append(finding("docs-config", message, origin, hint=hint))
        else:
            yield stated
    yield f"{folder}/docs".lstrip("/")
    # `docs/mkdocs.yml` or `dir:./docs` with the pages beside it: Backstage cannot build that, but its
    # meaning is plain.
    for place in (folder_of(path), folder):
        if place.rpartition("/")[2] in {"docs", "doc"}:
            yield place


def _is_meant_itself(folder: str, files: RepositoryFiles, readme: str) -> bool:
    """Whether an annotation names a folder of pages, such as `dir:./handbook`, and not one of code."""
    pages = [
        path.rpartition("/")[2].lower()
        for path in files.below(folder)
        if folder_of(path) == folder and path.lower().endswith(PAGE_ENDINGS)
    ]
    return bool(pages) and (not readme or any(name.startswith("index.") for name in pages))
