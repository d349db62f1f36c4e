"""A published site is changed file by file, and only as far as it is what is known of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from caches import keys_in
from callboard.errors import PublishError
from callboard.site.release import MARKER, Release, ReleaseHead, Releases, Stamp, UnitRecord, sizes_of
from callboard.site.replacing import Before, host_files, replace_site
from callboard.site.shell import ShellKey
from callboard.site.units import MadeUnit
from callboard.site.write import Written
from callboard.store import Cache

SHELL = ShellKey("catalog", "catalog", 4, with_navigation=False)


def sizes(files: tuple[str, ...]) -> tuple[int, ...]:
    """The bytes of files that hold their own names, as lines."""
    return tuple(len(file) + 1 for file in files)


class Place:
    """A site, what is known of it, and builds of it."""

    def __init__(self, root: Path) -> None:
        self.site = root / "site"
        self.staging = root / "new"
        self.releases = Releases(Cache(root / "cache"), self.site)

    def build(self, units: Mapping[str, tuple[str, ...]], others: tuple[str, ...] = ("index.html",)) -> None:
        """Publish units, each with its files under the key `1`, and other files; kept where they are known."""
        head = self.releases.head()
        before = Before(self.releases, head)
        old = before.whole()
        records = {
            name: UnitRecord("1", MadeUnit(name, files, sizes(files), 0, (f"card\n{name}",), (SHELL,)))
            for name, files in units.items()
        }
        made = frozenset(name for name in units if old is None or old.units.get(name) != records[name])
        self.staging.mkdir()
        overviews = {"catalog/index.html": Stamp("1", 19)}
        for file in (*others, *overviews, *(file for name in made for file in units[name])):
            (self.staging / file).parent.mkdir(parents=True, exist_ok=True)
            (self.staging / file).write_text(f"{file}\n")
        written = Written(Release(records, overviews), made, before=old)
        host = host_files(self.staging, written.written())
        pages = sum(file.endswith(".html") for file in (*written.release.files(), *host))
        new = ReleaseHead(written.release.digest(), host, pages)
        replace_site(self.staging, self.site, before, written, new)
        for path in sorted(self.staging.rglob("*"), reverse=True):
            path.unlink() if path.is_file() else path.rmdir()
        if self.staging.exists():
            self.staging.rmdir()

    @property
    def files(self) -> set[str]:
        """What is published, but for the marker."""
        found = {path.relative_to(self.site).as_posix() for path in self.site.rglob("*") if path.is_file()}
        return found - {MARKER, "catalog/index.html"}


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """An empty one."""
    return Place(tmp_path)


def test_what_is_kept_is_not_touched(place: Place) -> None:
    """Neither written again nor moved; what is new comes beside it."""
    place.build({"a": ("a/index.html",)})
    kept = (place.site / "a" / "index.html").stat()
    start = (place.site / "index.html").stat()
    place.build({"a": ("a/index.html",), "b": ("b/index.html", "b/data.json")})
    assert place.files == {"index.html", "a/index.html", "b/index.html", "b/data.json"}
    assert (place.site / "a" / "index.html").stat() == kept
    assert (place.site / "index.html").stat() == start


def test_what_is_gone_goes_with_its_folders(place: Place) -> None:
    """But not with folders that hold something else."""
    place.build({"a": ("x/a/index.html",), "b": ("x/b/c/index.html",), "c": ("y/index.html",)})
    place.build({"a": ("x/a/index.html",)})
    assert place.files == {"index.html", "x/a/index.html"}
    assert sorted(path.name for path in (place.site / "x").iterdir()) == ["a"]
    assert not (place.site / "y").exists()


def test_a_page_may_become_a_folder_and_a_folder_a_page(place: Place) -> None:
    """What is gone makes room first."""
    place.build({"a": ("a",), "b": ("b/c",), "c": ("c",)})
    place.build({"a2": ("a/c",), "b2": ("b",), "c": ("c",)})
    assert place.files == {"index.html", "a/c", "b", "c"}


def test_a_release_is_remembered(place: Place) -> None:
    """With everything that decides whether it is still true."""
    place.build({"a": ("a/index.html", "a.json"), "b": ("b/index.html",)})
    head = place.releases.head()
    assert head is not None
    assert head.pages == 4
    release = place.releases.whole(head)
    assert release is not None
    assert release.units["a"] == UnitRecord(
        "1", MadeUnit("a", ("a/index.html", "a.json"), (13, 7), 0, ("card\na",), (SHELL,))
    )
    assert set(release.overviews) == {"catalog/index.html"}
    assert set(head.host) == {"index.html"}
    assert dict(release.sizes()) == {
        "a/index.html": 13,
        "a.json": 7,
        "b/index.html": 13,
        "catalog/index.html": 19,
    }
    assert dict(sizes_of(head.host)) == {"index.html": 11}
    assert release.digest() == head.portal


def test_another_site_is_not_trusted(place: Place) -> None:
    """Somebody may have put an older one back, or taken it away."""
    place.build({"a": ("a/index.html",)})
    marker = (place.site / MARKER).read_bytes()
    (place.site / MARKER).write_bytes(marker.replace(b'"release":"', b'"release":"0'))
    assert place.releases.head() is None
    (place.site / MARKER).write_bytes(marker)
    assert place.releases.head() is not None
    (place.site / MARKER).unlink()
    assert place.releases.head() is None


def test_a_lost_cache_means_a_new_site(place: Place) -> None:
    """Everything is replaced, and nothing of the old one stays."""
    place.build({"a": ("a/index.html",), "b": ("b/index.html",)})
    place.releases.forget()
    place.build({"b": ("b/index.html",)})
    assert place.files == {"index.html", "b/index.html"}


def test_a_site_that_was_changed_in_part_is_not_trusted(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever stops an update, the next build writes everything."""
    place.build({"a": ("a/index.html",)})

    def full(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("os.replace", full)
        with pytest.raises(PublishError, match="in part only: No space left on device; build again"):
            place.build({"a": ("a/index.html",), "b": ("b/index.html",)})
    assert place.releases.head() is None


@pytest.mark.parametrize(
    "address", ["../../victim", "/etc/victim", "a/../../victim", "C:/victim", "..\\victim", "a//victim", ""]
)
@pytest.mark.parametrize("of_host", [True, False])
def test_a_cache_of_somebody_else_removes_nothing_elsewhere(
    place: Place, address: str, *, of_host: bool
) -> None:
    """Even where its seals are whole and the site carries what it says: then it is not trusted."""
    stamp = Stamp("1", 1)
    release = Release({}, {} if of_host else {address: stamp})
    head = ReleaseHead(release.digest(), {address: stamp} if of_host else {})
    place.releases.save(head, release)
    (place.site / MARKER).parent.mkdir(parents=True)
    (place.site / MARKER).write_bytes(head.marker())
    found = place.releases.head()
    assert found is None if of_host else found == head
    assert of_host or place.releases.whole(head) is None


@pytest.mark.parametrize("bad", [b"7", b"[]", b"{}", b"[3]", b"[3,1,2,3,4]", b"[" * 100_000, b"\xff"])
def test_what_cannot_be_read_is_not_known(place: Place, bad: bytes) -> None:
    """Neither the head nor the rest; the site is written anew."""
    place.build({"a": ("a/index.html",)})
    head = place.releases.head()
    assert head is not None
    cache = Cache(place.site.parent / "cache")
    for key in keys_in(cache.root):
        cache.put(key, bad)
    assert place.releases.head() is None
    assert place.releases.whole(head) is None


def test_equal_sites_have_equal_digests() -> None:
    """However they came about."""
    unit = UnitRecord("1", MadeUnit("a", ("a",), (1,), 0, (), ()))
    digest = Release({"a": unit}, {"x.html": Stamp("2", 1)}).digest()
    assert Release({"a": unit}, {"x.html": Stamp("2", 1)}).digest() == digest
    assert Release({"a": unit}, {"x.html": Stamp("3", 1)}).digest() != digest
    assert Release({}, {"x.html": Stamp("2", 1)}).digest() != digest
    assert (
        ReleaseHead(digest, {"a": Stamp("1", 1)}).digest != ReleaseHead(digest, {"a": Stamp("2", 1)}).digest
    )
