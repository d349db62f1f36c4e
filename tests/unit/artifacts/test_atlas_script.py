"""The Atlas' data as a script, and a published catalog read again."""

from __future__ import annotations

import gzip
import json
import random

from callboard.artifacts import catalog_document, encode
from callboard.artifacts.atlas_script import atlas_script
from callboard.artifacts.published import published_catalog
from callboard.findings import finding
from callboard.graph import build_graph
from callboard.model import EntityRef
from callboard.origin import Origin
from unit.graph.worlds import make_catalog, make_entity, read_world

WORLD = """
component:shop title=</script><script>alert(1)</script>
component:till tier=1 tags=go
system:s
domain:d
system:s partOf domain:d
component:till partOf system:s
component:shop dependsOn component:till
component:shop dependsOn component:gone
"""


def data(world: str = WORLD) -> dict[str, object]:
    """The document inside the script."""
    broken = EntityRef.parse("component:shop")
    found = finding("ref-unknown", "it is not there", Origin("acme/shop"))
    script = atlas_script(build_graph(read_world(world)), {broken: [found]})
    assert b"<" not in script
    document: dict[str, object] = json.loads(
        script.decode("ascii").removeprefix("globalThis.callboardAtlas = ").removesuffix(";\n")
    )
    return document


def test_columns_say_what_is_known() -> None:
    """Flags tell the missing, tier 1 and what has problems; a domain that follows from the system is left out."""
    document = data()
    assert document["name"] == ["gone", "shop", "till", "d", "s"]
    assert document["flags"] == [1, 4, 2, 0, 0]
    assert document["system"] == [0, 0, 5, 0, 0]
    assert document["domain"] == [0, 0, 0, 0, 4]
    assert document["uses"] == [0, 2, 0, 2, 0, 0, 0]


def test_twenty_thousand_entities_are_a_small_download() -> None:
    """With two uses each, the data of 20,000 entities stays under 400 KB, gzipped."""
    chance = random.Random(7)  # noqa: S311  # no secret
    refs = [EntityRef("component", "default", f"{chance.getrandbits(40):x}-service") for _ in range(20_000)]
    teams = [EntityRef("group", "default", f"team-{number}") for number in range(250)]
    relations = [(ref, "ownedBy", chance.choice(teams)) for ref in refs]
    relations += [(ref, "dependsOn", refs[int(20_000 * chance.random() ** 3)]) for ref in refs * 2]
    graph = build_graph(make_catalog([make_entity(ref, type="service") for ref in refs], relations))
    assert len(gzip.compress(atlas_script(graph, {}), 9)) <= 400_000


def test_a_published_catalog_has_the_same_graph() -> None:
    """Entities, relations and everything that selectors ask for survive the file."""
    catalog = read_world(WORLD)
    again = build_graph(published_catalog(encode(catalog_document(catalog)))).index.columns
    first = build_graph(catalog).index.columns
    assert again.refs == first.refs
    assert again.targets == first.targets
    assert (again.systems, again.domains, again.tags) == (first.systems, first.domains, first.tags)
