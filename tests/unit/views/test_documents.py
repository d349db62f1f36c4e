"""Documentation pages: what stands around the text."""

from __future__ import annotations

from dataclasses import replace

import pytest

from callboard.docs import Changed, DocsFile, DocsSet, NavItem
from callboard.views import PageBody
from callboard.views.docs_files import size_in_words
from callboard.views.documents import docs_pages
from unit.views.organisation import PAYMENT, acme_docs, acme_portfolio, bodies, links, parsed, text_of

ROOT = "docs/default/component/payment-service/"
FEBRUARY = 1_769_990_400
SEPTEMBER = 1_788_393_600


def _pages(docs: DocsSet) -> dict[str, PageBody]:
    portfolio = acme_portfolio(docs={PAYMENT: replace(docs, version="", versions=())})
    return {page.address: page for page in docs_pages(portfolio, docs)}


def _with_page(**changes: object) -> DocsSet:
    """The set with its page on architecture changed."""
    docs = acme_docs()
    pages = tuple(
        replace(page, **changes) if page.address == "architecture/" else page  # type: ignore[arg-type]
        for page in docs.pages
    )
    return replace(docs, pages=pages)


def test_the_navigation_is_the_same_on_every_page() -> None:
    """But for the way to the root of the docs and the mark of the page itself."""
    pages = bodies(acme_portfolio())
    for address, prefix in (("", "./"), ("architecture/", "../"), ("operations/runbook/", "../../")):
        tree = parsed(pages[ROOT + address].navigation)
        found = links(tree)
        assert found["Home"] == prefix
        assert found["Runbook"] == f"{prefix}operations/runbook/"
        assert found["Elsewhere"] == "https://example.com/"
        (current,) = tree.xpath("//*[@aria-current='page']/@href")
        assert current == f"{prefix}{address}"
        assert "\x00" not in pages[ROOT + address].navigation


def test_the_drawer_leads_back_to_the_site() -> None:
    """On a phone the docs' navigation stands where the site's own would."""
    found = links(parsed(bodies(acme_portfolio())[f"{ROOT}architecture/"].navigation))
    assert found["Catalog"] == "../../../../../catalog/"
    assert found["Start"] == "../../../../../"


def test_a_page_leads_to_its_entity_and_its_neighbours() -> None:
    """The strip names entity and owner; previous and next follow the navigation, not the address."""
    page = parsed(bodies(acme_portfolio())[f"{ROOT}operations/runbook/"].html)
    found = links(page)
    assert found["payment-service"] == "../../../../../../catalog/default/component/payment-service/"
    assert found["Team Orbit"] == "../../../../../../catalog/default/group/orbit/"
    around = {link.get("rel"): link.get("href") for link in page.xpath("//nav[@class='cb-around']/a")}
    assert around == {"prev": "../../", "next": "../../architecture/"}
    assert found["Edit this page"].endswith("/edit/main/docs/operations/runbook.md")


def test_the_contents_leave_the_title_out() -> None:
    """In the theme's own markup, so that its scroll spy finds it."""
    page = bodies(acme_portfolio())[f"{ROOT}architecture/"]
    tree = parsed(page.toc)
    assert links(tree) == {"First": "#first"}
    assert tree.xpath("//ul[@data-md-component='toc']/li/a[@class='md-nav__link']")


def test_the_title_names_page_and_docs_once() -> None:
    """A page that is called like its docs needs the name once."""
    portfolio = acme_portfolio()
    titles = [page.title for page in docs_pages(portfolio, replace(acme_docs(), title="Home"))]
    assert titles == ["Home", "Architecture - Home", "Runbook - Home"]


def test_a_page_that_is_not_in_the_navigation_has_no_neighbours() -> None:
    """It is published, and nobody is led astray."""
    docs = replace(acme_docs(), navigation=(NavItem("Home", ""),))
    pages = {page.address: page for page in docs_pages(acme_portfolio(), docs)}
    assert "cb-around" not in pages[f"{ROOT}architecture/"].html
    assert len(pages) == 3


def test_hostile_navigation_is_text() -> None:
    """Titles are escaped, and addresses that nobody should follow are no links."""
    docs = replace(
        acme_docs(),
        title="<script>alert(1)</script>",
        navigation=(
            NavItem('"><img src=x onerror=alert(1)>', url="javascript:alert(1)"),
            NavItem("Home", ""),
        ),
    )
    page = next(iter(docs_pages(acme_portfolio(), docs)))
    tree = parsed(page.navigation)
    assert not tree.xpath("//script | //img")
    assert text_of(tree.xpath("//nav/ul[2]/li[1]")[0]) == '"><img src=x onerror=alert(1)>'
    assert "javascript" not in "".join(links(tree).values())
    assert PAYMENT.name in page.address


