"""Where pages went that are no longer where they were, as the plugin `redirects` is told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from callboard.docs.addresses import is_safe, page_address
from callboard.docs.layout import Layout
from callboard.docs.mounts import Mount
from callboard.docs.paths import inside
from callboard.findings import Finding, finding
from callboard.markup import is_external

_MAX_REPORTED: Final = 20


def redirects_of(layout: Layout) -> tuple[dict[str, str], tuple[Finding, ...]]:
    """The address of each page that was, and what took its place: the address of a page, or one of the web.

    No page is ever put out of its place, and none that was leads outside the docs but to a safe address.
    """
    found: dict[str, str] = {}
    findings: list[Finding] = []
    taken = frozenset(layout.pages.values())
    for mount, configuration in layout.configurations.items():
        dead = []
        for old, new in configuration.redirects.items():
            before, after = _address(old, mount), _target(new, mount, layout.pages)
            if not before or before in taken or after is None:
                dead.append(old)
            else:
                found.setdefault(before, after)
        place = configuration.line_of("plugins")
        if place:
            for old in dead[:_MAX_REPORTED]:
                message = f"The redirect of {' '.join(old.split())[:200]} is not possible"
                hint = "name a page that was, and one that is"
                findings.append(finding("docs-config", message, place, hint=hint))
    return dict(sorted(found.items())), tuple(findings)


def _address(old: str, mount: Mount) -> str:
    """The address that a page had, `""` where it cannot have had one."""
    path = inside(mount.folder, old.replace("\\", "/").lstrip("/") or ".")
    address = page_address(path, mount) if path else ""
    return address if address and is_safe(address) else ""


def _target(new: str, mount: Mount, pages: Mapping[str, str]) -> str | None:
    if is_external(new):
        return new
    written, mark, part = new.replace("\\", "/").partition("#")
    path = inside(mount.folder, written.lstrip("/") or ".")
    return f"{pages[path]}{mark}{part}" if path is not None and path in pages else None
