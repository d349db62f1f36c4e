"""What was read of a repository is kept, and the catalog is the same with it and without."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

from caches import keys_in
from callboard.descriptors import Kind, Places
from callboard.descriptors.kinds import CATALOG_VERSIONS
from callboard.ingest import IngestSettings, build_catalog, read_definitions
from callboard.ingest.gathering import read_descriptors
from callboard.model import Catalog, Entity, FileEntry, RepositorySnapshot, Snapshot
from callboard.sources import open_directory
from callboard.store import Cache
from unit.ingest.organisation import TEAM, MemoryTree, entity, repository

HERE: Final = Path(__file__).resolve().parent
CASES: Final = HERE.parents[1] / "differential" / "cases"
GOLDEN: Final = HERE.parents[1] / "golden" / "ingest"
KEYS: Final = frozenset({"backstage.io/techdocs-ref", "github.com/project-slug"})


class Unread:
    """A tree that knows its files, and fails whoever reads one."""

    def __init__(self, files: Mapping[str, FileEntry]) -> None:
        self.files = files

    def read(self, path: str) -> bytes:
        """Nobody has to."""
        raise AssertionError(path)


def printed(repositories: Iterable[RepositorySnapshot]) -> tuple[RepositorySnapshot, ...]:
    """The repositories, each with a fingerprint of its files."""
    return tuple(
        replace(each, fingerprint=repr([each.tree.read(path) for path in each.tree.files]))
        for each in repositories
    )


def unread(repositories: Iterable[RepositorySnapshot]) -> Snapshot:
    """The repositories, of which no file can be read."""
    return Snapshot(tuple(replace(each, tree=Unread(each.tree.files)) for each in repositories))


def facts(catalog: Catalog) -> object:
    """All that a catalog says, places and the order of mappings included."""
    return (
        [_facts(found) for found in catalog],
        [
            (ref, [(relation, relation.origin) for relation in relations])
            for ref, relations in catalog.relations.items()
        ],
        catalog.findings,
        catalog.repositories,
    )


def _facts(found: Entity) -> object:
    positions = found.positions
    assert isinstance(positions, Places)
    keys = {path: positions.key(path) for path in positions}
    written = json.dumps([found.metadata, found.spec])
    return found, written, dict(positions), keys, positions.nearest("spec.nothing")


def records(snapshot: Snapshot, settings: IngestSettings, cache: Cache | None) -> list[object]:
    """All that is known of each document that is kept."""
    return [
        (_facts(record.entity), [(each, each.relation.origin) for each in record.statements], record)
        for record in read_descriptors(snapshot, settings, cache).records
    ]


def check(tmp_path: Path, repositories: Iterable[RepositorySnapshot], settings: IngestSettings) -> Catalog:
    """Build without a cache, with an empty one and with a full one; all three catalogs are the same."""
    snapshot = Snapshot(printed(repositories))
    cache = Cache(tmp_path / "catalog")
    plain = build_catalog(snapshot, settings)
    assert facts(build_catalog(snapshot, settings, cache)) == facts(plain)
    kept = build_catalog(unread(snapshot.repositories), settings, cache)
    assert facts(kept) == facts(plain)
    # Those, too, that have no place in the catalog because another one is called the same.
    assert records(unread(snapshot.repositories), settings, cache) == records(snapshot, settings, None)
    return kept


@pytest.mark.parametrize("settings", [IngestSettings(annotation_keys=KEYS), IngestSettings(ai_model=True)])
def test_every_case_is_kept(tmp_path: Path, settings: IngestSettings) -> None:
    """The cases that are compared with Backstage: each folder is a repository, what is wrong in it included."""
    folders = sorted(folder for folder in CASES.iterdir() if folder.is_dir())
    repositories = []
    for folder in folders:
        tree, _ = open_directory(folder)
        web_url = f"https://github.com/acme/{folder.name}"
        named = tuple(path for path in tree.files if path.endswith((".yaml", ".yml")))
        found = repository(f"acme/{folder.name}", {}, web_url)
        repositories.append(replace(found, tree=tree, also=named))
    catalog = check(tmp_path, repositories, settings)
    assert len(records(Snapshot(printed(repositories)), settings, None)) > 100
    assert len(catalog) > 20
    assert len({found.code for found in catalog.findings}) > 12


def test_every_mistake_is_kept(tmp_path: Path) -> None:
    """The golden descriptors, each in a repository of its own."""
    found = [
        repository(f"acme/{path.stem}", {"catalog-info.yaml": path.read_bytes()})
        for path in sorted(GOLDEN.glob("*.yaml"))
    ]
    assert len(check(tmp_path, found, IngestSettings(annotation_keys=KEYS)).findings) > 20


def test_real_repositories_are_kept(tmp_path: Path, shared: Path) -> None:
    """Whatever real descriptors hold."""
    repositories = []
    for folder in sorted((shared / "corpus").iterdir()):
        if folder.is_dir():
            tree, _ = open_directory(folder)
            files = {path: tree.read(path) for path in tree.files if path.endswith((".yaml", ".yml"))}
            repositories.append(repository(folder.name, files, f"https://github.com/acme/{folder.name}"))
    assert len(check(tmp_path, repositories, IngestSettings(annotation_keys=KEYS))) > 50


def test_odd_values_come_back_as_they_were(tmp_path: Path) -> None:
    """Numbers, halves of surrogate pairs, odd keys, aliases, line separators."""
    odd = r"""apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: odd
  links: &links [{url: "https://a.example/x"}]
  annotations: {a/b: "\uD83D", c: "\uD83D\uDE00 \u2028 \x85", "n": "x\ny"}