def test_breadcrumbs_lead_through_the_sections() -> None:
    """Docs, the set, the section by its first page, the page itself."""
    tree = parsed(_pages(acme_docs())[f"{ROOT}operations/runbook/"].html)
    (crumbs,) = tree.xpath("//nav[@class='cb-crumbs']")
    assert [text_of(step) for step in crumbs.xpath(".//li")] == [
        "Docs",
        "Payment docs",
        "Operations",
        "Runbook",
    ]
    assert links(crumbs) == {"Docs": "../../../../../", "Payment docs": "../../", "Operations": "./"}
    assert [text_of(last) for last in crumbs.xpath(".//*[@aria-current='page']")] == ["Runbook"]


def test_the_strip_leads_to_the_runbook_first() -> None:
    """Then to the source and to the editor."""
    tree = parsed(_pages(acme_docs())[f"{ROOT}architecture/"].html)
    (strip,) = tree.xpath("//div[@class='cb-strip-links']")
    assert list(links(strip).values()) == [
        "https://runbooks.example/payments",
        "https://github.com/acme/payment-service",
        "https://github.com/acme/payment-service/edit/main/docs/architecture.md",
    ]


def test_a_page_says_when_it_changed() -> None:
    """The day without a clock; what changed before a shallow history says so."""
    for changed, words in (
        (Changed(FEBRUARY), "Updated 2 Feb 2026"),
        (Changed(FEBRUARY, or_before=True), "Updated before 2 Feb 2026"),
    ):
        tree = parsed(_pages(_with_page(changed=changed))[f"{ROOT}architecture/"].html)
        (notes,) = tree.xpath("//div[@class='cb-strip-notes']")
        assert text_of(notes) == words
        assert notes.xpath(".//time[@class='cb-ago']/@datetime") == ["2026-02-02"]


@pytest.mark.parametrize("at", [1 << 60, -(1 << 60)])
def test_a_day_that_no_calendar_has_is_left_out(at: int) -> None:
    """A commit carries whatever date its author's machine claimed."""
    html = _pages(_with_page(changed=Changed(at)))[f"{ROOT}architecture/"].html
    assert "Updated" not in html


def test_what_is_not_known_leaves_no_trace() -> None:
    """No dates, tags, versions or files: no empty line for them."""
    html = _pages(acme_docs())[f"{ROOT}architecture/"].html
    for part in ("cb-strip-notes", "cb-stale", "cb-tags", "cb-versions", "cb-banner", "<time"):
        assert part not in html
    assert f"{ROOT}@files/" not in _pages(acme_docs())


def test_docs_that_the_code_left_behind_say_so() -> None:
    """With both days, once the code is more than 90 days newer; a guess is no reason to blame anybody."""
    day = 86_400
    for code, docs, told in (
        (Changed(SEPTEMBER), Changed(FEBRUARY), True),
        (Changed(SEPTEMBER), Changed(FEBRUARY, or_before=True), True),
        (Changed(SEPTEMBER, or_before=True), Changed(FEBRUARY), False),
        (Changed(FEBRUARY + 90 * day), Changed(FEBRUARY), False),
        (Changed(FEBRUARY + 90 * day + 1), Changed(FEBRUARY), True),
        (None, Changed(FEBRUARY), False),
    ):
        page = _pages(replace(acme_docs(), changed=docs, code_changed=code))[f"{ROOT}architecture/"]
        assert bool(parsed(page.html).xpath("//*[@class='cb-stale']")) is told, (code, docs)
    stale = replace(acme_docs(), changed=Changed(FEBRUARY), code_changed=Changed(SEPTEMBER))
    (mark,) = parsed(_pages(stale)[ROOT].html).xpath("//*[@class='cb-stale']")
    assert text_of(mark) == "The code has changed since: code 3 Sep 2026, these docs 2 Feb 2026"


def test_what_the_author_hides_is_hidden() -> None:
    """Navigation and contents by the shell, the way to the neighbours here."""
    page = _pages(_with_page(hidden=frozenset({"navigation", "toc", "footer"})))[f"{ROOT}architecture/"]
    assert page.hides == {"navigation", "toc"}
    assert page.toc == ""
    assert "cb-around" not in page.html
    assert "cb-contents" not in page.html
    assert page.navigation


