"""Where a repository's file can be read on its forge."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote, urlsplit

from callboard.markup import is_web_address
from callboard.model import Repository

_GITHUB: Final = "{base}/{view}/{at}/{path}"
_GITLAB: Final = "{base}/-/{view}/{at}/{path}"
_BITBUCKET: Final = "{base}/src/{at}/{path}"
_GITEA: Final = "{base}/src/{pointer}/{at}/{path}"
_BY_HOST: Final = (
    ("gitlab", _GITLAB),
    ("bitbucket.org", _BITBUCKET),
    ("gitea", _GITEA),
    ("forgejo", _GITEA),
    ("codeberg.org", _GITEA),
)


def source_link(repository: Repository, path: str, *, is_folder: bool = False) -> str:
    """The address of a file or folder at the crawled commit, `""` when it has none."""
    base = repository.web_url
    if not is_web_address(base):
        return ""
    host = (urlsplit(base).hostname or "").lower()
    pattern = next((pattern for part, pattern in _BY_HOST if part in host), _GITHUB)
    return pattern.format(
        base=base,
        view="tree" if is_folder else "blob",
        pointer="commit" if repository.commit else "branch",
        at=quote(repository.commit or repository.branch or "HEAD", safe="/"),
        path=quote(path, safe="/"),
    ).rstrip("/")