spec: {type: library, lifecycle: x, owner: team, again: *links, n: [1.5, 1e3, -0.0, 12345678901234567890, .inf, null, true],
  "": {"__proto__": 1, "$x": 2, "$y": 3}}
"""
    found = check(
        tmp_path, [repository("acme/a", {"catalog-info.yaml": odd + "---\n" + TEAM})], IngestSettings()
    )
    assert [each.name for each in found] == ["odd", "team"]


def locations() -> tuple[RepositorySnapshot, ...]:
    """Two repositories whose Locations name each other's files, and one that is not there."""
    first = entity(
        "Location",
        "a",
        "targets: [./inner.yaml, 'https://github.com/acme/b/blob/main/more/one.yaml', 'https://github.com/acme/c/blob/main/x.yaml']",
    )
    one = entity("Location", "b", "targets: ['https://github.com/acme/a/blob/main/back.yaml', ./two.yaml]")
    return (
        repository(
            "acme/a",
            {
                "catalog-info.yaml": first,
                "inner.yaml": entity("Component", "inner"),
                "back.yaml": entity("Component", "back"),
            },
            "https://github.com/acme/a",
        ),
        repository(
            "acme/b",
            {"catalog-info.yaml": TEAM, "more/one.yaml": one, "more/two.yaml": entity("Component", "two")},
            "https://github.com/acme/b",
        ),
    )


def test_locations_lead_to_other_repositories_from_what_is_kept(tmp_path: Path) -> None:
    """And from there to others, and back."""
    catalog = check(tmp_path, locations(), IngestSettings())
    assert [each.name for each in catalog if each.kind == "Component"] == ["back", "inner", "two"]
    assert [found.code for found in catalog.findings] == ["location-foreign"]


def test_what_a_location_leads_to_follows_the_portals_sources(tmp_path: Path) -> None:
    """Which repositories there are is nothing that one of them keeps."""
    cache, settings = Cache(tmp_path), IngestSettings()
    first, second = printed(locations())
    for repositories in ((first,), (first, second), (first,)):
        snapshot = Snapshot(repositories)
        assert facts(build_catalog(snapshot, settings, cache)) == facts(build_catalog(snapshot, settings))


def test_only_what_has_changed_is_read(tmp_path: Path) -> None:
    """The other repository is not looked into."""
    cache, settings = Cache(tmp_path), IngestSettings()
    first, second = printed(locations())
    build_catalog(Snapshot((first, second)), settings, cache)
    tree = MemoryTree({"catalog-info.yaml": entity("Group", "other")})
    changed = replace(second, tree=tree, fingerprint="another")
    catalog = build_catalog(Snapshot((*unread([first]).repositories, changed)), settings, cache)
    assert [each.name for each in catalog if each.kind == "Group"] == ["other"]


