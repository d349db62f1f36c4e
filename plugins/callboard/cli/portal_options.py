"""What a portal's `mkdocs.yml` says about descriptors, read without the host that it configures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from callboard.descriptors import Kind, YamlProblem, read_plain
from callboard.errors import ConfigurationError
from callboard.findings import Level, read_levels
from callboard.ingest.custom_kinds import read_kinds


@dataclass(frozen=True, slots=True)
class PortalOptions:
    """The options that mean the same to a check as to a build."""

    kinds: Mapping[str, Kind] = field(default_factory=dict)
    ai_model: bool = False
    levels: Mapping[str, Level] = field(default_factory=dict)


def read_portal_options(config_file: Path) -> PortalOptions:
    """Read `kinds`, `ai_model` and `levels` of the callboard plugin.

    Raises:
        ConfigurationError: the file cannot be read, does not use callboard, or an option makes no sense.
    """
    options = _plugin_options(config_file)
    kinds, levels = options.get("kinds") or {}, options.get("levels") or {}
    if not isinstance(kinds, Mapping) or not isinstance(levels, Mapping):
        raise ConfigurationError(f"{config_file}: `kinds` and `levels` are mappings")
    return PortalOptions(
        kinds={each.kind.name: each.kind for each in read_kinds(kinds, config_file.resolve().parent)},
        ai_model=options.get("ai_model") is True,
        levels=read_levels(levels),
    )


def _plugin_options(config_file: Path) -> Mapping[str, object]:
    try:
        document = read_plain(config_file.read_bytes())
    except OSError as error:
        raise ConfigurationError(f"{config_file} cannot be read: {error.strerror or error}") from error
    except YamlProblem as problem:
        raise ConfigurationError(
            f"{config_file}:{problem.line}:{problem.column}: {problem.message}"
        ) from problem
    plugins = document.get("plugins") if isinstance(document, Mapping) else None
    for plugin in plugins if isinstance(plugins, Sequence) else ():
        if plugin == "callboard":
            return {}
        if isinstance(plugin, Mapping) and "callboard" in plugin:
            options = plugin["callboard"]
            return options if isinstance(options, Mapping) else {}
    raise ConfigurationError(f"{config_file} does not use callboard; add it under `plugins:`")
