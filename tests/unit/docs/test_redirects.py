"""Old addresses lead to where things are now, and hide nothing."""

from __future__ import annotations

import pytest

from callboard.docs import DocsLibrary, Redirect
from unit.docs.repositories import build, entity

SHOP = "default/component/shop/"


def library(*aliases: str) -> DocsLibrary:
    """The documentation of `shop`, which was called otherwise, and of its neighbour `till`."""
    annotations = {"callboard.dev/aliases": " ".join(aliases)} if aliases else {}
    return build(
        {"docs/index.md": "# I", "docs/guide.md": "# G", "till/docs/index.md": "# T"},
        entity(annotations=annotations),
        entity("till", path="till/c.yaml"),
    )


def redirects(*aliases: str) -> dict[str, str]:
    """Old address to new one."""
    return {redirect.address: redirect.target for redirect in library(*aliases).redirects}


def test_an_old_name_leads_to_the_entity_and_to_every_page_of_its_documentation() -> None:
    """Its kind and namespace are the entity's own where it does not say them."""
    expected = {
        "catalog/default/component/store/": f"catalog/{SHOP}",
        "docs/default/component/store/": f"docs/{SHOP}",
        "docs/default/component/store/guide/": f"docs/{SHOP}guide/",
    }
    assert redirects("store") == redirects("component:default/Store") == expected


def test_an_old_address_leads_to_the_entity_or_to_its_documentation() -> None:
    """Addresses of pages that were there once are among them."""
    assert redirects("/docs/old/component/x/", f"/docs/{SHOP}setup/", "catalog/old/component/x") == {
        "catalog/old/component/x/": f"catalog/{SHOP}",
        "docs/old/component/x/": f"docs/{SHOP}",
        f"docs/{SHOP}setup/": f"docs/{SHOP}",
    }


@pytest.mark.parametrize(
    "alias",
    [
        "till",
        "component:default/shop",
        "/docs/default/component/till/x/",
        f"/docs/{SHOP}guide/",
        "/catalog/default/component/till/",
        "/health/",
        "/docs/../../../etc/",
        "/docs/a/b/",
        "::",
        "component:..",
        "/docs/default/component/x/index.html",
    ],
)
def test_an_alias_hides_no_page(alias: str) -> None:
    """What another entity or page has, and what is no address, is a finding."""
    made = library(alias)
    assert made.redirects == ()
    assert [found.code for found in made.findings] == ["alias-invalid"]


def test_shared_documentation_is_found_below_every_name() -> None:
    """The address of each entity's documentation exists."""
    ours = {"backstage.io/techdocs-ref": "dir:."}
    made = build({"docs/index.md": "# I"}, entity("a", annotations=ours), entity("b", annotations=ours))
    assert made.redirects == (Redirect("docs/default/component/b/", "docs/default/component/a/"),)
