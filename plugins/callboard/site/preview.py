"""Live previews: of a whole portal, and of one repository as the portal would show it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from mkdocs.config.defaults import MkDocsConfig

from callboard.crawl import Checkouts, HeldSources, open_checkouts
from callboard.errors import ConfigurationError
from callboard.findings import Finding
from callboard.isolation import standing_workers, taken_down_when_told
from callboard.model import Snapshot, SourceReport, SourceState
from callboard.progress import Progress
from callboard.site.build import Portal, build_portal, survey
from callboard.site.config import PortalSettings
from callboard.site.elsewhere import Elsewhere
from callboard.site.live import LiveSite
from callboard.site.plugin import CallboardPlugin
from callboard.site.run import load_site, plugin_of
from callboard.site.serving import Rebuilt, Serve, Serving, Tell, timed
from callboard.site.session import Stages
from callboard.sources import GitMirrors
from callboard.store import Store


def run_serve(config_file: Path, tell: Tell, serving: Serving) -> None:
    """Serve a whole portal until it is interrupted, and bring it up to date at every change.

    Raises:
        CallboardError: the configuration cannot be used as it is at the start.
    """
    held = HeldSources()

    def load() -> tuple[MkDocsConfig, CallboardPlugin]:
        config = load_site(config_file, None, strict=False)
        return config, plugin_of(config, config_file)

    def surveyed(settings: PortalSettings, mirrors: GitMirrors, progress: Progress) -> Snapshot:
        return survey(settings, mirrors, progress, held=held)

    with _live_site(load, Stages(surveyed)) as site:
        Serve(site, lambda changed: timed(lambda: site.build(changed)), tell, serving).run()


def run_preview(repository: Path, catalog: str, tell: Tell, serving: Serving) -> None:
    """Serve one repository until it is interrupted, and bring it up to date at every change.

    What is elsewhere is known from `catalog`, the file or address of a published catalog; `""`: not at all.

    Raises:
        CallboardError: the repository or the catalog cannot be read as they are at the start.
    """
    preview = _Repository(repository, Elsewhere(catalog))
    with taken_down_when_told(), TemporaryDirectory(prefix="callboard_") as folder:
        config_file = _configuration(Path(folder), preview.root)

        def load() -> tuple[MkDocsConfig, CallboardPlugin]:
            config = load_site(config_file, None, strict=False)
            return config, plugin_of(config, config_file)

        stages = Stages(preview.survey, preview.build)
        with _live_site(load, stages) as site:
            site.finish = preview.elsewhere.finished

            def build(changed: frozenset[Path] | None) -> int:
                own = preview.elsewhere.own
                count = site.build(changed)
                if changed is None or preview.elsewhere.own == own:
                    return count
                # What was elsewhere is here by now, or the other way round, and any page may link to it.
                site.forget()
                return count + site.build(None)

            def rebuild(changed: frozenset[Path] | None) -> Rebuilt:
                preview.elsewhere.refresh()
                found = timed(lambda: build(changed))
                return replace(found, findings=preview.findings(site.portal), checkouts=preview.checkouts)

            Serve(site, rebuild, tell, serving).run()


@dataclass(slots=True)
class _Repository:
    """One repository, and what is known of all others."""

    path: Path
    elsewhere: Elsewhere
    checkouts: Checkouts = field(init=False)

    def __post_init__(self) -> None:
        if not self.path.is_dir():
            raise ConfigurationError(
                f"--repository {self.path}: {'is not a folder' if self.path.exists() else 'does not exist'}"
            )
        self.checkouts = open_checkouts([self.path], Path.cwd())

    @property
    def root(self) -> Path:
        """The folder of the whole repository."""
        return next(iter(self.checkouts.roots.values()))

    def survey(self, _settings: PortalSettings, _mirrors: GitMirrors, _progress: Progress) -> Snapshot:
        """The repository's working tree."""
        self.checkouts = open_checkouts([self.path], Path.cwd())
        snapshot = self.checkouts.snapshot
        keys = tuple(each.repository.key for each in snapshot.repositories)
        return replace(snapshot, sources=(SourceReport(f"preview: {keys[0]}", SourceState.FRESH, keys),))

    def build(self, settings: PortalSettings, snapshot: Snapshot, cache: Store, progress: Progress) -> Portal:
        """Its portal, in which there is what it names elsewhere."""
        elsewhere = self.elsewhere
        settings = replace(
            settings,
            ingest=replace(settings.ingest, elsewhere=elsewhere.refs, is_whole=bool(elsewhere.refs)),
            docs=replace(settings.docs, elsewhere=elsewhere.refs),
        )
        return build_portal(settings, snapshot, cache, progress, stand_ins=elsewhere.stand_ins)

    def findings(self, portal: Portal | None) -> tuple[Finding, ...]:
        """What is wrong with it, with paths as a person would type them."""
        checkouts, found = self.checkouts, portal.findings if portal else ()
        return tuple(
            replace(each, origin=checkouts.as_typed(each.origin))
            for each in found
            if checkouts.covers(each.origin.repository, each.origin.path)
        )


def _configuration(folder: Path, root: Path) -> Path:
    """Write the `mkdocs.yml` of a portal that has one repository and everything as it is by default."""
    (folder / "docs").mkdir()
    options = {"sources": [{"directory": str(root), "layout": "repository"}], "docs": {"history": 0}}
    document = {
        "site_name": root.name or "Preview",
        "theme": {"name": "material", "font": False},
        "plugins": [{"callboard": options}],
    }
    file = folder / "mkdocs.yml"
    # JSON is YAML.
    file.write_text(json.dumps(document), "utf-8")
    return file


@contextmanager
def _live_site(
    load: Callable[[], tuple[MkDocsConfig, CallboardPlugin]], stages: Stages
) -> Iterator[LiveSite]:
    """A site in a folder for the time being."""
    with taken_down_when_told(), TemporaryDirectory(prefix="callboard_") as name, standing_workers():
        folder = Path(name).resolve()
        (folder / "site").mkdir()
        with closing(LiveSite(load, folder / "site", folder / "staging", stages)) as site:
            yield site
