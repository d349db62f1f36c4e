"""Documentation pages in a real browser."""

from __future__ import annotations

import http.server
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from browser.visiting import served

pytestmark = pytest.mark.browser

DOCS = "docs/default/component/kitchen/"

DESCRIPTOR = """apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: kitchen
  annotations: {backstage.io/techdocs-ref: "dir:."}
  links: [{url: "https://runbooks.example/kitchen", title: Runbook}]
spec: {type: service, lifecycle: production, owner: cooks}
"""

PAGE = """# Kitchen

The kitchen cooks ledger soup. A footnote[^1].

## Install

=== "Python"

    ```python
    import kitchen
    ```

=== "Go"

    Use go get.

=== "Shell"

    Use curl.

## Use

=== "Python"

    In Python.

=== "Go"

    In Go.

| Setting | Default | What it does | Since | Environment variable | Allowed values |
|---|---|---|---|---|---|
| `timeout` | 30 | How long an order may take before it is given up | 1.0 | `KITCHEN_TIMEOUT_SECONDS` | 1 to 3600 |

A_very_long_word_LONG ends the ledger.

```text
WIDE
```

??? note "Folded"
    The folded ledger.

[^1]: The note.
""".replace("LONG", "long_" * 60).replace("WIDE", "wide " * 80)

DIAGRAMS = """# Diagrams

```mermaid
graph LR
  accTitle: How an order is cooked
  Order --> Stove --> Pass
```

```mermaid
%%{init: {"securityLevel": "loose", "theme": "forest", "themeCSS": "* { background: url(EVIL/css) }"}}%%
graph LR
  A["<img src=EVIL/img.png onerror=alert(1)>"] --> B["<b>bold</b>"]
  click A href "javascript:parent.stolen=1"
  click B call alert()
  style A fill:red
```

```mermaid
graph LR
  A --> B
  B@{ img: "EVIL/shape.png", label: "Image", pos: "t", w: 60, h: 60 }
```

```mermaid
graph LR
  A --> [[[ oops
```
"""


class _Listening(http.server.BaseHTTPRequestHandler):
    """A host that would like to know who reads the docs."""

    def do_GET(self) -> None:
        """Remember that somebody came."""
        self.server.asked.append(self.path)  # type: ignore[attr-defined]
        self.send_error(404)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the base class's name)
        """Say nothing."""


@contextmanager
def _running(server: http.server.ThreadingHTTPServer) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(name="evil", scope="module")
def _evil() -> Iterator[http.server.ThreadingHTTPServer]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Listening)
    server.asked = []  # type: ignore[attr-defined]
    with _running(server):
        yield server


@pytest.fixture(name="site", scope="module")
def _site(
    build_minimal: Callable, tmp_path_factory: pytest.TempPathFactory, evil: http.server.HTTPServer
) -> Path:
    folder = tmp_path_factory.mktemp("docs")
    repository = folder / "repositories" / "kitchen"
    (repository / "docs").mkdir(parents=True)
    (repository / "catalog-info.yaml").write_text(DESCRIPTOR)
    (repository / "mkdocs.yml").write_text("site_name: Kitchen docs\n")
    (repository / "docs" / "index.md").write_text(PAGE)
    (repository / "docs" / "diagrams.md").write_text(
        DIAGRAMS.replace("EVIL", f"http://127.0.0.1:{evil.server_port}")
    )
    done = build_minimal(folder, "repositories, url: 'https://github.com/acme/{repository}'")
    assert done.returncode == 0, done.stderr
    return folder / "site"


@pytest.fixture(name="served", scope="module")
def _served(site: Path) -> Iterator[str]:
    with served(site) as base:
        yield base


def _is_fault(message) -> bool:  # noqa: ANN001
    """An error other than that a hostile diagram was kept from something."""
    return message.type == "error" and "Content Security Policy" not in message.text


@contextmanager
def _visit(browser, address: str, **options) -> Iterator:  # noqa: ANN001, ANN003
    """A page of the site; fails the test on a console error, a dialog or a request to anywhere else."""
    base = address.partition("docs/")[0]
    context = browser.new_context(**options)
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text) if _is_fault(message) else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("dialog", lambda dialog: wrong.append(dialog.message))
    page.on(
        "requestfinished",
        lambda request: None if request.url.startswith((base, "data:")) else wrong.append(request.url),
    )
    page.goto(address)
    yield page
    context.close()
    assert wrong == []


