"""From the plan of a shard to the files that a browser loads, and what all shards share."""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, Final

from callboard.errors import FullTextError
from callboard.fulltext.bundle import Bundle
from callboard.fulltext.document import document_of
from callboard.fulltext.indexing import EXCLUDED, Indexer
from callboard.fulltext.sharding import ShardPlan
from callboard.store import digest_of, digest_of_code

ENTITIES: Final = "entities.json"
MANIFEST: Final = "shards.js"

_SHARD_FILES: Final = ("fragment/", "index/", "pagefind-entry.json", "pagefind.")
_RUNTIME_FILES: Final = ("pagefind.js", "pagefind-worker.js", *_SHARD_FILES)
_SIGNATURE: Final = b"pagefind_dcd"

# The library wants an index beside its own files, and none is empty: a letter of an old script.
_NOTHING: Final = "<!doctype html><html><body><p>\u16e2</p></body></html>"


def shard_key(shard: ShardPlan, indexer: Indexer) -> str:
    """Stands for every byte of a shard's bundle: what is in it, and what makes it."""
    return digest_of("full-text", shard.digest, indexer.version, indexer.language, _own_code())


def runtime_key(indexer: Indexer) -> str:
    """Stands for every byte of what all shards share."""
    return digest_of("full-text-runtime", indexer.version, indexer.language, _own_code())


def build_shards(shards: Sequence[ShardPlan], indexer: Indexer) -> list[Bundle | FullTextError]:
    """The files of each shard, relative to `search/<name>/`; a shard that cannot be indexed is the error.

    They are made side by side; so many of them are in memory with their texts.
    """
    owners: list[dict[str, str]] = [{} for _ in shards]
    documents = [_documents(shard, owned) for shard, owned in zip(shards, owners, strict=True)]
    return [
        made if isinstance(made, FullTextError) else _of_shard(made, owned)
        for made, owned in zip(indexer.index_together(documents), owners, strict=True)
    ]


def _documents(shard: ShardPlan, owners: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The pages of a shard; `owners` is told whose they are, by their addresses as the indexer calls them."""
    for entity, page in shard.pages():
        owners[f"/{page.address}"] = entity
        yield page.address, document_of(page)


def _of_shard(made: Bundle, owners: dict[str, str]) -> Bundle | FullTextError:
    kept = {
        name: data
        for name, data in made.items()
        if name.startswith(_SHARD_FILES) and not name.endswith(".js")
    }
    try:
        return dict(sorted({**kept, ENTITIES: _entities(kept, owners)}.items()))
    except FullTextError as error:
        return error


def build_runtime(indexer: Indexer) -> Bundle:
    """What all shards share, relative to `search/`: the program that searches them.

    Raises:
        FullTextError: the indexer does not work.
    """
    made = indexer.index([("", _NOTHING)])
    engine = f"wasm.{indexer.language}.pagefind"
    wanted = (*_RUNTIME_FILES, engine if engine in made else "wasm.unknown.pagefind")
    return {name: data for name, data in made.items() if name.startswith(wanted)}


def manifest(shards: Sequence[tuple[ShardPlan, str]], indexer: Indexer | None, problem: str = "") -> bytes:
    """`search/shards.js`: which shards there are, each given with its key, and why there are none.

    A script, because a page opened from a file may load one, and has to say what it cannot do.
    """
    document = {
        "language": indexer.language if indexer else "",
        "problem": problem,
        "shards": [{"name": shard.name, "domains": list(shard.domains)} for shard, _ in shards],
        "tag": digest_of(*(key for _, key in shards))[:12] if shards else "",
    }
    text = json.dumps(document, sort_keys=True, separators=(",", ":")).replace("<", "\\u003c")
    return f"globalThis.callboardShards = {text};\n".encode()


def _entities(bundle: Bundle, owners: dict[str, str]) -> bytes:
    """The results of each entity: what facets count, without a request for every page that was found."""
    found: dict[str, list[str]] = defaultdict(list)
    for name, data in bundle.items():
        if name.startswith("fragment/"):
            owner = owners.get(str(_fragment(data).get("url", "")))
            if owner is None:
                raise FullTextError("the indexer calls pages otherwise than it was told")
            found[owner].append(name.removeprefix("fragment/").partition(".")[0])
    rows = {entity: sorted(ids) for entity, ids in sorted(found.items())}
    return json.dumps(rows, separators=(",", ":")).encode()


def _fragment(data: bytes) -> dict[str, Any]:
    try:
        text = gzip.decompress(data).removeprefix(_SIGNATURE)
        fragment = json.loads(text)
    except (OSError, EOFError, ValueError) as error:
        raise FullTextError("the indexer writes something that cannot be read") from error
    return fragment if isinstance(fragment, dict) else {}


def _own_code() -> str:
    """What this release does with a page."""
    return digest_of(*EXCLUDED, digest_of_code("fulltext"))
