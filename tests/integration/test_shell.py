"""A spliced page is the page that the theme would have rendered."""

from __future__ import annotations

from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config.base import load_config

from callboard.isolation import LocalExecutor
from callboard.site.plugin import CallboardPlugin
from callboard.site.run import run_build
from callboard.site.shell import ShellPress
from callboard.views import PageBody, compose

EVERY = 7


@pytest.fixture(name="plugin", scope="module")
def _plugin(root: Path, tmp_path_factory: pytest.TempPathFactory) -> CallboardPlugin:
    config = load_config(
        str(root / "mkdocs.yml"),
        site_dir=str(tmp_path_factory.mktemp("shell") / "site"),
        site_url="https://portal.acme.example/sub/",
    )
    build(config)
    return next(plugin for plugin in config.plugins.values() if isinstance(plugin, CallboardPlugin))


def test_a_spliced_page_is_the_full_render_of_the_theme(plugin: CallboardPlugin) -> None:
    """Sampled pages of every section are equal, character by character."""
    assert plugin.session
    press = ShellPress(plugin.host)
    bodies = list(compose(plugin.session.portal.portfolio))
    sample = bodies[::EVERY] + [
        next(body for body in bodies if body.section == name) for name in _sections(bodies)
    ]
    for body in sample:
        assert _folded(press.page(body)) == _folded(press.full_render(body)), body.address


def test_text_of_strangers_is_escaped_in_the_shell(plugin: CallboardPlugin) -> None:
    """A title full of markup is text in the title, the header and the description."""
    hostile = "T\"><script>alert(1)</script>'&amp;"
    body = PageBody("catalog/default/component/x/", "catalog", hostile, hostile, "<h1>x</h1>")
    page = ShellPress(plugin.host).page(body)
    assert page == ShellPress(plugin.host).full_render(body)
    assert "<script>alert(1)" not in page
    assert "<title>T&#34;&gt;&lt;script&gt;" in page
    assert 'content="T&#34;&gt;&lt;script&gt;' in page


def test_a_body_that_spells_a_mark_stays_as_it_is(plugin: CallboardPlugin) -> None:
    """Bodies are joined in, never searched."""
    text = "callboardholetitlecallboardhole"
    body = PageBody("catalog/default/component/x/", "catalog", "Title", "About", f"<p>{text}</p>")
    page = ShellPress(plugin.host).page(body)
    assert page.count(text) == 1


def test_the_active_section_is_marked(plugin: CallboardPlugin) -> None:
    """The tab of the section a page belongs to is the active one."""
    body = PageBody("teams/", "teams", "Teams", "About", "<h1>Teams</h1>")
    page = ShellPress(plugin.host).page(body)
    active = page.split("md-tabs__item--active", 1)[1][:200]
    assert "Teams" in active


def test_pages_of_two_sections_may_lie_in_one_folder(plugin: CallboardPlugin) -> None:
    """A group nobody described lies among the entities and belongs to the teams; neither changes the other."""
    press = ShellPress(plugin.host)
    team = PageBody("catalog/default/group/x/", "teams", "X", "About", "<h1>X</h1>")
    service = PageBody("catalog/default/component/x/", "catalog", "X", "About", "<h1>X</h1>")
    for body in (team, service, team):
        assert press.page(body) == press.full_render(body)


def _sections(bodies: list[PageBody]) -> list[str]:
    return sorted({body.section for body in bodies})


def _folded(html: str) -> str:
    return " ".join(html.split())


def test_a_page_may_hide_from_search_engines_and_hide_its_sides(plugin: CallboardPlugin) -> None:
    """Another page stands for it, and the sidebars are there but out of the way."""
    address = "docs/default/component/x/@v1/"
    body = PageBody(
        address, "docs", "X", "About", "<h1>X</h1>", navigation="<nav>nav</nav>",
        canonical="docs/default/component/x/", noindex=True, hides=frozenset({"navigation"}),
    )  # fmt: skip
    page = ShellPress(plugin.host).page(body)
    assert page == ShellPress(plugin.host).full_render(body)
    assert '<link rel="canonical" href="https://portal.acme.example/sub/docs/default/component/x/">' in page
    assert page.count('<meta name="robots" content="noindex">') == 1
    assert 'data-md-type="navigation" hidden>' in page
    assert 'data-md-type="toc">' in page
    plain = ShellPress(plugin.host).page(PageBody(address, "docs", "X", "About", "<h1>X</h1>"))
    assert "robots" not in plain


def test_only_documentation_brings_its_own_script_and_looks(plugin: CallboardPlugin) -> None:
    """Every other page is spared both."""
    press = ShellPress(plugin.host)
    for section, wanted in (("docs", 1), ("teams", 0)):
        page = press.page(PageBody(f"{section}/", section, "X", "About", "<h1>X</h1>"))
        assert (page.count("assets/callboard/docs.js"), page.count("assets/callboard/docs.css")) == (
            wanted,
            wanted,
        )


def test_a_build_leaves_nothing_in_the_plugin(tmp_path: Path) -> None:
    """MkDocs gives one plugin to all builds of a process, and what a build was lent is closed when it is over."""
    config = tmp_path / "mkdocs.yml"
    config.write_text(
        "site_name: X\ntheme: {name: material, font: false}\nplugins: [{callboard: {sources: [{directory: repository}]}}]\n"
    )
    (tmp_path / "docs").mkdir()
    (tmp_path / "repository").mkdir()
    (tmp_path / "docs" / "index.md").write_text("# X\n")
    run_build(config, tmp_path / "site", jobs=1)
    plugins = load_config(str(config)).plugins.values()
    (left,) = (plugin for plugin in plugins if isinstance(plugin, CallboardPlugin))
    assert (left.cache, left.before, left.session) == (None, None, None)
    assert left.executor == LocalExecutor()
