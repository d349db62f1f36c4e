"""The operator's list of sources, from `sources.yaml` or inline in `mkdocs.yml`."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from callboard.descriptors import YamlProblem, read_plain
from callboard.errors import ConfigurationError

_TYPES: Final = ("directory", "git", "file")
_RAW_HTML: Final = "dangerously_allow_raw_html"
SOURCE_OPTIONS: Final = {
    "directory": ("url", "branch", "layout", _RAW_HTML),
    "git": ("url", "branch", "ref", _RAW_HTML),
    "file": ("url", "branch"),
}
"""The options of an entry, by the type of its source."""

_LAYOUTS: Final = ("auto", "repository", "repositories")


@dataclass(frozen=True, slots=True)
class SourceSettings:
    """One entry of the list.

    `type` is `directory`, `git` or `file`; `target` the folder, remote or descriptor file as written; paths
    are relative to `base`. `url` is where people browse a repository (`{repository}` stands for its name),
    `branch` the branch that edit links use, `ref` what git reads, `layout` how a folder is taken.
    `raw_html`: the pages of its repositories may hold any HTML.
    """

    type: str
    target: str
    base: Path
    url: str = ""
    branch: str = ""
    ref: str = ""
    layout: str = "auto"
    raw_html: bool = False

    @property
    def label(self) -> str:
        """How reports name the source: as the operator wrote it."""
        return f"{self.type}: {self.target}"

    @property
    def danger(self) -> str:
        """What whoever builds is told of the source at every run, behind its label; `""` for nothing."""
        return f"may put any HTML into the pages of the portal ({_RAW_HTML})" if self.raw_html else ""

    @property
    def path(self) -> Path:
        """The target as a path of this machine.

        Raises:
            ConfigurationError: it names a person's folder that does not exist.
        """
        try:
            return (self.base / Path(self.target).expanduser()).resolve()
        except (OSError, RuntimeError) as error:
            raise ConfigurationError(f"{self.label} is not a path: {error}") from error


def read_sources(option: object, base: Path) -> tuple[SourceSettings, ...]:
    """Read the `sources` option: a path to a YAML file relative to `base`, or the list itself.

    Raises:
        ConfigurationError: the file is missing or malformed, or an entry is not understood.
    """
    if isinstance(option, str):
        file = base / option
        return _entries(_load(file), file.parent, file.name)
    return _entries(option, base, "sources")


def _load(file: Path) -> object:
    try:
        # A pipe or a device would keep us waiting.
        if file.exists() and not file.is_file():
            raise ConfigurationError(f"sources: {file} is not a file")
        data = file.read_bytes()
    except FileNotFoundError as error:
        raise ConfigurationError(
            f"sources: {file} does not exist; create it with a list of sources, for example"
            " `sources: [{directory: ../repositories}]`"
        ) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ConfigurationError(f"sources: {file} cannot be read: {reason}") from error
    try:
        document = read_plain(data)
    except YamlProblem as problem:
        raise ConfigurationError(f"{file}:{problem.line}:{problem.column}: {problem.message}") from problem
    if isinstance(document, Mapping):
        unknown = sorted(set(document) - {"sources"})
        if unknown:
            raise ConfigurationError(
                f"{file}: {unknown[0]!r} is not known here; the file has one key, `sources`"
            )
        return document.get("sources")
    return document


def _entries(entries: object, base: Path, place: str) -> tuple[SourceSettings, ...]:
    if entries is None or entries == []:
        raise ConfigurationError(
            f"{place}: no source is listed; name at least one, for example `- directory: ../repositories`"
        )
    if isinstance(entries, str) or not isinstance(entries, Sequence):
        raise ConfigurationError(f"{place}: expected a list such as `- directory: ../repositories`")
    return tuple(_entry(entry, base, f"{place}[{number}]") for number, entry in enumerate(entries))


def _entry(entry: object, base: Path, place: str) -> SourceSettings:
    if not isinstance(entry, Mapping):
        raise ConfigurationError(f"{place}: expected a mapping such as `directory: ../repositories`")
    types = [name for name in _TYPES if name in entry]
    if len(types) != 1:
        raise ConfigurationError(f"{place}: {_type_problem(entry, types)}")
    allowed = SOURCE_OPTIONS[types[0]]
    for key in entry:
        if key not in allowed and key != types[0]:
            raise ConfigurationError(
                f"{place}: {key!r} is no option of a {types[0]} source{_meant(key, allowed)}"
            )
    raw_html = entry.get(_RAW_HTML, False)
    if not isinstance(raw_html, bool):
        raise ConfigurationError(f"{place}.{_RAW_HTML}: expected true or false, found {raw_html!r}")
    values = {str(key): _text(value, f"{place}.{key}") for key, value in entry.items() if key != _RAW_HTML}
    layout = values.get("layout", "auto")
    if layout not in _LAYOUTS:
        raise ConfigurationError(f"{place}.layout: {layout!r} is not one of {', '.join(_LAYOUTS)}")
    return SourceSettings(types[0], values.pop(types[0]), base, raw_html=raw_html, **values)


def _type_problem(entry: Mapping[object, object], types: Sequence[str]) -> str:
    if types:
        return f"one entry is one source, and this one is {' and '.join(types)}"
    written = ", ".join(repr(key) for key in entry) or "nothing"
    meant = next(iter(_close(key, _TYPES) for key in entry), "")
    return (
        f"found {written}, expected one of {', '.join(_TYPES)}{f'; did you mean {meant}?' if meant else ''}"
    )


def _meant(key: object, known: Sequence[str]) -> str:
    close = _close(key, known)
    return f"; did you mean {close}?" if close else f"; it has {', '.join(known)}"


def _close(key: object, known: Sequence[str]) -> str:
    return next(iter(difflib.get_close_matches(str(key), known, n=1)), "")


def _text(value: object, place: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ConfigurationError(f"{place}: expected a text, found {value!r}")
    if not value.isprintable():
        raise ConfigurationError(f"{place}: {value!r} holds a character that cannot be seen")
    return value
