"""What is on its way out, on its own page and on those of its users."""

from __future__ import annotations

from dataclasses import replace

import lxml.html
import pytest

from callboard.model import EntityRef
from unit.views.organisation import (
    PAYMENT,
    PAYMENT_API,
    World,
    acme,
    bodies,
    links,
    parsed,
    portfolio_of,
    text_of,
)

SHOP = "catalog/default/component/shop/"


def _deprecate(world: World, ref: EntityRef, replaced_by: str = "", lifecycle: str = "deprecated") -> None:
    entity = world.entities[ref]
    annotations = {"callboard.dev/replaced-by": replaced_by} if replaced_by else {}
    world.entities[ref] = replace(
        entity,
        spec={**entity.spec, "lifecycle": lifecycle},
        metadata={**entity.metadata, "annotations": annotations},
    )


def _banners(world: World, address: str) -> list[lxml.html.HtmlElement]:
    return list(parsed(bodies(portfolio_of(world))[address].html).xpath("//p[@class='cb-banner']"))


def test_a_deprecated_entity_says_so_and_what_to_use() -> None:
    """The replacement is a link, and so are those who still use it."""
    world = acme()
    world.add("api:payment-api-v2", type="openapi")
    _deprecate(world, PAYMENT_API, "payment-api-v2")
    (banner,) = _banners(world, "catalog/default/api/payment-api/")
    assert text_of(banner) == "Deprecated. Use payment-api-v2 instead. 1 entity still uses it."
    assert links(banner) == {"payment-api-v2": "../payment-api-v2/", "1 entity still uses it": "#used-by"}


def test_every_user_is_told() -> None:
    """Though nobody has touched the user's own descriptor."""
    world = acme()
    _deprecate(world, PAYMENT_API, "api:default/payment-api-v2")
    (banner,) = _banners(world, SHOP)
    assert text_of(banner) == ("Uses payment-api, which is deprecated. Use api:payment-api-v2 instead.")
    assert links(banner)["payment-api"] == "../../api/payment-api/"


@pytest.mark.parametrize("stated", ["", ":", "/", "a/"])
def test_nobody_has_said_what_replaces_it(stated: str) -> None:
    """Then both pages say that; the entity's own leads to where to write it."""
    world = acme()
    _deprecate(world, PAYMENT_API, stated)
    (own,) = _banners(world, "catalog/default/api/payment-api/")
    assert "Nobody has said what replaces it" in text_of(own)
    assert links(own)["name it"].endswith("/edit/main/catalog-info.yaml#L1")
    (user,) = _banners(world, SHOP)
    assert "Nobody has said what replaces it." in text_of(user)


def test_who_provides_a_deprecated_api_does_not_use_it() -> None:
    """A provider keeps its old API alive for others."""
    world = acme()
    _deprecate(world, PAYMENT_API)
    assert _banners(world, "catalog/default/component/payment-service/") == []


def test_an_api_tells_that_its_provider_goes() -> None:
    """Unless it goes with it."""
    world = acme()
    _deprecate(world, PAYMENT, lifecycle="Deprecated")
    (banner,) = _banners(world, "catalog/default/api/payment-api/")
    assert text_of(banner).startswith("Provided by payment-service, which is deprecated.")
    _deprecate(world, PAYMENT_API)
    assert len(_banners(world, "catalog/default/api/payment-api/")) == 1


def test_many_are_counted() -> None:
    """A page of banners would be no page."""
    world = acme()
    shop = EntityRef.parse("component:shop")
    for number in range(14):
        old = world.add(f"resource:old-{number:02}", lifecycle="deprecated")
        world.relate(shop, "dependsOn", old)
    banners = _banners(world, SHOP)
    assert len(banners) == 11
    assert text_of(banners[-1]) == "4 more of what it uses are deprecated."