def _drawn(page) -> None:  # noqa: ANN001
    """Wait until every diagram has been drawn or given up."""
    page.wait_for_function(
        "document.querySelectorAll('.cb-diagram img').length === 2"
        " && document.querySelectorAll('.cb-diagram-problem').length === 2"
    )


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_diagrams_are_drawn_as_pictures(browser, served: str, site: Path, scheme: str, evil) -> None:  # noqa: ANN001
    """Over a server and from files; the source stays at hand, and nothing of a hostile one gets out."""
    base = served if scheme == "http" else f"{site.as_uri()}/"
    with _visit(browser, f"{base}{DOCS}diagrams/{'index.html' if scheme == 'file' else ''}") as page:
        _drawn(page)
        first, hostile = page.locator(".cb-diagram img").all()
        assert first.get_attribute("alt") == "How an order is cooked"
        assert first.evaluate("image => image.naturalWidth") > 100
        svg = hostile.evaluate("image => decodeURIComponent(image.src)")
        assert svg.startswith("data:image/svg+xml;charset=utf-8,<svg")
        assert "javascript:" not in svg
        assert "/css" not in svg
        assert page.locator("article svg[id^=diagram]").count() == 0
        assert "Order --> Stove" in page.locator(".cb-diagram-source code").first.text_content()
        assert page.evaluate("window.stolen") is None
        assert evil.asked == []


def test_a_broken_diagram_shows_its_source_and_says_why(browser, served: str) -> None:  # noqa: ANN001
    """In one line above it."""
    with _visit(browser, f"{served}{DOCS}diagrams/") as page:
        _drawn(page)
        broken = page.locator(".cb-diagram").last
        assert "could not be drawn: Parse error" in broken.inner_text()
        assert broken.locator("pre:visible").count() == 1
        assert "[[[ oops" in broken.inner_text()


def test_diagrams_are_redrawn_when_the_colours_change(browser, served: str) -> None:  # noqa: ANN001
    """Dark lines are of no use on a dark page."""
    with _visit(browser, f"{served}{DOCS}diagrams/", color_scheme="light") as page:
        _drawn(page)
        before = page.locator(".cb-diagram img").first.get_attribute("src")
        page.locator("label[title='Switch to dark mode']").click()
        page.locator(".cb-diagram img[data-dark=true]").nth(1).wait_for()
        after = page.locator(".cb-diagram img").first.get_attribute("src")
        assert before != after
        assert page.locator(".cb-diagram").count() == 4


def test_a_diagram_can_be_enlarged(browser, served: str) -> None:  # noqa: ANN001
    """By keyboard as well; Escape leads back."""
    with _visit(browser, f"{served}{DOCS}diagrams/") as page:
        _drawn(page)
        page.get_by_role("button", name="Enlarge: How an order is cooked").focus()
        page.keyboard.press("Enter")
        assert page.get_by_role("dialog", name="How an order is cooked").is_visible()
        page.keyboard.press("Escape")
        assert page.locator("dialog").count() == 0


def test_the_drawing_program_is_fetched_only_where_there_is_a_diagram(browser, served: str) -> None:  # noqa: ANN001
    """It is a hundred times as large as the rest."""
    with _visit(browser, f"{served}{DOCS}") as page:
        page.wait_for_load_state("networkidle")
        loaded = page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)")
        assert any(name.endswith("docs.js") for name in loaded)
        assert not any("mermaid" in name for name in loaded)
        assert page.locator("iframe").count() == 0


def test_tabs_switch_together_and_are_remembered(browser, served: str) -> None:  # noqa: ANN001
    """Who reads Go reads Go everywhere, and on the next visit."""
    with _visit(browser, f"{served}{DOCS}") as page:
        assert page.get_by_text("In Python.").is_visible()
        page.locator(".tabbed-labels label").filter(has_text="Go").first.click()
        assert page.get_by_text("Use go get.").is_visible()
        assert page.get_by_text("In Go.").is_visible()
        page.locator(".tabbed-labels label").filter(has_text="Shell").click()
        assert page.get_by_text("Use curl.").is_visible()
        assert page.get_by_text("In Go.").is_visible()
        page.reload()
        page.get_by_text("Use curl.").wait_for()
        assert page.get_by_text("In Go.").is_visible()


