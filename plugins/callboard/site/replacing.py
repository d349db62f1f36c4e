"""A finished build takes the place of the site before: all of it, or what has changed."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from callboard.errors import PublishError
from callboard.site.publish import publish, update
from callboard.site.release import MARKER, Release, ReleaseHead, Releases, Stamp
from callboard.site.write import Written


@dataclass(frozen=True, slots=True)
class Before:
    """What the site holds that will be replaced, as far as that is known."""

    releases: Releases
    head: ReleaseHead | None = None

    def whole(self) -> Release | None:
        """All of it, which takes a while to read."""
        return self.releases.whole(self.head) if self.head else None


def replace_site(staging: Path, site: Path, before: Before, written: Written, head: ReleaseHead) -> None:
    """Publish what was built in `staging`, and remember what it holds now: `head` and `written`.

    Units that `before` has, and that were not written for this reason, stay where they are.

    Raises:
        PublishError: the site could not be replaced, or only in part.
    """
    release = written.release
    old = written.before if written.kept else None
    before.releases.forget()
    if before.head is None or old is None:
        _write_marker(staging, head)
        publish(staging, site)
    else:
        changed = _changed(release.overviews, old.overviews) | _changed(head.host, before.head.host)
        changed |= {file for name in written.made for file in release.units[name].made.files}
        gone = {*old.files(), *before.head.host} - {*release.files(), *head.host}
        _update(staging, site, head, changed, gone)
    before.releases.save(head, release)


def replace_host_files(
    staging: Path, site: Path, releases: Releases, before: ReleaseHead, head: ReleaseHead
) -> None:
    """Publish what the host has built in `staging`, where the portal's part of the site stays as it is.

    Raises:
        PublishError: the site could be replaced only in part.
    """
    if head.host != before.host:
        releases.forget()
        _update(staging, site, head, _changed(head.host, before.host), before.host.keys() - head.host.keys())
        releases.save(head, None)


def _update(staging: Path, site: Path, head: ReleaseHead, changed: set[str], gone: set[str]) -> None:
    _write_marker(staging, head)
    # The marker comes last, because it says that all the others are there.
    update(staging, site, (*sorted(changed), MARKER), sorted(gone))


def _changed(files: Mapping[str, Stamp], before: Mapping[str, Stamp]) -> set[str]:
    return {address for address, stamp in files.items() if before.get(address) != stamp}


def host_files(staging: Path, ours: set[str]) -> Mapping[str, Stamp]:
    """All files of a build that are not `ours`."""
    found = sorted(set(files_in(staging)) - ours - {MARKER})
    return {address: Stamp.of((staging / address).read_bytes()) for address in found}


def _write_marker(staging: Path, head: ReleaseHead) -> None:
    try:
        (staging / MARKER).parent.mkdir(exist_ok=True)
        (staging / MARKER).write_bytes(head.marker())
    except OSError as error:
        raise PublishError(f"{staging / MARKER} cannot be written: {error.strerror or error}") from error


def files_in(folder: Path) -> Iterator[str]:
    """The addresses of all files below a folder."""
    root = str(folder)
    for place, _, names in os.walk(root):
        prefix = place[len(root) + 1 :].replace(os.sep, "/")
        yield from (f"{prefix}/{name}" if prefix else name for name in names)
