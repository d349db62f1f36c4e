"""Selectors between paragraphs become drawings, on crawled pages and on the operator's own."""

from __future__ import annotations

from callboard.markup import Renderer
from callboard.views.embedded_graphs import marked_graphs, with_graphs
from unit.views.organisation import acme_portfolio


def drawn(html: str) -> str:
    """The page with its graphs, its links relative to the root of the site."""
    return with_graphs(html, acme_portfolio(), lambda target: f"/{target}")


def page(markdown: str) -> str:
    """A crawled page of this Markdown, as it comes out of a worker."""
    return Renderer().draft(markdown, title="T").html


def test_a_selector_in_a_fence_is_drawn_with_links_and_totals() -> None:
    """The nodes lead to their entities, the caption to the Atlas."""
    html = drawn(page("# T\n\n```callboard-graph\n1+payment-service+1\n```\n\nAfter\n"))
    assert '<figure class="cb-graph-figure">' in html
    assert 'href="/catalog/default/component/payment-service/"' in html
    assert 'href="/atlas/?g=1+payment-service+1"' in html
    assert "cb-selector" not in html
    assert "After" in html


def test_a_wrong_selector_is_a_sentence() -> None:
    """It is the author's text, escaped, and what is wrong with it."""
    html = drawn(page("```callboard-graph\n<b>paymnt-service\n```\n"))
    assert 'class="cb-graph-error"' in html
    assert "&lt;b&gt;" in html


def test_the_operators_own_fences_are_told_from_code() -> None:
    """Whatever their Markdown would make of an unknown language; code that only speaks of it stays."""
    marked = marked_graphs("# T\n\n```callboard-graph\nsystem:<x>\n```\n\n```text\ncallboard-graph\n```\n")
    assert '<pre class="cb-selector"><code>system:&lt;x&gt;</code></pre>' in marked
    assert "```text\ncallboard-graph\n```" in marked
    nested = "````markdown\n```callboard-graph\nx\n```\n````\n\n~~~\n```callboard-graph\n~~~\n"
    assert marked_graphs(nested) == nested
    assert marked_graphs("no graph") == "no graph"
    assert marked_graphs("```callboard-graph\nnever closed") == "``` callboard-graph\nnever closed"


def test_a_page_full_of_graphs_is_drawn_so_far() -> None:
    """The rest stay selectors."""
    html = drawn('<pre class="cb-selector"><code>payment-service</code></pre>' * 25)
    assert html.count("cb-graph-figure") == 20
    assert html.count("cb-selector") == 5
