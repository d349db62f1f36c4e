"""What a `kind: Location` points at: files of its own repository, perhaps by a pattern."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

from callboard.descriptors import Problem, parse_url
from callboard.ingest.globs import is_glob, matching
from callboard.ingest.placeholders import Surroundings
from callboard.model import JsonMapping, JsonValue


@dataclass(frozen=True, slots=True)
class Target:
    """One target: the field it stands in, its address, and the files it names here.

    `problem` says why it names none; `is_foreign` is true where it leads out of the repository.
    """

    field: str
    url: str
    paths: tuple[str, ...] = ()
    problem: Problem | None = None
    is_foreign: bool = False


_MOST_TARGETS: Final = 10_000


def targets_of(entity: JsonMapping, surroundings: Surroundings) -> Iterator[Target]:
    """The targets of a sound Location in Backstage's order: `target`, then `targets`."""
    spec = entity.get("spec")
    if not isinstance(spec, Mapping):
        return
    kind = spec.get("type", "url")
    is_optional = spec.get("presence") == "optional"
    if kind != "url":
        message = f"spec.type is {kind}, but a Location in a repository can only be of the type url"
        yield Target(
            "spec.type", "", problem=Problem("location-missing", "spec.type", message, "take the line out")
        )
        return
    for field, target in _written(spec):
        yield _resolve(field, target, surroundings, is_optional=is_optional)


def _written(spec: Mapping[str, JsonValue]) -> Iterator[tuple[str, str]]:
    single, several = spec.get("target"), spec.get("targets")
    if isinstance(single, str):
        yield "spec.target", single
    if isinstance(several, list):
        for index, target in enumerate(several[:_MOST_TARGETS]):
            yield f"spec.targets.{index}", str(target)


def _resolve(field: str, target: str, surroundings: Surroundings, *, is_optional: bool) -> Target:
    hosting = surroundings.hosting
    try:
        url = hosting.resolve(target, surroundings.url)
        path = hosting.path_of(url)
    except ValueError:
        url, path = target, None
    if path is None:
        is_foreign = parse_url(target) is not None
        hint = (
            "" if is_foreign else "write a path relative to this file, or one from the root with a leading /"
        )
        message = f"{target} is not in this repository"
        return Target(field, url, (), Problem("location-missing", field, message, hint), is_foreign)
    pattern = unquote(path)
    if is_glob(pattern):
        paths = tuple(matching(pattern, surroundings.tree.files))
    else:
        paths = (path,) if path in surroundings.tree.files else ()
    if paths or is_optional:
        return Target(field, url, paths)
    message = f"{target} matches no file" if is_glob(pattern) else f"{target} is not there ({path})"
    return Target(field, url, (), Problem("location-missing", field, message))
