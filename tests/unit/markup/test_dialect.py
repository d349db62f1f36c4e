"""What a repository may choose about its Markdown, and what it may not."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown

from callboard.markup import is_understood
from callboard.markup.dialect import Dialect, read_dialect
from callboard.markup.extensions import extension_options, extensions
from callboard.markup.understood import ALIASES, ALWAYS, BUNDLES, INCLUDED, SWITCHABLE

EVERYTHING = (*ALWAYS, *SWITCHABLE, *INCLUDED, *ALIASES, *BUNDLES)
SAMPLES: dict[str, Any] = {
    "flag": True,
    "unset_or_flag": False,
    "kept_on": True,
    "kept_off": False,
    "ours": object(),
    "short_text": "On this page",
    "name": "acme",
    "heading_depth": "2-4",
}
FIRST_WORDS = {
    "linenums_style": "table",
    "mode": "view",
    "provider": "github",
    "separator": "-",
    "smart_enable": "all",
}


def convert(text: str, dialect: Dialect) -> str:
    """Convert with one instance made for the dialect."""
    markdown = Markdown(
        extensions=extensions(dialect), extension_configs=extension_options(dialect), output_format="html"
    )
    return str(markdown.convert(text))


def test_nothing_asked_for_is_the_plain_dialect() -> None:
    """Neither an absent nor an empty nor a meaningless value changes anything or is refused."""
    for value in (None, [], {}, [None]):
        assert read_dialect(value) == (Dialect(), ())


def test_equal_wishes_are_equal_dialects() -> None:
    """Order and spelling do not matter, so that repositories can share an instance."""
    one, _ = read_dialect(["nl2br", {"toc": {"toc_depth": 3, "baselevel": 2}}, "markdown.extensions.smarty"])
    other, _ = read_dialect({"smarty": None, "toc": {"baselevel": "2", "toc_depth": "3"}, "nl2br": {}})
    assert one == other
    assert hash(one) == hash(other)
    assert one.extensions == ("nl2br", "smarty")
    assert one.option("toc", "baselevel") == 2
    assert one.option("toc", "title") is None


@pytest.mark.parametrize("name", sorted(EVERYTHING))
def test_every_name_of_the_table_is_understood(name: str) -> None:
    """Under its own name and with Python-Markdown's prefix."""
    assert is_understood(name)
    assert read_dialect([name])[1] == ()
    assert is_understood(f"markdown.extensions.{name}")


@pytest.mark.parametrize("name", sorted({**ALWAYS, **SWITCHABLE}))
def test_every_option_of_the_table_exists(name: str) -> None:
    """A page is rendered with every extension and each of its options chosen."""
    table = {**ALWAYS, **SWITCHABLE}[name]
    for option, reader in table.items():
        sample = SAMPLES.get(reader.__name__, FIRST_WORDS.get(option, 1))
        dialect, refused = read_dialect([{name: {option: sample}}])
        assert refused == ()
        assert "<p>x</p>" in convert("x", dialect)


@pytest.mark.parametrize(
    ("extension", "option", "value", "chosen"),
    [
        ("toc", "toc_depth", 3, "3"),
        ("toc", "toc_depth", "2-4", "2-4"),
        ("toc", "baselevel", "2", 2),
        ("toc", "title", "On this page", "On this page"),
        ("codehilite", "linenums", "false", False),
        ("pymdownx.highlight", "linenums", True, True),
        ("pymdownx.highlight", "linenums_style", "pymdownx-inline", "pymdownx-inline"),
        ("pymdownx.highlight", "default_lang", "python", "python"),
        ("pymdownx.magiclink", "provider", "gitlab", "gitlab"),
        ("pymdownx.magiclink", "user", "acme-corp", "acme-corp"),
        ("pymdownx.betterem", "smart_enable", "all", "all"),
        ("smarty", "smart_dashes", False, False),
        ("pymdownx.progressbar", "progress_increment", 10, 10),
    ],
)
def test_a_good_value_is_chosen(extension: str, option: str, value: Any, chosen: object) -> None:
    """In the type that the extension expects."""
    dialect, refused = read_dialect([{extension: {option: value}}])
    assert refused == ()
    assert dialect.options == ((ALIASES.get(extension, extension), option, chosen),)
    assert type(dialect.options[0][2]) is type(chosen)