@pytest.mark.parametrize(
    "change",
    [
        {"fingerprint": "another"},
        {"also": ("x.yaml",)},
        {"descriptors": ("x.yaml",)},
        {"repository": {"key": "acme/z"}},
        {"repository": {"name": "z"}},
        {"repository": {"web_url": "https://github.com/acme/z"}},
        {"repository": {"branch": "next"}},
        {"repository": {"commit": "a" * 40}},
    ],
)
def test_whatever_a_reading_depends_on_has_it_made_again(tmp_path: Path, change: dict[str, object]) -> None:
    """Else the catalog would be that of something else."""
    cache, settings = Cache(tmp_path), IngestSettings()
    (known,) = printed([repository("acme/a", {"catalog-info.yaml": TEAM, "x.yaml": entity("Group", "x")})])
    build_catalog(Snapshot((known,)), settings, cache)
    facts_of = change.pop("repository", {})
    changed = replace(known, repository=replace(known.repository, **facts_of), **change)  # type: ignore[arg-type]
    again = build_catalog(Snapshot((changed,)), settings, cache)
    assert facts(again) == facts(build_catalog(Snapshot((changed,)), settings))
    if not change.keys() & {"also", "descriptors"}:
        with pytest.raises(AssertionError):
            build_catalog(unread([replace(changed, fingerprint="third")]), settings, cache)


def test_other_settings_have_it_made_again(tmp_path: Path) -> None:
    """Kinds, annotations that mean something; not what only stitching depends on."""
    cache = Cache(tmp_path)
    text = (
        entity("Service", "x")
        + "---\n"
        + entity("Group", "team", metadata="annotations: {github.com/project-slag: x}")
    )
    snapshot = Snapshot(printed([repository("acme/a", {"catalog-info.yaml": text})]))
    service = {"Service": Kind("Service", CATALOG_VERSIONS, {"type": "object", "required": ["tier"]})}
    for settings in (
        IngestSettings(),
        IngestSettings(annotation_keys=KEYS),
        IngestSettings(custom_kinds=service),
        IngestSettings(ai_model=True),
    ):
        assert facts(build_catalog(snapshot, settings, cache)) == facts(build_catalog(snapshot, settings))
    part = IngestSettings(ai_model=True, is_whole=False)
    assert facts(build_catalog(unread(snapshot.repositories), part, cache)) == facts(
        build_catalog(snapshot, part)
    )


def test_nothing_is_kept_of_what_has_no_fingerprint(tmp_path: Path) -> None:
    """Nobody could say when it no longer holds."""
    build_catalog(
        Snapshot((repository("acme/a", {"catalog-info.yaml": TEAM}),)), IngestSettings(), Cache(tmp_path)
    )
    assert list(tmp_path.rglob("*")) == []


@pytest.mark.parametrize("name", ["catalog-info.yaml", "text.md", "catalog/more.yaml"])
def test_a_file_that_could_not_be_read_is_read_the_next_time(tmp_path: Path, name: str) -> None:
    """A disk, a network, a git that was not there: nothing else will have changed."""
    cache, settings = Cache(tmp_path), IngestSettings()
    described = entity("Group", "team", metadata="description: {$text: ./text.md}")
    files = {"catalog-info.yaml": described, "text.md": "Words", "catalog/more.yaml": entity("Group", "more")}
    (known,) = printed([repository("acme/a", files)])
    broken = replace(known, tree=MemoryTree(files | {name: "UNREADABLE"}))
    plain = facts(build_catalog(Snapshot((known,)), settings))
    assert facts(build_catalog(Snapshot((broken,)), settings, cache)) != plain
    assert facts(build_catalog(Snapshot((known,)), settings, cache)) == plain


def damaged(data: bytes) -> Iterable[bytes]:
    """What a cache may hold in place of an entry; the first line says what it is of."""
    key, first, marks = data.split(b"\n", 2)
    for other in (
        b"",
        b"{}",
        b"[]",
        b"[[],[[]],[]]",
        b"null",
        b"[" * 100_000,
        b"\xff",
        first[:-2],
        first + b"]",
    ):
        yield b"\n".join((key, other, marks))
    for was, now in ((b'"team"', b'"../team"'), (b'"Group"', b"7"), (b'"default"', b'"../x"')):
        assert was in first
        yield b"\n".join((key, first.replace(was, now), marks))
    yield b"\n".join((key, first))
    yield key


