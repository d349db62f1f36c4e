"""The Atlas' data as a script, and a published catalog read again."""

from __future__ import annotations

import gzip
import json

from callboard.artifacts import catalog_document, encode
from callboard.artifacts.atlas_script import atlas_script
from callboard.artifacts.published import published_catalog
from callboard.findings import finding
from callboard.graph import build_graph
from callboard.model import EntityRef
from callboard.origin import Origin
from unit.artifacts.generated import ENTITIES, twenty_thousand
from unit.graph.worlds import read_world

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
    """What a browser loads for the Atlas, with hubs, tags, tiers and problems, stays under 400 KB, gzipped."""
    graph = build_graph(twenty_thousand())
    broken = finding("ref-unknown", "it is not there", Origin("acme/x"))
    problems = {ref: [broken] for ref in list(graph.index.columns.refs)[::9]}
    script = atlas_script(graph, problems)
    document = json.loads(script.removeprefix(b"globalThis.callboardAtlas = ").removesuffix(b";\n"))
    assert len(document["name"]) == ENTITIES
    hubs = sum(graph.index.is_hub(at) for at in range(len(graph.index)))
    assert hubs > 3
    assert len(gzip.compress(script, 9, mtime=0)) <= 400 * 1000


def test_a_published_catalog_has_the_same_graph() -> None:
    """Entities, relations and everything that selectors ask for survive the file."""
    catalog = read_world(WORLD)
    again = build_graph(published_catalog(encode(catalog_document(catalog)))).index.columns
    first = build_graph(catalog).index.columns
    assert again.refs == first.refs
    assert again.targets == first.targets
    assert (again.systems, again.domains, again.tags) == (first.systems, first.domains, first.tags)
