"""Pages that moved are found where they went."""

from __future__ import annotations

from callboard.docs.moved_pages import redirects_of
from unit.docs.test_navigation import laid_out


def test_a_redirect_leads_from_an_old_address_to_a_page_or_the_web() -> None:
    """Paths are those of files, in the folder of the configuration that says so."""
    _, layout = laid_out(
        {
            "mkdocs.yml": (
                "nav: [index.md, '!include a/mkdocs.yml']\nplugins:\n- redirects:\n    redirect_maps:\n"
                "      Old/Page.md: guide/new.md#part\n      gone/index.md: https://example.com/x\n      was.md: index.md\n"
            ),
            "docs/index.md": "",
            "docs/guide/new.md": "",
            "a/mkdocs.yml": "site_name: A\nplugins: [redirects: {redirect_maps: {old.md: new.md}}]",
            "a/docs/new.md": "",
        }
    )
    assert redirects_of(layout) == (
        {
            "a/old/": "a/new/",
            "gone/": "https://example.com/x",
            "old/page/": "guide/new/#part",
            "was/": "",
        },
        (),
    )


def test_an_impossible_redirect_is_told_and_does_nothing() -> None:
    """To nowhere, from a page that is, from outside, from a name that is no address."""
    maps = "a.md: gone.md, index.md: b.md, b.md: index.md, ../../x.md: b.md, '@files/x.md': b.md, c.md: ../../etc/passwd"
    yaml = f"site_name: x\nplugins: [redirects: {{redirect_maps: {{{maps}}}}}]"
    _, layout = laid_out({"mkdocs.yml": yaml, "docs/index.md": "", "docs/b.md": ""})
    found, findings = redirects_of(layout)
    assert found == {}
    assert [(told.code, told.origin.line) for told in findings] == [("docs-config", 2)] * 6
