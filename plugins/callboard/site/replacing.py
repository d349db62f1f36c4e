"""A finished build takes the place of the site before: all of it, or what has changed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from callboard.errors import PublishError
from callboard.site.publish import publish, update
from callboard.site.release import MARKER, Release, ReleaseHead, Releases, Stamp
from callboard.site.write import Written
from callboard.store import digest_of


def take_stock(staging: Path, written: Written) -> Release:
    """What the site will hold when it has been published."""
    made = _made(written)
    others = {address: _stamp(staging / address) for address in _files(staging) if address not in made}
    return Release(written.units, others)


def replace_site(
    staging: Path,
    site: Path,
    releases: Releases,
    *,
    before: Release | None,
    written: Written,
    release: Release,
) -> ReleaseHead:
    """Publish what was built in `staging`, and remember what the site holds now: `release`.

    `before` is what the site holds, where units were left out because it has them; None: it is replaced as a
    whole.

    Raises:
        PublishError: the site could not be replaced, or only in part.
    """
    made, others = _made(written), release.others
    pages = sum(address.endswith(".html") for address in (*release.files(), MARKER))
    head = ReleaseHead(release.digest(), pages)
    _write_marker(staging, head)
    releases.forget()
    if before is None or not written.units.keys() - written.made:
        publish(staging, site)
    else:
        changed = [address for address in others if before.others.get(address) != others[address]]
        gone = set(before.files()) - set(release.files()) - {MARKER}
        update(staging, site, sorted((*made, *changed)), sorted(gone))
        # Last, because it says that all the others are there.
        update(staging, site, [MARKER], ())
    releases.save(head, release)
    return head


def _write_marker(staging: Path, head: ReleaseHead) -> None:
    try:
        (staging / MARKER).parent.mkdir(exist_ok=True)
        (staging / MARKER).write_bytes(head.marker())
    except OSError as error:
        raise PublishError(f"{staging / MARKER} cannot be written: {error.strerror or error}") from error


def _made(written: Written) -> set[str]:
    return {file for name in written.made for file in written.units[name].made.files}


def _stamp(path: Path) -> Stamp:
    data = path.read_bytes()
    return Stamp(digest_of(data), len(data))


def _files(folder: Path) -> Iterator[str]:
    root = str(folder)
    for place, _, names in os.walk(root):
        prefix = place[len(root) + 1 :].replace(os.sep, "/")
        yield from (f"{prefix}/{name}" if prefix else name for name in names)
