"""Where a page can be changed."""

from __future__ import annotations

from dataclasses import replace
from typing import Final
from urllib.parse import quote, unquote, urljoin, urlsplit

from callboard.docs.configuration import Configuration
from callboard.docs.mounts import Mount
from callboard.docs.paths import is_below
from callboard.markup import is_web_address
from callboard.model import Repository, browse_url, edit_url

_SAFE: Final = "/~!$'()*,;@-._"


def edit_link(repository: Repository, configuration: Configuration, path: str, mount: Mount) -> str:
    """The address of the editor for a file, `""` when there is none or the author wants none.

    Where the repository lives, the operator and the crawl know best: what a `mkdocs.yml` says of it counts
    only when they do not know. Its `edit_uri` is followed as long as it stays inside the repository.
    """
    if configuration.edit_uri == "":
        return ""
    home = browse_url(repository) or configuration.repo_url
    if not home:
        return ""
    stated = _stated(home, configuration, mount.relative(path)) if is_below(path, mount.folder) else ""
    return stated or edit_url(replace(repository, web_url=home), path)


def _stated(home: str, configuration: Configuration, relative: str) -> str:
    """The address that the author's own pattern gives, `""` unless it is one of this repository."""
    template = configuration.edit_uri_template
    if template:
        pattern = _filled(template, relative)
    elif configuration.edit_uri:
        glue = (
            "" if configuration.edit_uri.startswith(("?", "#")) or configuration.edit_uri[-1] in "/=" else "/"
        )
        pattern = f"{configuration.edit_uri}{glue}{quote(relative, safe=_SAFE)}"
    else:
        return ""
    base = configuration.repo_url or home
    try:
        address = urljoin(base if pattern.startswith(("?", "#")) else f"{base}/", pattern)
    except ValueError:
        return ""
    return address if _is_inside(address, home) else ""


def _filled(template: str, relative: str) -> str:
    """MkDocs' placeholders, and no others: a path is put in quoted, whichever form is asked for."""
    stem = relative.rpartition(".")[0] or relative
    for name, value in (("path_noext", stem), ("path", relative)):
        for placeholder in (f"{{{name}}}", f"{{{name}!q}}"):
            template = template.replace(placeholder, quote(value, safe=_SAFE))
    return template


def _is_inside(address: str, home: str) -> bool:
    """Whether an address is a safe one below another, however a browser reads dots and escapes in it."""
    if not is_web_address(address) or ".." in unquote(unquote(urlsplit(address).path)).split("/"):
        return False
    return address.lower().startswith((f"{home.lower()}/", f"{home.lower()}?"))