@pytest.mark.parametrize(
    ("extension", "option", "value"),
    [
        ("toc", "permalink", "¶"),
        ("pymdownx.superfences", "custom_fences", [{"name": "mermaid", "format": "a.b.c"}]),
        ("pymdownx.emoji", "emoji_index", "material.extensions.emoji.twemoji"),
        ("pymdownx.emoji", "options", {"custom_icons": ["overrides/.icons"]}),
        ("pymdownx.tasklist", "custom_checkbox", False),
        ("pymdownx.tabbed", "alternate_style", True),
        ("pymdownx.highlight", "linenums", None),
        ("pymdownx.snippets", "base_path", ["docs"]),
        ("pymdownx.snippets", "url_download", False),
        ("pymdownx.snippets", "restrict_base_path", True),
        ("footnotes", "UNIQUE_IDS", True),
        ("plantuml_markdown", "format", "svg"),
    ],
)
def test_what_is_settled_here_is_neither_chosen_nor_refused(extension: str, option: str, value: Any) -> None:
    """Half of all configurations set it, and no page looks different for it."""
    assert read_dialect([{extension: {option: value}}]) == (Dialect(), ())


@pytest.mark.parametrize(
    ("extension", "option", "value"),
    [
        ("toc", "slugify", "os.popen"),
        ("toc", "toc_depth", 7),
        ("toc", "toc_depth", "4-2"),
        ("toc", "toc_depth", True),
        ("toc", "toc_depth", "1-6 "),
        ("toc", "baselevel", 0),
        ("toc", "baselevel", "²"),
        ("toc", "baselevel", "1" * 5_000),
        ("toc", "title", "<script>alert(1)</script>"),
        ("toc", "title", "x" * 101),
        ("toc", "title", ["x"]),
        ("toc", "separator", "javascript:"),
        ("pymdownx.highlight", "linenums", "maybe"),
        ("pymdownx.highlight", "linenums_style", "os.system"),
        ("pymdownx.highlight", "pygments_formatter", "subprocess.Popen"),
        ("pymdownx.highlight", "default_lang", "../../etc/passwd"),
        ("pymdownx.magiclink", "user", "a/b"),
        ("pymdownx.magiclink", "repo", "x\nx"),
        ("pymdownx.magiclink", "provider", "evil"),
        ("pymdownx.magiclink", "custom", {"x": {"host": "https://evil.example"}}),
        ("pymdownx.snippets", "url_download", True),
        ("pymdownx.snippets", "url_download", "yes"),
        ("pymdownx.snippets", "restrict_base_path", False),
        ("pymdownx.tabbed", "slugify", "os.popen"),
        ("pymdownx.keys", "key_map", {"a": "<b>"}),
        ("pymdownx.progressbar", "progress_increment", 0),
        ("pymdownx.blocks.admonition", "types", ["x"]),
        ("plantuml_markdown", "plantuml_cmd", "sh -c true"),
        ("plantuml_markdown", "server", "https://evil.example"),
        ("smarty", "substitutions", {"ellipsis": "<script>"}),
        ("wikilinks", "build_url", "os.popen"),
        ("admonition", "anything", True),
    ],
)
def test_a_wrong_or_hostile_value_is_refused_and_named(extension: str, option: str, value: Any) -> None:
    """Nothing of it is chosen, and the refusal says which option it was."""
    dialect, refused = read_dialect([{extension: {option: value}}])
    assert dialect.options == ()
    assert refused == (f"option {extension}.{option}",)


@pytest.mark.parametrize(
    "name",
    [
        "subprocess:Popen",
        "toc:os.popen",
        "markdown.extensions.toc:TocExtension",
        "os",
        "pymdownx.b64",
        "pymdownx.pathconverter",
        "mkpatcher",
        "../toc",
        "",
    ],
)
def test_an_unknown_extension_is_refused_and_named(name: str) -> None:
    """Whatever it names is not looked up."""
    assert not is_understood(name)
    assert read_dialect([{name: {"location": "patcher.py"}}]) == (Dialect(), (f"extension {name}",))


def test_a_bundle_hands_its_options_to_its_members() -> None:
    """And to members only: a bundle inside a bundle is nothing."""
    value: Any = {"pymdownx.extra": {"pymdownx.superfences": {"relaxed_headers": True}, "extra": {"os": {}}}}
    dialect, refused = read_dialect(value)
    assert dialect.options == (("pymdownx.superfences", "relaxed_headers", True),)
    assert refused == ()
    assert read_dialect({"extra": {"os": {}}})[1] == ("extension os",)


def test_options_that_are_no_mapping_are_refused() -> None:
    """They are named by their extension."""
    assert read_dialect([{"toc": ["slugify"]}]) == (Dialect(), ("option toc",))