def test_the_contents_are_there_for_narrow_screens() -> None:
    """Once more above the text, because the theme shows its own only beside it."""
    (contents,) = parsed(_pages(acme_docs())[ROOT].html).xpath("//details[@class='cb-contents']")
    assert links(contents) == {"First": "#first"}


def test_the_script_is_told_where_to_edit_and_complain() -> None:
    """The editor of the file with its anchor for a line, and an issue to be filled in."""
    (article,) = parsed(
        _pages(_with_page(edit_url="https://gitlab.example/a/b/-/edit/main/x.md"))[
            f"{ROOT}architecture/"
        ].html
    )
    assert article.get("data-cb-edit") == "https://gitlab.example/a/b/-/edit/main/x.md"
    assert article.get("data-cb-line-anchor") == "#L{line}"
    assert (
        article.get("data-cb-issue")
        == "https://github.com/acme/payment-service/issues/new?title={title}&body={body}"
    )
    assert article.get("data-cb-path") == "docs/architecture.md"


def test_an_edit_address_that_nobody_should_follow_is_no_link() -> None:
    """Nor is none at all: an author may want no links to an editor."""
    for address in ("javascript:alert(1)", ""):
        (article,) = parsed(_pages(_with_page(edit_url=address))[f"{ROOT}architecture/"].html)
        assert article.get("data-cb-edit") is None


# ---- Versions ---------------------------------------------------------------------------------------------


def test_versions_lie_apart_and_name_each_other() -> None:
    """Below `@<version>/`; the page of the default branch is the one that search engines should know."""
    docs = replace(acme_docs(), version="v1.2", versions=("v2.0", "v1.2"))
    page = _pages(docs)[f"{ROOT}@v1.2/architecture/"]
    assert (page.canonical, page.noindex) == (f"{ROOT}architecture/", True)
    assert page.title == "Architecture - Payment docs - v1.2"
    tree = parsed(page.html)
    (selector,) = tree.xpath("//details[@class='cb-versions']")
    assert links(selector) == {"main": "../../architecture/", "v2.0": "../../@v2.0/", "v1.2": "./"}
    assert [text_of(link) for link in selector.xpath(".//a[@aria-current]")] == ["v1.2"]
    (banner,) = tree.xpath("//p[@class='cb-banner']")
    assert text_of(banner) == "You are reading version v1.2; the newest is v2.0."
    assert links(banner) == {"v2.0": "../../@v2.0/"}
    assert links(parsed(page.navigation))["Catalog"] == "../../../../../../catalog/"


def test_a_version_without_its_page_on_the_branch_leads_to_the_start() -> None:
    """Rather than nowhere."""
    docs = replace(acme_docs(), version="v1", versions=("v1",))
    old = replace(docs, pages=(replace(docs.pages[0], address="gone/"),))
    portfolio = acme_portfolio()
    (page,) = docs_pages(portfolio, old)
    assert page.canonical == ROOT
    assert links(parsed(page.html).xpath("//details[@class='cb-versions']")[0])["main"] == "../../"


def test_the_default_branch_offers_the_versions_without_a_warning() -> None:
    """It is what a reader should read."""
    page = _pages(replace(acme_docs(), versions=("v2", "v1")))[ROOT]
    assert (page.canonical, page.noindex) == ("", False)
    assert links(parsed(page.html).xpath("//details[@class='cb-versions']")[0]) == {
        "main": "./",
        "v2": "@v2/",
        "v1": "@v1/",
    }
    assert "cb-banner" not in page.html


# ---- Files ------------------------------------------------------------------------------------------------


def test_other_files_are_listed_and_read_in_the_repository() -> None:
    """Name from the docs' own root, kind, size and link; the navigation ends with them."""
    files = (
        DocsFile(
            "docs/deck.pdf", 1_250_000, "https://github.com/acme/payment-service/blob/main/docs/deck.pdf"
        ),
        DocsFile("docs/LICENSE", 1, "javascript:alert(1)"),
    )
    pages = _pages(replace(acme_docs(), folder="docs", files=files))
    tree = parsed(pages[f"{ROOT}@files/"].html)
    assert [[text_of(cell) for cell in row] for row in tree.xpath("//tbody/tr")] == [
        ["deck.pdf", "PDF", "1.2 MB"],
        ["LICENSE", "", "1 byte"],
    ]
    assert [link.get("href") for link in tree.xpath("//tbody//a")] == [files[0].url]
    entry = parsed(pages[ROOT].navigation).xpath("//nav/ul[2]/li[last()]/a")[0]
    assert (text_of(entry), entry.get("href")) == ("Files", "./@files/")
    assert list(pages) == sorted(pages)


