"""`callboard check --fix` and `--diff`: repair what is mechanical, and show what that is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path
from typing import Final

from callboard.cli.opening import Opened
from callboard.cli.terminal import printable
from callboard.descriptors import Mending, mend
from callboard.errors import ConfigurationError, SourceError
from callboard.origin import Origin

_PASSES: Final = 4
"""A repaired group lets the descriptors that it owns be repaired; more than a few steps are not worth it."""
_MOST_SHOWN: Final = 200
"""Repairs in one file: comparing takes time by repairs and lines, and nobody reads as many."""
_REPAIRABLE: Final = frozenset(
    {"envelope-invalid", "kind-unknown", "field-invalid", "field-misspelled", "name-invalid", "ref-invalid"}
)
"""What descriptors are found to have wrong; those passed over, such as a project template's, have none."""

Echo = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class MendedFile:
    """A descriptor that has something to repair; `origin` is the whole file."""

    origin: Origin
    before: bytes
    mending: Mending


def refuse_links(paths: Iterable[Path]) -> None:
    """Let nobody's link decide which file is written.

    Raises:
        ConfigurationError: a path leads through a link, as far as it was typed.
    """
    for path in paths:
        if any(step.is_symlink() for step in (path, *(() if path.is_absolute() else path.parents))):
            raise ConfigurationError(f"--fix {path}: links are not followed; name the file that it leads to")


def mend_descriptors(read: Callable[[], Opened], echo: Echo, *, write: bool) -> Opened:
    """Show the repairs of what was asked about, make them with `write`, and give what is there afterwards."""
    opened = read()
    made = 0
    seen: dict[Origin, MendedFile] = {}
    passed_over: set[Origin] = set()
    for _ in range(_PASSES):
        files = [file for file in mended_files(opened) if file.origin not in passed_over]
        seen.update((file.origin, file) for file in files)
        _show_diffs(files, opened, echo)
        written = [file for file in files if _is_written(file, opened, echo)] if write else []
        made += sum(len(file.mending.made) for file in (written if write else files))
        passed_over.update(file.origin for file in files if file not in written)
        if not written:
            break
        opened = read()
    _show_left(seen.values(), opened, echo)
    echo(f"{made} repair{'' if made == 1 else 's'} {'made' if write else 'to make; --fix makes them'}")
    return opened


def mended_files(opened: Opened) -> Iterator[MendedFile]:
    """The descriptors with something to repair, in order, each as it would be."""
    catalog, checkouts = opened.catalog, opened.checkouts
    known = {*catalog.entities, *opened.settings.elsewhere}
    origins = {entity.origin.at(0) for entity in catalog}
    origins.update(found.origin.at(0) for found in catalog.findings if found.code in _REPAIRABLE)
    for origin in sorted(origins):
        if not checkouts.covers(origin.repository, origin.path):
            continue
        try:
            before = checkouts.read(origin.repository, checkouts.as_typed(origin).path)
        except KeyError:
            continue
        mending = mend(before, opened.settings.kinds, known)
        if mending.made or mending.left:
            yield MendedFile(origin, before, mending)


def diff(name: str, before: bytes, after: bytes) -> Iterator[str]:
    """The lines of a unified diff, harmless for a terminal."""
    old, new = (data.decode().removesuffix("\n").split("\n") for data in (before, after))
    for line in unified_diff(old, new, name, name, lineterm=""):
        yield printable(line.rstrip("\r"))


def _show_diffs(files: Iterable[MendedFile], opened: Opened, echo: Echo) -> None:
    for file in files:
        count, path = len(file.mending.made), opened.checkouts.as_typed(file.origin).path
        if count > _MOST_SHOWN:
            echo(printable(f"{path}: {count} repairs, too many to show"))
        elif count:
            for line in diff(path, file.before, file.mending.data):
                echo(line)


def _is_written(file: MendedFile, opened: Opened, echo: Echo) -> bool:
    if not file.mending.made:
        return False
    origin = file.origin
    try:
        opened.checkouts.rewrite(origin.repository, origin.path, file.before, file.mending.data)
    except SourceError as error:
        echo(printable(f"{opened.checkouts.as_typed(origin)}: not repaired: {error}"))
        return False
    return True


def _show_left(files: Iterable[MendedFile], opened: Opened, echo: Echo) -> None:
    for file in files:
        for repair in file.mending.left:
            place = opened.checkouts.as_typed(file.origin.at(repair.line))
            echo(printable(f"{place}: left for you: {repair}; its text is not plain enough to edit safely"))
