"""Which pages a set has, where they go, and which of its files stay out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from callboard.docs.addresses import is_safe, page_address
from callboard.docs.authored import Authored, read_authored
from callboard.docs.configuration import Configuration
from callboard.docs.files import PAGE_ENDINGS, RepositoryFiles, readme_pages
from callboard.docs.mounts import Mount, mount_of
from callboard.docs.reading_order import reading_order
from callboard.docs.roots import DocsRoot
from callboard.docs.values import DocsSettings
from callboard.findings import Finding, finding
from callboard.model import Repository


@dataclass(frozen=True, slots=True)
class Layout:
    """The pages of a set, path to address, in reading order; and what is wrong with the names.

    `mounts` are the folders they come from, the set's own first; `unlisted` are the pages that only the
    author's own navigation names.
    """

    pages: dict[str, str]
    findings: tuple[Finding, ...] = ()
    mounts: tuple[Mount, ...] = ()
    authored: Authored = field(default_factory=Authored)
    unlisted: frozenset[str] = frozenset()
    configurations: Mapping[Mount, Configuration] = field(default_factory=dict)

    def mount_of(self, path: str) -> Mount:
        """The folder that a file belongs to."""
        return mount_of(path, self.mounts) or self.mounts[0]

    def configuration_of(self, path: str) -> Configuration:
        """The configuration that speaks of a file: that of the set, or of the included folder."""
        return self.configurations.get(self.mount_of(path), Configuration())

    def excludes(self, path: str) -> bool:
        """Whether the author keeps a file from being published."""
        mount = mount_of(path, self.mounts)
        return mount is not None and self.configurations[mount].excludes(mount.relative(path))


def lay_out(root: DocsRoot, settings: DocsSettings) -> Layout:
    """Give every page below the root its address, the way MkDocs does: `guide/setup.md` is `guide/setup/`."""
    own = Mount(root.folder)
    authored = read_authored(root)
    configurations = {own: root.configuration}
    for member in authored.members:
        configurations.setdefault(member.mount, member.configuration)
    mounts = tuple(configurations)
    if root.readme:
        paths = [root.readme, *sorted(readme_pages(root.files, root.folder), key=reading_order)]
        mounts, configurations = (own,), {own: _of_readme(root.configuration)}
    else:
        paths = [path for mount in mounts for path in _pages_in(root.files, mount, mounts)]
    layout = Layout({}, (), mounts, authored, frozenset(), configurations)
    published = [path for path in paths if not layout.excludes(path)]
    pages, findings = _addresses(published[: settings.max_pages], layout, root.source.repository)
    if root.readme:
        pages = {path: "" if path == root.readme else address for path, address in pages.items()}
    if len(published) > settings.max_pages:
        message = f"The documentation has {len(published)} pages; {settings.max_pages} are published"
        findings.append(finding("docs-page", message, root.source.repository.origin(root.folder)))
    if paths and not published:
        key = "exclude_docs" if "exclude_docs" in root.configuration.lines else "draft_docs"
        place = root.configuration.line_of(key) or root.source.repository.origin(root.folder)
        message = "exclude_docs and draft_docs keep out every page"
        findings.append(finding("docs-config", message, place, hint="nothing is published"))
    return Layout(
        pages=pages,
        findings=(*authored.findings, *findings),
        mounts=mounts,
        authored=authored,
        unlisted=frozenset(path for path in pages if _is_unlisted(path, layout)),
        configurations=configurations,
    )


def _of_readme(configuration: Configuration) -> Configuration:
    """What of a configuration can speak of files that do not lie where it says that the pages do."""
    return Configuration(
        site_name=configuration.site_name,
        site_description=configuration.site_description,
        repo_url=configuration.repo_url,
        edit_uri="" if configuration.edit_uri == "" else None,
        dialect=configuration.dialect,
        origin=configuration.origin,
    )


def _pages_in(files: RepositoryFiles, mount: Mount, mounts: tuple[Mount, ...]) -> list[str]:
    """The pages of one folder in reading order, but those of a folder inside it that has its own place."""
    paths = (path for path in files.below(mount.folder) if _is_page(mount.relative(path)))
    if len(mounts) > 1:
        paths = (path for path in paths if mount_of(path, mounts) is mount)
    return sorted(paths, key=lambda path: reading_order(mount.relative(path)))


def _addresses(
    paths: Iterable[str], layout: Layout, repository: Repository
) -> tuple[dict[str, str], list[Finding]]:
    pages: dict[str, str] = {}
    taken: dict[str, str] = {}
    findings: list[Finding] = []
    for path in paths:
        address = page_address(path, layout.mount_of(path))
        problem = _problem(address, taken)
        if problem:
            findings.append(finding("docs-page", problem, repository.origin(path), hint="rename the file"))
            continue
        taken[address] = path
        pages[path] = address
    return pages, findings


def _is_page(relative: str) -> bool:
    return relative.lower().endswith(PAGE_ENDINGS) and not any(
        name.startswith(".") for name in relative.split("/")
    )


def _is_unlisted(path: str, layout: Layout) -> bool:
    mount = layout.mount_of(path)
    return layout.configurations[mount].not_in_nav.matches(mount.relative(path))


def _problem(address: str, taken: dict[str, str]) -> str:
    if address and not is_safe(address):
        return "The page's name cannot be an address"
    if address in taken:
        return f"The page would have the same address as {taken[address]}"
    return ""
