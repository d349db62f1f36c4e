"""Addresses and the links between them."""

from __future__ import annotations

from urllib.parse import urljoin

from hypothesis import given
from hypothesis import strategies as st

from callboard.model import EntityRef, api_entity_address, docs_address, entity_address, relative_address

REF = EntityRef.of("Component", "Default", "Payment-Service")
PARTS = st.lists(st.sampled_from(["catalog", "docs", "a", "b", "x.y"]), max_size=5)


def test_an_address_is_a_function_of_the_reference() -> None:
    """Alert templates can link to a page, its documentation and its JSON without a look-up."""
    assert entity_address(REF) == "catalog/default/component/payment-service/"
    assert docs_address(REF) == "docs/default/component/payment-service/"
    assert api_entity_address(REF) == "api/entities/by-name/component/default/payment-service.json"


def test_no_entity_stands_where_the_list_of_its_kind_is() -> None:
    """`index.html` is a name like any other, and no other name can be what its folder is called."""
    ref = EntityRef.of("Component", "default", "index.html")
    assert entity_address(ref) == "catalog/default/component/index.html_/"
    assert docs_address(ref) == "docs/default/component/index.html_/"


@given(PARTS, PARTS, st.sampled_from(["", "index.json"]))
def test_a_relative_link_leads_where_a_browser_says(page: list[str], target: list[str], file: str) -> None:
    """Resolving the link from the page gives the target, as RFC 3986 resolves it."""
    here = "".join(f"{part}/" for part in page)
    there = "".join(f"{part}/" for part in target) + file
    base = f"https://portal.acme.example/{here}"
    assert urljoin(base, relative_address(there, here)) == f"https://portal.acme.example/{there}"


def test_a_page_links_to_itself_and_to_the_root() -> None:
    """No link is empty: an empty one means the page's own file to some hosts."""
    assert relative_address("a/b/", "a/b/") == "./"
    assert relative_address("", "a/b/") == "../../"