def test_the_list_of_what_is_refused_is_bounded() -> None:
    """In number, in length and in lines."""
    refused = read_dialect([f"x{number}\n{'y' * 5_000}" for number in range(1_000)])[1]
    assert len(refused) == 50
    assert max(map(len, refused)) <= len("extension ") + 80
    assert not any("\n" in line for line in refused)


def test_links_of_a_code_host_come_with_their_short_forms() -> None:
    """The older extension for them had no other purpose."""
    dialect, refused = read_dialect([{"mdx_gh_links": {"user": "acme", "repo": "shop"}}])
    assert refused == ()
    assert 'href="https://github.com/acme/shop/issues/7"' in convert("See #7.", dialect)
    assert "<a" not in convert("See #7.", Dialect())


@pytest.mark.parametrize(
    ("name", "text", "html"),
    [
        ("nl2br", "a\nb", "a<br>\nb"),
        ("smarty", '"a"...', "&ldquo;a&rdquo;&hellip;"),
        ("wikilinks", "[[Some Page]]", 'href="Some_Page.md"'),
        ("pymdownx.blocks.admonition", "/// note\nx\n///", '<div class="admonition note">'),
        ("pymdownx.blocks.details", "/// details | T\nx\n///", "<summary>T</summary>"),
        ("pymdownx.blocks.tab", "/// tab | T\nx\n///", "tabbed-alternate"),
        ("pymdownx.blocks.html", "/// html | section\nx\n///", "<section>"),
        ("pymdownx.blocks.definition", "/// define\nT\n\n- D\n\n///", "<dt>T</dt>"),
        ("pymdownx.blocks.caption", "x\n\n/// caption\nC\n///", "<figcaption>"),
        ("pymdownx.critic", "{++x++}", '<ins class="critic">x</ins>'),
        ("pymdownx.fancylists", "a. x\nb. y", '<ol type="a">'),
        ("pymdownx.progressbar", '[=50% "x"]', 'class="progress'),
        ("pymdownx.arithmatex", "$a$", r'<span class="arithmatex">\(a\)</span>'),
    ],
)
def test_what_can_be_switched_on_is_off_until_then(name: str, text: str, html: str) -> None:
    """The construct means nothing in the plain dialect and what it should in one that asks."""
    assert html not in convert(text, Dialect())
    assert html in convert(text, read_dialect([name])[0])


def test_a_page_leaves_nothing_behind_in_any_dialect() -> None:
    """One instance with everything switched on renders the same page alike, whatever came between."""
    dialect, _ = read_dialect([*SWITCHABLE, "pymdownx.arithmatex"])
    markdown = Markdown(
        extensions=extensions(dialect), extension_configs=extension_options(dialect), output_format="html"
    )
    page = '# T\n\n$x$ [^1] `a` {ref}`b`\n\n[^1]: n\n\n=== "T"\n    x\n\n```py linenums="1"\na\n```\n'
    first = markdown.reset().convert(page)
    assert markdown.foreign == ["{ref}"]
    markdown.reset().convert("$\\alpha$ *[x]: y\n\n```{x}\n```\n\n/// caption\nC\n///")
    assert markdown.foreign == ["{x}"]
    assert markdown.reset().convert(page) == first
    assert markdown.reset().foreign == []


def test_no_refused_name_is_ever_imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A module of that name lies on the path and stays unread."""
    witness = tmp_path / "ran"
    (tmp_path / "evil_extension.py").write_text(f"open({str(witness)!r}, 'w')")
    monkeypatch.syspath_prepend(tmp_path)
    dialect, refused = read_dialect(["evil_extension", {"evil_extension:make": {}}])
    convert("x", dialect)
    assert refused == ("extension evil_extension", "extension evil_extension:make")
    assert not witness.exists()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=20), inner, max_size=4),
    max_leaves=10,
)
NAMED = st.dictionaries(st.sampled_from(EVERYTHING), JSON, max_size=4)


@given(JSON | NAMED | st.lists(NAMED | st.sampled_from(EVERYTHING), max_size=4))
def test_whatever_is_written_the_dialect_is_of_the_table(value: Any) -> None:
    """Nothing raises, and only names and values of the closed table get through."""
    dialect, refused = read_dialect(value)
    assert set(dialect.extensions) <= {*SWITCHABLE, "pymdownx.arithmatex"}
    for extension, option, chosen in dialect.options:
        assert option in {**ALWAYS, **SWITCHABLE, **INCLUDED}[extension]
        assert isinstance(chosen, (bool, int)) or re.fullmatch(r"[^<>&\x00-\x1f]{1,100}", chosen)
    assert not dialect.raw_html
    assert len(refused) <= 50
