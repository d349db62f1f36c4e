"""A built site replaces the published one: as a whole, or file by file where most of it stays as it is."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from callboard.errors import PublishError

_NEW: Final = ".{}.new"
_OLD: Final = ".{}.old"


@contextmanager
def staged(site: Path) -> Iterator[Path]:
    """Give an empty folder beside `site` to build in; it is removed again unless it was published.

    Raises:
        PublishError: nothing can be written beside `site`.
    """
    _recover(site)
    staging = site.parent / _NEW.format(site.name)
    try:
        shutil.rmtree(staging, ignore_errors=True)
        staging.mkdir(parents=True)
    except OSError as error:
        raise PublishError(f"{staging.parent} cannot be written: {error.strerror or error}") from error
    try:
        yield staging
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def publish(staging: Path, site: Path) -> None:
    """Swap a finished build in; between two renames the site is missing for well under a millisecond.

    Raises:
        PublishError: `site` is something other than a folder, or cannot be replaced.
    """
    retired = site.parent / _OLD.format(site.name)
    if site.exists() and not site.is_dir():
        raise PublishError(f"{site} is not a folder; the new site was not published")
    try:
        if site.exists():
            site.rename(retired)
        staging.rename(site)
    except OSError as error:
        _recover(site)
        raise PublishError(f"{site} cannot be replaced: {error.strerror or error}") from error
    shutil.rmtree(retired, ignore_errors=True)


def update(staging: Path, site: Path, changed: Iterable[str], gone: Iterable[str]) -> None:
    """Move changed files of a finished build in and take away those that are gone.

    Every file is replaced at once; between the first and the last a reader may see pages of both builds.

    Raises:
        PublishError: a file could not be replaced; the site is a mixture until it is built again.
    """
    try:
        _remove(site, gone)
        made: set[str] = set()
        for address in changed:
            folder = address.rpartition("/")[0]
            if folder not in made:
                (site / folder).mkdir(parents=True, exist_ok=True)
                made.add(folder)
            os.replace(f"{staging}/{address}", f"{site}/{address}")  # noqa: PTH105  # thousands of them
    except OSError as error:
        raise PublishError(
            f"{site} was updated in part only: {error.strerror or error}; build again"
        ) from error


def _remove(site: Path, gone: Iterable[str]) -> None:
    """Remove files and the folders that are empty then."""
    folders = set()
    for address in gone:
        (site / address).unlink(missing_ok=True)
        folders.add(address.rpartition("/")[0])
    for folder in sorted(folders, key=len, reverse=True):
        while folder and _removed(site / folder):
            folder = folder.rpartition("/")[0]  # noqa: PLW2901  # upwards


def _removed(folder: Path) -> bool:
    try:
        folder.rmdir()
    except OSError as error:
        if error.errno in {errno.ENOTEMPTY, errno.EEXIST}:
            return False
        if error.errno != errno.ENOENT:
            raise
    return True


def _recover(site: Path) -> None:
    """Bring back the site of a run that ended between the two renames."""
    retired = site.parent / _OLD.format(site.name)
    if not retired.exists():
        return
    if site.exists():
        shutil.rmtree(retired, ignore_errors=True)
    else:
        retired.rename(site)