def test_a_damaged_entry_counts_as_missing(tmp_path: Path) -> None:
    """Even where its seal is whole: a cache may come from anywhere. No name in it leads out of the site."""
    cache, settings = Cache(tmp_path), IngestSettings()
    snapshot = Snapshot(printed([repository("acme/a", {"catalog-info.yaml": TEAM})]))
    plain = facts(build_catalog(snapshot, settings, cache))
    (key,) = keys_in(tmp_path)
    good = cache.get(key)
    assert good is not None
    for bad in damaged(good):
        cache.put(key, bad)
        assert facts(build_catalog(snapshot, settings, cache)) == plain
        assert cache.get(key) == good


@pytest.mark.parametrize(
    "marks", [b"", b"null", b"[]", b"[1,1,0,0,7]", b'[1,1,0,0,{"spec":[1]}]', b"[" * 100_000]
)
def test_places_that_cannot_be_read_are_not_known(marks: bytes) -> None:
    """An entity without them points at its document."""
    places = Places.later(marks)
    assert (dict(places), places.key("spec"), places.nearest("spec.owner")) == ({}, (0, 0), (0, 0))


API: Final = """apiVersion: backstage.io/v1alpha1
kind: API
metadata: {{name: {name}}}
spec:
  type: {kind}
  lifecycle: production
  owner: team
  definition: |
    {definition}
"""


def apis(*definitions: tuple[str, str]) -> Snapshot:
    """A repository of APIs."""
    texts = [
        API.format(name=f"api-{number}", kind=kind, definition=definition)
        for number, (kind, definition) in enumerate(definitions)
    ]
    return Snapshot(printed([repository("acme/a", {"catalog-info.yaml": "---\n".join([TEAM, *texts])})]))


DEFINITIONS: Final = (
    ("openapi", '{"openapi": "3.0.0", "info": {"title": "Ä", "version": "1"}, "paths": {"/a": {"get": {"summary": "List", "tags": ["t"], "deprecated": true}}}}'),
    ("openapi", "not: [closed"),
    ("graphql", "type Query { pay(id: ID!): String }"),
    ("grpc", 'syntax = "proto3"; service Pay { rpc Do (A) returns (B); } message A {} message B {}'),
    ("asyncapi", '{"asyncapi": "2.0.0", "info": {"title": "x", "version": "1"}, "channels": {"c": {"subscribe": {}}}}'),
    ("smb", "free text"),
)  # fmt: skip


def test_definitions_are_parsed_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The summaries and what is wrong are the same; another text or type is another summary."""
    cache = Cache(tmp_path)
    catalog = build_catalog(apis(*DEFINITIONS), IngestSettings())
    plain = read_definitions(catalog)
    assert sum(bool(summary.operations) for summary in plain.summaries.values()) == 4
    assert len(plain.findings) == 1
    assert read_definitions(catalog, cache) == plain
    other = build_catalog(
        apis(("openapi", DEFINITIONS[0][1].replace("/a", "/b")), ("graphql", "type Query { pay: Int }")),
        IngestSettings(),
    )
    for each in (other, catalog):
        assert read_definitions(each, cache) == read_definitions(each)
    monkeypatch.setattr("callboard.ingest.definitions.summarise", None)
    assert read_definitions(catalog, cache) == plain


def test_a_damaged_summary_is_made_again(tmp_path: Path) -> None:
    """Whatever stands in its place."""
    cache, catalog = Cache(tmp_path), build_catalog(apis(DEFINITIONS[0]), IngestSettings())
    plain = read_definitions(catalog, cache)
    (key,) = keys_in(tmp_path)
    good = cache.get(key)
    assert good is not None
    known, *rest = json.loads(good)
    for bad in (
        [],
        7,
        [known],
        [known, [1, 2, 3, 4], *rest[1:]],
        [known, rest[0], 3, *rest[2:]],
        [known, *rest[:2], [["x"]], ""],
    ):
        cache.put(key, json.dumps(bad).encode())
        assert read_definitions(catalog, cache) == plain
        assert cache.get(key) == good
