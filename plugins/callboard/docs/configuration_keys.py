"""What becomes of each key of a `mkdocs.yml`: used, silently needless, or named as ignored.

A closed list: whatever is not on it does nothing and is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from callboard.docs.written import Written
from callboard.markup import read_dialect

USED: Final = frozenset(
    {
        "docs_dir",
        "draft_docs",
        "edit_uri",
        "edit_uri_template",
        "exclude_docs",
        "markdown_extensions",
        "nav",
        "not_in_nav",
        "plugins",
        "repo_url",
        "site_description",
        "site_name",
    }
)
"""The keys that count."""

SILENT: Final = frozenset(
    {
        "copyright",
        "dev_addr",
        "extra",
        "google_analytics",
        "remote_branch",
        "remote_name",
        "repo_name",
        "site_author",
        "site_url",
        "strict",
        "theme",
        "use_directory_urls",
        "validation",
        "watch",
    }
)
"""The keys that are the site's own business, or only how MkDocs is run: nobody misses them in a page."""

SILENT_PLUGINS: Final = frozenset(
    {
        "awesome-pages",
        "git-revision-date",
        "git-revision-date-localized",
        "minify",
        "monorepo",
        "redirects",
        "search",
        "section-index",
        "tags",
        "techdocs-core",
    }
)
"""The plugins whose effect exists here, or that change nothing a reader sees."""

_LOOKS: Final = frozenset(
    {
        "collapse_navigation",
        "color_mode",
        "direction",
        "favicon",
        "features",
        "font",
        "hljs_languages",
        "hljs_style",
        "highlightjs",
        "icon",
        "include_sidebar",
        "language",
        "locale",
        "logo",
        "name",
        "nav_style",
        "navigation_depth",
        "palette",
        "prev_next_buttons_location",
        "shortcuts",
        "sticky_navigation",
        "titles_only",
        "user_color_mode_toggle",
    }
)
# Half of all files choose their icons or fences with one of these, which no page can tell.
_HARMLESS_TAG: Final = "python/name:"


@dataclass(frozen=True, slots=True)
class Wish:
    """Something that was asked for in vain: what kind of thing, what it is called, and its line."""

    kind: str
    name: str
    line: int = 0

    def __str__(self) -> str:
        """As a finding lists it."""
        return f"{self.kind} {self.name[:60]}".strip()


def ignored(written: Written, lines: tuple[str, ...]) -> tuple[Wish, ...]:
    """All that is asked for in vain, in order of the lines."""
    return tuple(sorted({*_keys(written), *_tags(written, lines)}, key=lambda wish: (wish.line, str(wish))))


def options_of(written: Written | None, *names: str) -> tuple[Written, ...]:
    """The options of the plugins or extensions of these names, in a list of them."""
    if written is None:
        return ()
    return tuple(options for name, options in _named(written) if name.removeprefix("material/") in names)


def _keys(written: Written) -> Iterator[Wish]:
    for key, value in written.pairs():
        if key not in USED and key not in SILENT:
            yield Wish("", key, value.line)
        elif key == "theme":
            strange = (name for name, _ in value.pairs() if name not in _LOOKS)
            yield from (Wish("", f"theme.{name}", value.line) for name in strange)
        elif key == "plugins":
            for name, options in _named(value):
                if name.removeprefix("material/") not in SILENT_PLUGINS:
                    yield Wish("plugin", name, options.line)
        elif key == "markdown_extensions":
            yield from _refused(value)


def _refused(extensions: Written) -> Iterator[Wish]:
    """The extensions, and options of extensions, that pages do without."""
    lines = {name: options.line for name, options in _named(extensions)}
    _, refused = read_dialect(extensions.value)
    for refusal in refused:
        kind, _, name = refusal.partition(" ")
        yield Wish(kind, name, lines.get(name) or lines.get(name.rpartition(".")[0], extensions.line))


def _named(written: Written) -> Iterator[tuple[str, Written]]:
    """The names in a list of plugins or extensions, each of which may have options."""
    if not isinstance(written.value, (list, tuple, Mapping)):
        return
    for item in written.items():
        if isinstance(item.value, Mapping):
            yield from ((_plain(name), options) for name, options in item.pairs())
        elif item.value is not None:
            yield _plain(item.value), Written(None, item.line)


def _plain(value: object) -> str:
    return " ".join(str(value).split())


def _tags(written: Written, lines: tuple[str, ...]) -> Iterator[Wish]:
    """The tags that would make MkDocs build an object or read the environment; here they mean nothing."""
    for tag in written.tags:
        name = tag.removeprefix("tag:yaml.org,2002:")
        if name.startswith(_HARMLESS_TAG) or name == "!include":
            continue
        line = next((count for count, text in enumerate(lines, 1) if name in text), 0)
        yield Wish("tag", name, line)
