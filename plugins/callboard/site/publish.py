"""A built site replaces the published one as a whole, or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
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


def _recover(site: Path) -> None:
    """Bring back the site of a run that ended between the two renames."""
    retired = site.parent / _OLD.format(site.name)
    if not retired.exists():
        return
    if site.exists():
        shutil.rmtree(retired, ignore_errors=True)
    else:
        retired.rename(site)
