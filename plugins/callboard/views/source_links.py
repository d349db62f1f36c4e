"""Links into the place where a repository is browsed: GitHub, GitLab, Bitbucket, Gitea and Forgejo."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urlsplit

from callboard.model import Entity, Repository
from callboard.origin import Origin
from callboard.views.urls import web_url


@dataclass(frozen=True, slots=True)
class Forge:
    """How a kind of host addresses a file: at a commit, on a branch, in its editor; and a line of it."""

    at_commit: str
    on_branch: str
    edit: str
    commit: str
    line: str


_GITHUB: Final = Forge("blob/{at}/{path}", "blob/{at}/{path}", "edit/{at}/{path}", "commit/{at}", "#L{line}")
_GITLAB: Final = Forge(
    "-/blob/{at}/{path}", "-/blob/{at}/{path}", "-/edit/{at}/{path}", "-/commit/{at}", "#L{line}"
)
_BITBUCKET: Final = Forge(
    "src/{at}/{path}", "src/{at}/{path}", "src/{at}/{path}?mode=edit", "commits/{at}", "#lines-{line}"
)
_GITEA: Final = Forge(
    "src/commit/{at}/{path}", "src/branch/{at}/{path}", "_edit/{at}/{path}", "commit/{at}", "#L{line}"
)
_BY_HOST: Final = (
    ("gitlab", _GITLAB),
    ("bitbucket.org", _BITBUCKET),
    ("gitea", _GITEA),
    ("forgejo", _GITEA),
    ("codeberg.org", _GITEA),
)


def forge_of(url: str) -> Forge:
    """The kind of host by its name; GitHub's addresses where the name does not tell."""
    host = (urlsplit(url).hostname or "").lower()
    return next((forge for part, forge in _BY_HOST if part in host), _GITHUB)


def file_url(repository: Repository | None, path: str, line: int = 0) -> str:
    """Where a file can be read at the crawled commit, `""` when nobody said where the repository lives."""
    base = _base(repository)
    if repository is None or not base or not path:
        return base
    forge = forge_of(base)
    pattern = forge.at_commit if repository.commit else forge.on_branch
    at = repository.commit or repository.branch or "HEAD"
    anchor = forge.line.format(line=line) if line else ""
    return f"{base}/{_fill(pattern, at, path)}{anchor}"


def edit_url(repository: Repository | None, path: str, line: int = 0) -> str:
    """Where a file can be changed on its branch, `""` when nobody said where the repository lives."""
    base = _base(repository)
    if repository is None or not base or not path:
        return ""
    forge = forge_of(base)
    anchor = forge.line.format(line=line) if line else ""
    return f"{base}/{_fill(forge.edit, repository.branch or 'HEAD', path)}{anchor}"


def commit_url(repository: Repository | None) -> str:
    """The page of the crawled commit, `""` when it is not known."""
    base = _base(repository)
    if repository is None or not base or not repository.commit:
        return ""
    return f"{base}/{_fill(forge_of(base).commit, repository.commit, '')}"


def origin_url(repository: Repository | None, origin: Origin) -> str:
    """Where the line of an origin can be read, `""` when that is not known."""
    return file_url(repository, origin.path, origin.line) if origin.path else ""


def entity_edit_url(entity: Entity, repository: Repository | None) -> str:
    """Where the entity's descriptor can be changed: its own `edit-url` annotation, else its repository's."""
    stated = web_url(entity.annotations.get("backstage.io/edit-url", ""))
    return stated or edit_url(repository, entity.origin.path, entity.origin.line)


def entity_source_url(entity: Entity, repository: Repository | None) -> str:
    """Where the entity's sources can be read: its own annotations, else its repository."""
    location = entity.annotations.get("backstage.io/source-location", "").removeprefix("url:")
    stated = web_url(location) or web_url(entity.annotations.get("backstage.io/view-url", ""))
    return stated or _base(repository)


def _base(repository: Repository | None) -> str:
    return web_url(repository.web_url).rstrip("/") if repository else ""


def _fill(pattern: str, at: str, path: str) -> str:
    return pattern.format(at=quote(at, safe="/"), path=quote(path, safe="/"))
