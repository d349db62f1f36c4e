"""The content-addressed cache."""

from __future__ import annotations

from pathlib import Path

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
    file = next(path for path in tmp_path.rglob("*") if path.is_file())
    file.write_bytes(file.read_bytes()[:-1] + b"X")
    assert cache.get(key) is None


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