def test_sizes_are_told_in_words() -> None:
    """From a byte to more than anybody has."""
    assert [size_in_words(size) for size in (0, 999, 1_000, 2_500_000, 10**18)] == [
        "0 bytes", "999 bytes", "1.0 kB", "2.5 MB", "1000000.0 TB",
    ]  # fmt: skip


# ---- Large sets -------------------------------------------------------------------------------------------


def _large(sections: int, pages: int) -> DocsSet:
    """A set with so many sections of so many pages."""
    docs = acme_docs()
    addresses = [[f"s{section:04}/p{page:04}/" for page in range(pages)] for section in range(sections)]
    navigation = tuple(
        NavItem(f"Section {number}", children=tuple(NavItem(address, address) for address in held))
        for number, held in enumerate(addresses)
    )
    made = tuple(replace(docs.pages[0], address=address) for held in addresses for address in held)
    return replace(docs, pages=made, navigation=navigation)


def test_sections_fold_and_those_around_the_page_are_open() -> None:
    """Twenty-four pages are too many to have everything open, and few enough to have everything there."""
    tree = parsed(_pages(_large(6, 4))[f"{ROOT}s0002/p0001/"].navigation)
    assert [text_of(summary) for summary in tree.xpath("//details[@open]/summary")] == ["Section 2"]
    assert len(tree.xpath("//nav/ul[2]//a")) == 24


def test_a_large_set_spells_out_only_what_is_around_the_page() -> None:
    """Closed sections lead to their first page, so that pages do not grow with the set."""
    pages = _pages(_large(100, 10))
    tree = parsed(pages[f"{ROOT}s0002/p0003/"].navigation)
    assert len(tree.xpath("//nav/ul[2]//a")) == 99 + 10
    found = links(tree)
    assert found["Section 7"] == "../../s0007/p0000/"
    assert text_of(tree.xpath("//details[@open]/summary")[0]) == "Section 2"
    (current,) = tree.xpath("//*[@aria-current='page']")
    assert text_of(current) == "s0002/p0003/"


def test_a_long_flat_section_comes_in_parts() -> None:
    """Each part leads to the ones beside it, and every page of it is in one."""
    pages = _pages(_large(1, 400))
    tree = parsed(pages[f"{ROOT}s0000/p0200/"].navigation)
    assert len(tree.xpath("//nav/ul[2]//details//a")) == 150 + 2
    found = links(tree)
    assert found["150 earlier"] == "../../s0000/p0000/"
    assert found["100 more"] == "../../s0000/p0300/"
    assert max(len(page.navigation) for page in pages.values()) < 20_000


def test_many_links_elsewhere_come_in_parts() -> None:
    """A few pages with a navigation of thousands of links would make a large site all the same."""
    elsewhere = tuple(
        NavItem(f"Link {number}", url=f"https://example.com/{number}") for number in range(1_000)
    )
    page = _pages(replace(acme_docs(), navigation=(NavItem("Home", ""), *elsewhere)))[ROOT]
    assert len(parsed(page.navigation).xpath("//nav/ul[2]//a")) == 150


def test_a_page_outside_a_large_navigation_still_has_one() -> None:
    """With every section closed."""
    docs = _large(100, 2)
    lost = replace(docs.pages[0], address="lost/")
    page = _pages(replace(docs, pages=(*docs.pages, lost)))[f"{ROOT}lost/"]
    assert not parsed(page.navigation).xpath("//details | //*[@aria-current]")


def test_an_address_with_signs_of_its_own_is_quoted() -> None:
    """A `#` in a file's name is part of its address and begins no fragment."""
    docs = acme_docs()
    page = replace(docs.pages[1], address="c#/")
    made = replace(docs, pages=(docs.pages[0], page), navigation=(NavItem("Home", ""), NavItem("C#", "c#/")))
    pages = _pages(made)
    assert links(parsed(pages[ROOT].navigation))["C#"] == "./c%23/"
    assert parsed(pages[ROOT].html).xpath("//a[@rel='next']/@href") == ["c%23/"]
    assert parsed(pages[f"{ROOT}c#/"].navigation).xpath("//*[@aria-current='page']/@href") == ["../c%23/"]
