"""References to entities of the catalog in running text: `[[component:foo]]`, `[[api:ns/foo|The label]]`.

They become links with the scheme `entity`, as `[x](entity:component:foo)` is one. Where such a link leads is
answered by whoever asks for the page, like that of any other link.
"""

from __future__ import annotations

import re
from typing import Final
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.inlinepatterns import InlineProcessor

ENTITY_SCHEME: Final = "entity"

_NAME: Final = r"[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?"
_KINDS: Final = frozenset(
    ("api", "component", "domain", "group", "location", "resource", "system", "template", "user")
)
_PATTERN: Final = (
    rf"(?<!\\)\[\[(?P<kind>[A-Za-z]{{1,30}}):(?P<place>{_NAME}/)?(?P<name>{_NAME})"
    r"(?:\\?\|[ \t]*(?P<label>[^\[\]|\n]{1,200}))?\]\]"
)
# Before the parser takes a backslash for an escape, after it has set code aside.
_AFTER_CODE: Final = 182


class ReferenceExtension(Extension):
    """Makes links of references to entities."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  # Python-Markdown's own name
        """Register behind the spans of code."""
        md.inlinePatterns.register(_Reference(_PATTERN, md), "callboard_references", _AFTER_CODE)


class _Reference(InlineProcessor):
    ANCESTOR_EXCLUDES = ("a",)

    def handleMatch(  # type: ignore[override]  # noqa: N802  # Python-Markdown's own name
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002
    ) -> tuple[Element | None, int | None, int | None]:
        kind = m["kind"]
        if kind.lower() in _KINDS:
            kind = kind.lower()
        elif not kind.islower():
            return None, None, None
        link = Element("a", {"href": f"{ENTITY_SCHEME}:{kind}:{m['place'] or ''}{m['name']}"})
        link.text = (m["label"] or "").strip() or m["name"]
        return link, m.start(), m.end()
