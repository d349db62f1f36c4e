"""How links between pages are made."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from callboard.model import relative_address
from callboard.views.body import Here, PageBody

_NAMES = st.sampled_from(["a", "b", "catalog", "docs", "x.y"])
_ADDRESSES = st.lists(_NAMES, max_size=5).map(lambda parts: "".join(f"{part}/" for part in parts))


@given(_ADDRESSES, _ADDRESSES, st.sampled_from(["", "#part", "file.json", "x/y.js"]))
def test_links_are_those_of_the_model(page: str, target: str, tail: str) -> None:
    """The quick way gives what `relative_address` gives."""
    assert Here(page).to(target + tail) == relative_address(target + tail, page)


def test_the_depth_of_a_page_is_its_number_of_folders() -> None:
    """The shell is rendered for this depth."""
    assert PageBody("catalog/default/component/pay/", "catalog", "", "", "").depth == 4
