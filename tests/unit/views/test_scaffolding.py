"""What the page of a template says of it."""

from __future__ import annotations

import pytest

from callboard.model import JsonValue
from unit.views.organisation import acme, bodies, links, parsed, portfolio_of, section

PAGE = "catalog/default/template/go-service/"
PARAMETERS: JsonValue = [
    {
        "title": "What it is",
        "required": ["name", 7],
        "properties": {
            "name": {"title": "Service name", "type": "string", "description": "Lower case"},
            "size": {"enum": ["s", "m", 3, True, None], "default": "m"},
            "owner": {"type": "string", "ui:field": "OwnerPicker"},
        },
    },
    {"properties": {"queue": {"type": "boolean", "default": False}}},
]
STEPS: JsonValue = [
    {"id": "fetch", "name": "Fetch", "action": "fetch:template", "input": {"url": "./skeleton"}},
    {"id": "queue", "action": "fetch:template", "if": "${{ parameters.queue }}"},
    {"action": "publish:github", "each": "${{ parameters.names }}"},
]


def _page(**spec: JsonValue) -> object:
    world = acme()
    world.add("template:go-service", type="service", **spec)
    for number in range(2):
        world.add(
            f"component:made-{number}",
            {
                "annotations": {
                    "backstage.io/source-template": ("template:default/go-service", "Template:go-service")[
                        number
                    ]
                }
            },
        )
    return parsed(bodies(portfolio_of(world))[PAGE].html)


def _rows(tree: object, anchor: str) -> list[list[str]]:
    rows = section(tree, anchor).xpath(".//tbody/tr")
    return [[" ".join(cell.text_content().split()) for cell in row] for row in rows]


def test_parameters_are_told_page_by_page() -> None:
    """Each with its sort, what it is unless one says so, and whether it has to be given."""
    tree = _page(parameters=PARAMETERS, steps=STEPS)
    assert [title.text_content() for title in section(tree, "parameters").xpath(".//h3")] == [
        "What it is",
        "Page 2",
    ]
    assert _rows(tree, "parameters") == [
        ["Service name required name Lower case", "string"],
        ["size", "s | m | 3 | true; m unless you say so"],
        ["owner", "string, OwnerPicker"],
        ["queue", "boolean; false unless you say so"],
    ]


def test_steps_are_told_in_order() -> None:
    """By name, else by id, else by number; some only happen when asked for."""
    tree = _page(
        parameters=PARAMETERS, steps=STEPS, output={"links": [{"title": "Repository", "url": "x"}, 3]}
    )
    steps = [" ".join(step.text_content().split()) for step in section(tree, "steps").xpath(".//li")]
    assert steps == [
        "Fetch fetch:template",
        "queue fetch:template only if asked for",
        "Step 3 publish:github only if asked for",
    ]
    use = section(tree, "use")
    assert "It makes a service." in use.text_content()
    assert "4 parameters and 3 steps" in " ".join(use.text_content().split())
    assert [chip.text for chip in use.xpath(".//li")] == ["Repository"]


def test_what_was_made_with_it_is_named() -> None:
    """Entities whose annotation names the template, in full or in short."""
    assert links(section(_page(), "made")) == {
        "made-0": "../../component/made-0/",
        "made-1": "../../component/made-1/",
    }


@pytest.mark.parametrize(
    "odd", [None, 3, "text", [], [3, None], {"properties": 3}, [{"properties": [1], "required": 9}]]
)
def test_odd_shapes_cost_nothing_but_themselves(odd: JsonValue) -> None:
    """A template is a stranger's text: whatever stands where, the page is made."""
    tree = _page(parameters=odd, steps=odd, output=odd)
    assert "It makes a service." in section(tree, "use").text_content()
    assert not tree.xpath("//*[@id='parameters']//tbody")


def test_a_huge_template_is_cut_and_counted() -> None:
    """The page stays light, and the totals are true."""
    many = {f"field-{number}": {"type": "string", "description": "x" * 5000} for number in range(3000)}
    tree = _page(parameters=[{"properties": many}] * 50, steps=[{"name": "y" * 5000}] * 3000)
    assert len(_rows(tree, "parameters")) == 10 * 30
    assert "Parameters 150,000" in " ".join(section(tree, "parameters").text_content().split())
    steps = section(tree, "steps")
    assert len(steps.xpath(".//li")) == 50
    assert "2,950 more" in steps.text_content()
    assert len(tree.text_content()) < 100_000
