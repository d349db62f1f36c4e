"""A cache that several machines see: one object for each entry, in a shared folder or in object storage.

Databases in one file do not live on network file systems, so this one is a folder of objects. Whatever
fsspec reaches will do. How to get in there (keys, endpoints) is for the environment of each machine to say:
it is never part of an address, and never goes from one machine to another.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from callboard.errors import ConfigurationError
from callboard.store.digests import DIGEST_BYTES, seal
from callboard.store.files import write_atomically

_FAN: Final = 2
"""Letters of a key that name its folder: 256 folders keep each of them short."""


class SharedCache:
    """Entries as in `Cache`, at an address such as `s3://bucket/callboard` or `file:///mnt/shared/callboard`.

    Nothing is ever thrown away here: what is too old, the storage's own rules may delete. Instances are small
    and may be sent to other machines.
    """

    def __init__(self, url: str) -> None:
        """Open the store.

        Raises:
            ConfigurationError: the address cannot be used, or what it needs is not installed.
        """
        self.url: Final = url.rstrip("/")
        if "@" in urlsplit(url).netloc:
            raise ConfigurationError(
                "cache_store: credentials belong into the environment, not into the address"
            )
        self._files, self._root = _opened(self.url)
        self._local: Final = Path(self._root) if urlsplit(url).scheme == "file" else None

    def __reduce__(self) -> tuple[type[SharedCache], tuple[str]]:
        """Elsewhere it is opened anew."""
        return SharedCache, (self.url,)

    @property
    def folder(self) -> Path | None:
        """The folder that it lies in, if it is one; all machines are to have it at the same path."""
        return self._local

    def get(self, key: str) -> bytes | None:
        """The entry, or None where there is none or it is damaged.

        Raises:
            ConfigurationError: the store does not answer.
        """
        try:
            stored: bytes = self._files.cat_file(self._place(key))
        except FileNotFoundError:
            return None
        except Exception as error:
            raise self._told(error) from error
        data = stored[DIGEST_BYTES:]
        return data if seal(data) == stored[:DIGEST_BYTES] else None

    def put(self, key: str, data: bytes) -> None:
        """Store an entry; a reader sees the old one or the new one.

        Raises:
            ConfigurationError: nothing can be written at this place.
        """
        place = self._place(key)
        try:
            if self._local is not None:
                # Storage of objects puts all of one at once; a folder does not.
                write_atomically(Path(place), seal(data) + data)
            else:
                self._files.pipe_file(place, seal(data) + data)
        except Exception as error:
            raise self._told(error) from error

    def close(self) -> None:
        """Nothing is held."""

    def _told(self, error: Exception) -> ConfigurationError:
        """Each kind of storage fails in its own way, and all of them mean the same to the operator."""
        return ConfigurationError(f"cache_store: {self.url} cannot be used: {error}")

    def _place(self, key: str) -> str:
        return f"{self._root}/{key[:_FAN]}/{key}"


def _opened(url: str) -> tuple[Any, str]:
    """The file system of an address, and the place in it."""
    try:
        import fsspec
    except ImportError as error:
        raise ConfigurationError("cache_store: fsspec is not installed; install `callboard[dask]`") from error
    if "://" not in url:
        raise ConfigurationError(
            f"cache_store: expected an address such as file:///mnt/shared/callboard, found {url!r}"
        )
    try:
        files, root = fsspec.core.url_to_fs(url)
    except (ImportError, ValueError) as error:
        raise ConfigurationError(f"cache_store: {url} cannot be used: {error}") from error
    return files, root.rstrip("/")
