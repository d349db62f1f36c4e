"""The cache that machines share."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from callboard.errors import ConfigurationError
from callboard.store import SharedCache, digest_of


@pytest.fixture(params=["file", "memory"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An address in a folder, and one in storage of objects."""
    return tmp_path.as_uri() if request.param == "file" else f"memory://{tmp_path.name}"


def test_what_was_put_is_got_by_whoever_has_the_address(url: str) -> None:
    """Another process opens the store anew."""
    store, key = SharedCache(url), digest_of("page")
    assert store.get(key) is None
    store.put(key, b"rendered")
    assert pickle.loads(pickle.dumps(store)).get(key) == b"rendered"  # noqa: S301  # our own
    store.put(key, b"")
    assert SharedCache(f"{url}/").get(key) == b""


def test_a_damaged_entry_counts_as_missing(tmp_path: Path) -> None:
    """Half of an object costs a rendering, never a wrong page."""
    store, key = SharedCache(tmp_path.as_uri()), digest_of("page")
    store.put(key, b"rendered")
    (entry,) = (path for path in tmp_path.rglob("*") if path.is_file())
    for damaged in (entry.read_bytes()[:-1], entry.read_bytes()[:3], b""):
        entry.write_bytes(damaged)
        assert store.get(key) is None


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("/mnt/shared", "expected an address"),
        ("nosuch://bucket/callboard", "cannot be used"),
        ("s3://key:secret@bucket/callboard", "credentials belong into the environment"),
    ],
)
def test_an_address_that_cannot_be_used_is_told(url: str, told: str) -> None:
    """In a sentence, and without its secret."""
    with pytest.raises(ConfigurationError, match=told) as refused:
        SharedCache(url)
    assert "secret" not in str(refused.value)


def test_a_store_that_fails_is_told(tmp_path: Path) -> None:
    """Whatever the storage raises, with its address."""
    (tmp_path / "file").write_bytes(b"")
    store = SharedCache((tmp_path / "file" / "store").as_uri())
    with pytest.raises(ConfigurationError, match="cannot be used"):
        store.put(digest_of("page"), b"rendered")
    with pytest.raises(ConfigurationError, match="cannot be used"):
        store.get(digest_of("page"))


def test_a_folder_is_where_mirrors_may_lie(tmp_path: Path) -> None:
    """Storage of objects is no folder."""
    assert SharedCache(tmp_path.as_uri()).folder == tmp_path
    assert SharedCache("memory://callboard").folder is None
