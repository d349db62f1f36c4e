"""Where people browse a repository and speak of it: GitHub, GitLab, Bitbucket, Gitea and Forgejo."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urlsplit

from callboard.model.snapshot import Repository


@dataclass(frozen=True, slots=True)
class Forge:
    """How a kind of host addresses a file at a commit, on a branch and in its editor; a line, folder, issue.

    `issue` keeps its `{title}` and `{body}` until a reader's browser fills them in.
    """

    at_commit: str
    on_branch: str
    edit: str
    commit: str
    line: str
    folder: str = ""
    issue: str = "issues/new?title={title}&body={body}"


_GITHUB: Final = Forge(
    "blob/{at}/{path}", "blob/{at}/{path}", "edit/{at}/{path}", "commit/{at}", "#L{line}", "tree/{at}/{path}"
)
_GITLAB: Final = Forge(
    "-/blob/{at}/{path}",
    "-/blob/{at}/{path}",
    "-/edit/{at}/{path}",
    "-/commit/{at}",
    "#L{line}",
    "-/tree/{at}/{path}",
    "-/issues/new?issue[title]={title}&issue[description]={body}",
)
_BITBUCKET: Final = Forge(
    "src/{at}/{path}",
    "src/{at}/{path}",
    "src/{at}/{path}?mode=edit",
    "commits/{at}",
    "#lines-{line}",
    issue="issues/new?title={title}&content={body}",
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


def file_url(repository: Repository | None, path: str, line: int = 0, *, is_folder: bool = False) -> str:
    """Where a file or folder can be read at the crawled commit, `""` when nobody said where its home is."""
    base = _base(repository)
    if repository is None or not base or not path:
        return base
    forge = forge_of(base)
    pattern = forge.at_commit if repository.commit else forge.on_branch
    if is_folder and forge.folder:
        pattern = forge.folder
    at = repository.commit or repository.branch or "HEAD"
    anchor = forge.line.format(line=line) if line else ""
    return f"{base}/{_fill(pattern, at, path.rstrip('/'))}{anchor}"


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


def issue_url(repository: Repository | None) -> str:
    """Where an issue can be opened, with `{title}` and `{body}` to be filled in; `""` when nobody knows."""
    base = _base(repository)
    return f"{base}/{forge_of(base).issue}" if base else ""


def line_anchor(url: str) -> str:
    """What stands behind the address of a file to name a line of it, with `{line}` to be filled in."""
    return forge_of(url).line if url else ""


def browse_url(repository: Repository | None) -> str:
    """The repository's own page, `""` where it has none that may be linked to."""
    return _base(repository)


def _base(repository: Repository | None) -> str:
    url = repository.web_url if repository else ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    # Credentials in an address would be published with every link.
    usable = parts.scheme in {"http", "https"} and parts.hostname and "@" not in parts.netloc
    return url.rstrip("/") if usable else ""


def _fill(pattern: str, at: str, path: str) -> str:
    return pattern.format(at=quote(at, safe="/"), path=quote(path, safe="/"))