def test_code_can_be_copied(browser, served: str) -> None:  # noqa: ANN001
    """By a button with a name on each block."""
    options = {"permissions": ["clipboard-read", "clipboard-write"]}
    with _visit(browser, f"{served}{DOCS}", **options) as page:
        page.locator(".highlight").first.hover()
        page.locator(".highlight button").first.click()
        assert page.evaluate("navigator.clipboard.readText()").strip() == "import kitchen"
        page.locator(".highlight button").last.click()
        assert page.evaluate("navigator.clipboard.readText()").startswith("wide wide")
        page.locator("h2#install .headerlink").click()
        page.get_by_text("Link copied").wait_for()
        assert page.evaluate("navigator.clipboard.readText()") == f"{served}{DOCS}#install"


@pytest.mark.parametrize("address", [DOCS, f"{DOCS}diagrams/", "docs/"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_never_scrolls_sideways(browser, served: str, address: str, scheme: str) -> None:  # noqa: ANN001
    """Wide tables, code and words stay in their own boxes."""
    options = {"viewport": {"width": 390, "height": 844}, "color_scheme": scheme}
    with _visit(browser, f"{served}{address}", **options) as page:
        if address.endswith("diagrams/"):
            _drawn(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_phone_has_the_contents_and_the_runbook_first(browser, served: str) -> None:  # noqa: ANN001
    """The theme has no room for its table of contents there."""
    with _visit(browser, f"{served}{DOCS}", viewport={"width": 390, "height": 844}) as page:
        page.get_by_text("On this page").locator("visible=true").click()
        assert page.locator(".cb-contents").get_by_role("link", name="Install").is_visible()
        runbook, owner = (
            page.locator(part).bounding_box()["y"] for part in (".cb-primary", ".cb-strip-facts")
        )
        assert runbook < owner
        page.locator(".md-header label[for=__drawer]").click()
        page.locator(".cb-docs-nav").get_by_role("link", name="Diagrams").click()
        page.wait_for_url(f"{served}{DOCS}diagrams/")
        _drawn(page)


def test_words_that_were_searched_for_are_marked(browser, served: str) -> None:  # noqa: ANN001
    """Without touching the text; Escape clears them, from the address too."""
    with _visit(browser, f"{served}{DOCS}?h=ledger+soup") as page:
        page.get_by_text("4 hits for “ledger soup”").wait_for()
        assert page.evaluate("CSS.highlights.get('cb-hit').size") == 4
        assert page.locator("mark").count() == 0
        page.get_by_role("button", name="Next").click()
        page.keyboard.press("Escape")
        assert page.evaluate("CSS.highlights.has('cb-hit')") is False
        assert page.url == f"{served}{DOCS}"


def test_a_browser_without_highlights_gets_marks(browser, served: str) -> None:  # noqa: ANN001
    """And code is left as it is."""
    with _visit(browser, f"{served}{DOCS}") as page:
        page.add_init_script("delete window.Highlight")
        page.goto(f"{served}{DOCS}?h=ledger+kitchen")
        page.locator("mark.cb-hit").first.wait_for()
        texts = {text.lower() for text in page.locator("mark.cb-hit").all_text_contents()}
        assert texts == {"ledger", "kitchen"}
        assert page.locator("pre mark").count() == 0
        page.keyboard.press("Escape")
        assert page.locator("mark").count() == 0


def test_the_palette_hands_its_words_to_the_page(browser, served: str) -> None:  # noqa: ANN001
    """A page of documentation is told what was typed; an entity's page has no use for it."""
    with _visit(browser, f"{served}{DOCS}") as page:
        page.keyboard.press("Control+k")
        page.keyboard.type("kind:docs diagrams")
        page.get_by_role("option").first.wait_for()
        page.keyboard.press("Enter")
        page.wait_for_url(f"{served}{DOCS}diagrams/?h=diagrams")
        page.keyboard.press("Control+k")
        page.keyboard.type("kitchen kind:component")
        page.get_by_role("option").first.wait_for()
        page.keyboard.press("Enter")
        page.wait_for_url(f"{served}catalog/default/component/kitchen/")


def test_a_selection_can_be_reported(browser, served: str) -> None:  # noqa: ANN001
    """With a quotation, the page and the file, and by keyboard."""
    with _visit(browser, f"{served}{DOCS}") as page:
        page.evaluate("getSelection().selectAllChildren(document.querySelector('.cb-prose p'))")
        button = page.get_by_role("link", name="Report an issue")
        button.wait_for()
        page.keyboard.press("Tab")
        assert button.evaluate("link => link === document.activeElement")
        address = urlsplit(button.get_attribute("href"))
        asked = parse_qs(address.query)
        assert (
            f"{address.scheme}://{address.netloc}{address.path}"
            == "https://github.com/acme/kitchen/issues/new"
        )
        assert asked["title"] == ["Docs: Kitchen"]
        (body,) = asked["body"]
        assert body.startswith("> The kitchen cooks ledger soup.")
        assert f"Page: {served}{DOCS}" in body
        assert re.search(r"File: docs/index\.md(:\d+)?$", body.strip())
        page.keyboard.press("Shift+Tab")
        page.evaluate("getSelection().removeAllRanges()")
        button.wait_for(state="detached")


def test_a_section_can_be_edited_where_its_line_is_known(browser, served: str) -> None:  # noqa: ANN001
    """A pencil behind the heading leads to that line in the editor."""
    with _visit(browser, f"{served}{DOCS}") as page:
        page.route(
            f"{served}{DOCS}",
            lambda route: route.fulfill(
                body=re.sub(
                    r'(<h2 id="use")(?: data-cb-line="\d+")?', r'\1 data-cb-line="24"', route.fetch().text()
                ),
                content_type="text/html",
            ),
        )
        page.reload()
        pencil = page.get_by_role("link", name="Edit the section “Use”")
        assert pencil.get_attribute("href").endswith("/edit/HEAD/docs/index.md#L24")


def test_the_index_of_docs_can_be_filtered(browser, served: str) -> None:  # noqa: ANN001
    """By title, entity or owner."""
    with _visit(browser, f"{served}docs/") as page:
        page.get_by_placeholder("Filter by title").fill("nothing like it")
        assert page.locator("tbody tr:visible").count() == 0
        assert page.get_by_text("0 of 1").is_visible()
        page.get_by_placeholder("Filter by title").fill("COOKS kitchen")
        assert page.locator("tbody tr:visible").count() == 1


def test_every_control_has_a_name(browser, served: str) -> None:  # noqa: ANN001
    """What can be pressed, opened or filled in says what it is, and no id stands twice."""
    unnamed = """() => [...document.querySelectorAll('.cb-content :is(a[href], button, input, select, summary, img):not([aria-hidden=true])')]
        .filter(each => !(each.getAttribute('aria-label') || each.textContent.trim() || each.title || each.alt
                          || each.labels?.length)).map(each => each.outerHTML)"""
    twice = """() => { const ids = [...document.querySelectorAll('[id]')].map(each => each.id);
        return ids.filter((id, at) => ids.indexOf(id) !== at); }"""
    with _visit(browser, f"{served}{DOCS}") as page:
        for address in (DOCS, f"{DOCS}diagrams/", "docs/"):
            page.goto(f"{served}{address}")
            if address.endswith("diagrams/"):
                _drawn(page)
            assert page.evaluate(unnamed) == []
            assert page.evaluate(twice) == []


def test_without_scripts_everything_can_be_read(browser, served: str) -> None:  # noqa: ANN001
    """The source of a diagram, the navigation, and no control that would do nothing."""
    with _visit(browser, f"{served}{DOCS}diagrams/", java_script_enabled=False) as page:
        assert "Order --> Stove" in page.locator("main").inner_text()
        assert page.locator(".cb-docs-nav").get_by_role("link", name="Kitchen").count() == 1
        page.goto(f"{served}docs/")
        assert page.locator("main input:visible").count() == 0


def test_print_is_one_column_with_addresses(browser, served: str) -> None:  # noqa: ANN001
    """No navigation, no buttons; what is folded is open."""
    with _visit(browser, f"{served}{DOCS}") as page:
        page.emulate_media(media="print")
        for hidden in (".md-sidebar", ".cb-strip-links", ".cb-around", ".md-header"):
            assert page.locator(hidden).filter(visible=True).count() == 0
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert page.get_by_text("The folded ledger.").is_visible()
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        assert page.locator(".cb-prose details[open]").count() == 0
