"""What a set depends on, in one digest: whether anything has changed is a comparison of two words."""

from __future__ import annotations

from callboard.docs.drafts import versions
from callboard.docs.layout import Layout
from callboard.docs.reading import FileReader
from callboard.docs.roots import DocsRoot
from callboard.docs.values import DocsSettings
from callboard.store import digest_of


def key_of(root: DocsRoot, settings: DocsSettings) -> str:
    """A digest of all but the rest of the portal, without a look at the repository; `""`: not known."""
    fingerprint = root.source.fingerprint
    if not fingerprint:
        return ""
    origin = root.entity.origin
    around = (origin.repository, origin.path, root.configured, root.version)
    return digest_of(versions(), fingerprint, _facts(root), repr(around), _limits(settings))


def content_of(root: DocsRoot, settings: DocsSettings, layout: Layout, reader: FileReader) -> str:
    """A digest of what drafts and the answers to their links depend on in the repository.

    Not of files that were only looked at on the way: those are remembered one by one.
    """
    configured = [
        f"{mount}\0{reader.digest(configuration.origin.path)}"
        for mount, configuration in layout.configurations.items()
        if configuration.origin is not None
    ]
    digests = [f"{path}\0{address}\0{reader.digest(path)}" for path, address in layout.pages.items()]
    return digest_of(
        versions(),
        _facts(root),
        _limits(settings),
        "\n".join(configured),
        "\n".join(root.files.paths),
        "\n".join(digests),
    )


def _facts(root: DocsRoot) -> str:
    return repr((root.folder, root.readme, root.asked, root.entity.title, root.source.repository))


def _limits(settings: DocsSettings) -> str:
    limits = (
        settings.max_pages,
        settings.max_asset_bytes,
        settings.page_seconds,
        settings.page_megabytes,
    )
    return repr((*limits, settings.icons is not None))
