"""The plugin's options, each typed and documented where it is declared."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from mkdocs.config import config_options
from mkdocs.config.base import Config, ConfigErrors, ConfigWarnings, ValidationError

from callboard.annotations import AnnotationSettings, load_rules, read_settings
from callboard.crawl import SourceSettings, VersionPatterns, read_sources
from callboard.docs import DocsSettings
from callboard.errors import ConfigurationError
from callboard.findings import Level, read_levels
from callboard.guides import Guides, read_guides
from callboard.ingest import CustomKind, IngestSettings, read_kinds
from callboard.isolation import Executor
from callboard.site.budgets import read_budgets
from callboard.site.docs_options import read_docs_options
from callboard.site.search_options import SearchOptions, read_search_options
from callboard.site.theme import icon_names, material_icons
from callboard.store import DEFAULT_MEGABYTES, SharedCache


class CallboardConfig(Config):  # type: ignore[no-untyped-call]  # the host's base class
    """The options of `plugins: [callboard: {…}]`; `docs/reference/configuration.md` documents each."""

    sources = config_options.Type((str, list), default="catalog/sources.yaml")
    """Where the repositories are: a YAML file relative to `mkdocs.yml`, or the list itself."""

    cache_dir = config_options.Type(str, default=".callboard")
    """The folder, relative to `mkdocs.yml`, for git mirrors and all that is kept; safe to delete."""

    cache_megabytes = config_options.Type(int, default=DEFAULT_MEGABYTES)
    """How large the cache may become, git mirrors apart."""

    cache_store = config_options.Optional(config_options.Type(str))
    """Where entries of the cache are kept that several machines share: an address that fsspec understands."""

    home = config_options.Type(bool, default=True)
    """Whether the start page shows the overview of the catalog below its own text."""

    navigation = config_options.Type(bool, default=True)
    """Whether links to the portal's sections are added to the site's navigation."""

    levels = config_options.Type(dict, default={})
    """The level of findings by code: `error`, `warn`, `info` or `off`."""

    kinds = config_options.Type(dict, default={})
    """Kinds of your own: for each a schema of its `spec`, an icon and the relations that its fields state."""

    ai_model = config_options.Type(bool, default=False)
    """Whether AiResource and APIs of the type mcp-server are kinds, as with Backstage's ai-model module."""

    annotations = config_options.Type(dict, default={})
    """Where the tools are that annotations link to, and which annotations a System or Domain passes on."""

    docs = config_options.Type(dict, default={})
    """How far back documentation is read, which versions of it are shown, and what a page may cost."""

    budgets = config_options.Type(dict, default={})
    """What pages, the search index, the Atlas and the site may weigh; what is heavier is told."""

    search = config_options.Type(dict, default={})
    """Whether readers can search for words in texts, and the language of these."""

    tours = config_options.Type(str, default="catalog/tours")
    """A folder, relative to `mkdocs.yml`, of tours through the portal; none where it does not exist."""

    glossary = config_options.Type(str, default="catalog/glossary.md")
    """A file, relative to `mkdocs.yml`, of words and what they mean; none where it does not exist."""

    offline = config_options.Type(bool, default=False)
    """Whether git sources are read from the last fetch instead of the network."""

    def validate(self) -> tuple[ConfigErrors, ConfigWarnings]:
        """Check types, and make an unknown option an error with a suggestion."""
        failed, warnings = super().validate()
        for key in sorted(set(self) - self._schema_keys, key=str):
            close = difflib.get_close_matches(str(key), self._schema_keys, n=1)
            meant = f"did you mean {close[0]}?" if close else f"it has {', '.join(sorted(self._schema_keys))}"
            failed.append((str(key), ValidationError(f"callboard has no such option; {meant}")))
        return failed, [warning for warning in warnings if warning[0] in self._schema_keys]


@dataclass(frozen=True, slots=True)
class PortalSettings:
    """The checked options: what the stages of a build are told; `icons` are those of kinds in lower case.

    `history` is how many commits are read to know when files last changed; `budgets` are in bytes.
    """

    site_name: str
    sources: tuple[SourceSettings, ...]
    cache_dir: Path
    levels: Mapping[str, Level]
    annotations: AnnotationSettings
    ingest: IngestSettings
    icons: Mapping[str, str]
    history: int
    versions: VersionPatterns
    docs: DocsSettings
    search: SearchOptions
    guides: Guides
    guide_paths: tuple[Path, ...]
    offline: bool
    budgets: Mapping[str, int]
    shared: Path | None = None
    """A folder that all machines see at the same path: the mirrors lie in it."""


def portal_settings(
    config: CallboardConfig, base: Path, site_name: str, executor: Executor | None = None
) -> PortalSettings:
    """Check what MkDocs cannot check by type; `base` is the folder of `mkdocs.yml`.

    `executor` says who does what can be divided, by default the processes of this machine.

    Raises:
        ConfigurationError: an option names something that does not exist or makes no sense.
    """
    if config.cache_megabytes < 1:
        raise ConfigurationError(f"cache_megabytes: expected at least 1, found {config.cache_megabytes}")
    custom = read_kinds(config.kinds, base)
    rules = load_rules()
    docs = read_docs_options(config.docs)
    tours, glossary = base / config.tours, base / config.glossary
    return PortalSettings(
        site_name=site_name,
        sources=read_sources(config.sources, base),
        cache_dir=base / config.cache_dir,
        levels=read_levels(config.levels),
        annotations=read_settings(config.annotations, rules),
        ingest=IngestSettings(
            annotation_keys=frozenset(rules),
            ai_model=config.ai_model,
            custom_kinds={each.kind.name: each.kind for each in custom},
        ),
        icons=_icons(custom),
        history=docs.history,
        versions=docs.versions,
        docs=replace(docs.limits, icons=material_icons(), executor=executor),
        search=read_search_options(config.search),
        guides=read_guides(tours, glossary),
        guide_paths=(tours, glossary),
        offline=config.offline,
        budgets=read_budgets(config.budgets),
        shared=SharedCache(config.cache_store).folder if config.cache_store else None,
    )


def _icons(custom: Iterable[CustomKind]) -> Mapping[str, str]:
    """The pictures of declared kinds, by kind in lower case."""
    icons = {each.kind.name.lower(): each.icon for each in custom if each.icon}
    known = icon_names()
    for kind, icon in icons.items():
        if icon not in known:
            close = difflib.get_close_matches(icon, known, n=1)
            meant = f"did you mean {close[0]}?" if close else f"there are {', '.join(sorted(known))}"
            raise ConfigurationError(f"kinds: {kind} has the icon {icon!r}, which does not exist; {meant}")
    return icons
