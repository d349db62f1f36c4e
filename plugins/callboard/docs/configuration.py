"""A repository's `mkdocs.yml`, read as data into a closed record.

Only the fields below exist. Plugins, hooks, themes, inheritance and extension names are never looked up, let
alone run (shared model of Jekyll's safe mode: the host decides, the repository writes).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from callboard.descriptors import YamlProblem
from callboard.docs.configuration_keys import ignored
from callboard.docs.configuration_values import Snippets, ValueReader
from callboard.docs.patterns import Patterns
from callboard.docs.written import Written, read_written
from callboard.findings import Finding, finding
from callboard.markup import Dialect, read_dialect
from callboard.origin import Origin

_MAX_LISTED: Final = 10
_FILE_NAMES: Final = ("mkdocs.yml", "mkdocs.yaml")
_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Configuration:
    """What counts of a `mkdocs.yml`; of wrong types and unsafe addresses nothing is left.

    `nav` is as written, tags apart. Patterns are relative to the folder of the pages.
    """

    site_name: str = ""
    site_description: str = ""
    docs_dir: str = "docs"
    nav: Written | None = None
    exclude_docs: Patterns = field(default_factory=Patterns)
    draft_docs: Patterns = field(default_factory=Patterns)
    not_in_nav: Patterns = field(default_factory=Patterns)
    repo_url: str = ""
    edit_uri: str | None = None
    """None where nobody said; `""` where the author wants no links to an editor."""
    edit_uri_template: str = ""
    dialect: Dialect = field(default_factory=Dialect)
    redirects: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    """From the path of a page that was, to that of a page that is, or to a safe address."""
    snippets: Snippets = field(default_factory=Snippets)
    origin: Origin | None = None
    lines: Mapping[str, int] = field(default_factory=dict)

    def line_of(self, key: str) -> Origin | None:
        """The place of a key of the file."""
        return self.origin.at(self.lines.get(key, 0)) if self.origin else None

    def excludes(self, path: str) -> bool:
        """Whether a file, by its path below the folder of the pages, is not to be published."""
        return self.exclude_docs.matches(path) or self.draft_docs.matches(path)


def names_in(folder: str) -> tuple[str, ...]:
    """Where a folder's configuration would be."""
    return tuple(f"{folder}/{name}".lstrip("/") for name in _FILE_NAMES)


def read_configuration(data: bytes, origin: Origin) -> tuple[Configuration, tuple[Finding, ...]]:
    """The record of one file, and what in it is broken or is not going to happen."""
    data, findings = _in_utf_8(data, origin)
    try:
        written = read_written(data)
    except YamlProblem as problem:
        broken = finding(
            "docs-config",
            f"mkdocs.yml cannot be read: {problem.message}",
            origin.at(problem.line, problem.column),
            hint="the docs get a navigation made from their files",
        )
        return Configuration(origin=origin), (*findings, broken)
    if not isinstance(written.value, Mapping):
        if written.value is not None:
            findings.append(finding("docs-config", "mkdocs.yml is not a mapping", origin))
        return Configuration(origin=origin), tuple(findings)
    values = ValueReader(written)
    configuration = Configuration(
        site_name=values.text("site_name"),
        site_description=values.text("site_description"),
        docs_dir=values.text("docs_dir") or "docs",
        nav=values.nav(),
        exclude_docs=values.patterns("exclude_docs", (".*", "/templates/")),
        draft_docs=values.patterns("draft_docs"),
        not_in_nav=values.patterns("not_in_nav"),
        repo_url=values.web_address("repo_url"),
        edit_uri=values.text_or_none("edit_uri"),
        edit_uri_template=values.text("edit_uri_template"),
        dialect=read_dialect(values.list_or_mapping("markdown_extensions"))[0],
        redirects=values.redirects(),
        snippets=values.snippets(),
        origin=origin,
        lines={key: value.line for key, value in written.pairs()},
    )
    values.list_or_mapping("plugins")
    lines = tuple(data.decode("utf-8", "replace").split("\n"))
    asked = [(str(wish), wish.line) for wish in ignored(written, lines)]
    findings += _told("asks for what a crawled repository cannot have", asked, origin)
    findings += _told("has values that cannot be used", sorted(values.unusable, key=_by_line), origin)
    return configuration, tuple(findings)


def _told(what: str, names: Sequence[tuple[str, int]], origin: Origin) -> list[Finding]:
    """One finding for all names, with the line of the first that has one."""
    if not names:
        return []
    listed = ", ".join(name for name, _ in names[:_MAX_LISTED])
    more = f" and {len(names) - _MAX_LISTED} more" if len(names) > _MAX_LISTED else ""
    line = next((line for _, line in names if line), 0)
    message = f"mkdocs.yml {what}: {listed}{more}"
    return [finding("docs-config", message, origin.at(line), hint="the pages are published without it")]


def _by_line(named: tuple[str, int]) -> tuple[int, str]:
    return named[1], named[0]


def _in_utf_8(data: bytes, origin: Origin) -> tuple[bytes, list[Finding]]:
    """The file as MkDocs would have to get it: old editors wrote Latin-1."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        message = "mkdocs.yml is not in UTF-8 and is read as Latin-1"
        told = finding("docs-config", message, origin, hint="save the file as UTF-8")
        return data.decode("latin-1").encode(), [told]
    return data, []
