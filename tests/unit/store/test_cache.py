"""The content-addressed cache."""

from __future__ import annotations

from pathlib import Path

import pytest

from callboard.isolation import map_forked
from callboard.store import Cache, digest_of, write_atomically


def test_what_was_put_is_got(tmp_path: Path) -> None:
    """An entry comes back as it was stored, and an unknown key gives nothing."""
    cache = Cache(tmp_path)
    key = digest_of("page", b"content")
    assert cache.get(key) is None
    cache.put(key, b"rendered")
    assert Cache(tmp_path).get(key) == b"rendered"


def test_a_damaged_entry_counts_as_missing(tmp_path: Path) -> None:
    """A flipped bit costs a rendering, never a wrong page."""
    cache = Cache(tmp_path)
    key = digest_of("page")
    cache.put(key, b"rendered")
    cache.close()
    file = tmp_path / "store.sqlite"
    assert file.read_bytes().count(b"rendered") == 1
    file.write_bytes(file.read_bytes().replace(b"rendered", b"rendereX"))
    assert Cache(tmp_path).get(key) is None


@pytest.mark.parametrize("rubbish", [b"", b"no database", b"SQLite format 3\0" + bytes(5000)])
def test_a_damaged_file_is_thrown_away(tmp_path: Path, rubbish: bytes) -> None:
    """The cache of another program, or half of one, costs what was in it."""
    (tmp_path / "store.sqlite").write_bytes(rubbish)
    cache = Cache(tmp_path)
    assert cache.get("a") is None
    cache.put("a", b"1")
    assert cache.get("a") == b"1"


def test_a_cut_off_file_is_thrown_away(tmp_path: Path) -> None:
    """What a CI runner has not copied to its end is of no use, and does no harm."""
    cache = Cache(tmp_path)
    for number in range(50):
        cache.put(str(number), bytes([number]) * 4000)
    cache.close()
    file = tmp_path / "store.sqlite"
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    again = Cache(tmp_path)
    assert all(again.get(str(number)) in {None, bytes([number]) * 4000} for number in range(50))
    again.put("new", b"1")
    assert again.get("new") == b"1"


def test_what_was_not_used_for_longest_goes_first(tmp_path: Path) -> None:
    """The cache stays below its limit, and keeps what builds ask for."""
    half = bytes(400_000)
    first = Cache(tmp_path, megabytes=1)
    first.put("old", half)
    first.put("asked", half)
    first.close()
    second = Cache(tmp_path, megabytes=1)
    assert second.get("asked") == half
    second.put("new", half)
    second.close()
    third = Cache(tmp_path, megabytes=1)
    assert [third.get(key) is not None for key in ("old", "asked", "new")] == [False, True, True]
    assert (tmp_path / "store.sqlite").stat().st_size < 1 << 20


def test_copies_of_a_process_share_it(tmp_path: Path) -> None:
    """What a copy stores, its parent finds, and neither spoils the other's connection."""
    cache = Cache(tmp_path)
    cache.put("parent", b"1")

    def work(number: int) -> bytes | None:
        cache.put(f"child {number}", b"2")
        return cache.get("parent")

    assert list(map_forked(work, range(6), processes=2, chunk=1)) == [b"1"] * 6
    assert all(cache.get(f"child {number}") == b"2" for number in range(6))


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """Reading finds nothing; storing says why not."""
    place = tmp_path / "file"
    place.write_bytes(b"")
    with pytest.raises(OSError, match="file"):
        Cache(place).put("a", b"1")


def test_parts_of_a_digest_do_not_run_together() -> None:
    """`ab`, `c` and `a`, `bc` are different inputs."""
    assert digest_of("ab", "c") != digest_of("a", "bc")
    assert digest_of("a") == digest_of(b"a")


def test_an_atomic_write_leaves_nothing_beside_the_file(tmp_path: Path) -> None:
    """Folders are made, an old file is replaced, and no temporary file stays."""
    target = tmp_path / "deep" / "file.json"
    write_atomically(target, b"one")
    write_atomically(target, b"two")
    assert target.read_bytes() == b"two"
    assert [path.name for path in target.parent.iterdir()] == ["file.json"]
