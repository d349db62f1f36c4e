"""What templates make of values, whoever wrote them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError
from markupsafe import Markup, escape

from callboard.views.environment import environment


class _Text(str):
    __slots__ = ()


_TEXTS = st.text(st.sampled_from("ab &<>'\"é\0"))
_VALUES = st.one_of(_TEXTS, _TEXTS.map(Markup), _TEXTS.map(_Text), st.integers(), st.none(), st.lists(_TEXTS))


@given(_VALUES)
def test_what_is_put_out_is_escaped(value: object) -> None:
    """Of every type, as `escape` does it; only what is marked as HTML goes out as it is."""
    shown = environment().from_string("{{ value }}").render(value=value)
    assert shown == escape(value)
    in_macro = (
        "{% macro shown(it) %}{{ it }}{% endmacro %}{% set kept %}{{ shown(value) }}{% endset %}{{ kept }}"
    )
    assert environment().from_string(in_macro).render(value=value) == escape(value)


@pytest.mark.parametrize("template", ["{{ value }}", "{{ value.name }}", "{% if value.name %}{% endif %}"])
def test_what_nobody_has_given_is_a_fault(template: str) -> None:
    """An empty place on a page would be found by a reader."""
    with pytest.raises(UndefinedError):
        environment().from_string(template).render()


def test_what_a_value_does_not_have_is_a_fault() -> None:
    """An item of a mapping is no attribute."""
    with pytest.raises(AttributeError):
        environment().from_string("{{ value.name }}").render(value={"name": "x"})
