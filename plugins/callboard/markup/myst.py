"""What the directives of MyST mean in Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeAlias

from callboard.markup.blocks import Directive, fenced

Inside: TypeAlias = Callable[[tuple[str, ...]], list[str]]

# Each kind with the title that it has when the author gives none.
_BOXES: Final = {
    "admonition": "Note",
    "attention": "Attention",
    "caution": "Caution",
    "danger": "Danger",
    "error": "Error",
    "hint": "Hint",
    "important": "Important",
    "note": "Note",
    "seealso": "See also",
    "tip": "Tip",
    "warning": "Warning",
}
_CODE: Final = frozenset(("code", "code-block", "code-cell", "sourcecode"))
_DIAGRAMS: Final = {
    "graphviz": "graphviz",
    "mermaid": "mermaid",
    "plantuml": "plantuml",
    "uml": "plantuml",
    "math": "math",
}
_LANGUAGES: Final = {"ipython": "python", "ipython3": "python"}
_OPTION: Final = re.compile(r":(?P<name>[a-z][a-z-]{0,30}):(?:[ \t]+(?P<value>.*))?")
_YAML_OPTION: Final = re.compile(r"(?P<name>[a-z][a-z-]{0,30}):(?:[ \t]+(?P<value>.*))?")
_LANGUAGE: Final = re.compile(r"[\w#.+-]{1,40}")
_KIND: Final = re.compile(r"[a-z]{1,30}")
_NUMBERS: Final = re.compile(r"\d{1,5}(?:-\d{1,5})?")


@dataclass(frozen=True, slots=True)
class _Parts:
    options: dict[str, str]
    body: tuple[str, ...]


def translated(directive: Directive, inside: Inside) -> list[str] | None:
    """The Markdown that means the same, None when there is none."""
    parts = _parts(directive.body)
    if directive.name in _BOXES:
        return _box(directive, parts, inside)
    if directive.name in _CODE:
        return fenced(_code_header(directive, parts), list(parts.body))
    if directive.name in _DIAGRAMS:
        body = parts.body or ((directive.argument,) if directive.name == "math" else ())
        # A diagram without a body is in a file of the author's, which nobody reads here.
        return fenced(_DIAGRAMS[directive.name], list(body)) if any(body) else None
    return None


def _parts(body: tuple[str, ...]) -> _Parts:
    """The options on top, written either way, apart from the body."""
    options: dict[str, str] = {}
    position = 0
    if body and body[0].strip() == "---" and "---" in (line.strip() for line in body[1:]):
        position = 1
        while body[position].strip() != "---":
            if match := _YAML_OPTION.fullmatch(body[position].strip()):
                options[match["name"]] = (match["value"] or "").strip()
            position += 1
        position += 1
    else:
        while position < len(body) and (match := _OPTION.fullmatch(body[position].strip())):
            options[match["name"]] = (match["value"] or "").strip()
            position += 1
    while position < len(body) and not body[position].strip():
        position += 1
    return _Parts(options, body[position:])


def _box(directive: Directive, parts: _Parts, inside: Inside) -> list[str]:
    body, title = parts.body, directive.argument
    if not any(line.strip() for line in body):
        # MyST lets a box of one line stand behind its name.
        body, title = (title,), ""
    classes = parts.options.get("class", "").split()
    kind = directive.name
    if kind == "admonition":
        kind = next((name for name in classes if _KIND.fullmatch(name) and name != "dropdown"), "note")
    mark = "???" if "dropdown" in classes else "!!!"
    title = (title or _BOXES[directive.name]).replace('"', "&quot;")
    rewritten = (f"    {line}" if line.strip() else "" for line in inside(body))
    return ["", f'{mark} {kind} "{title}"', "", *rewritten, ""]


def _code_header(directive: Directive, parts: _Parts) -> str:
    words = directive.argument.strip("{}").split()
    language = words[0] if words and _LANGUAGE.fullmatch(words[0]) else "text"
    header = _LANGUAGES.get(language, language)
    options = parts.options
    if caption := options.get("caption", "").replace('"', "'"):
        header += f' title="{caption}"'
    if "linenos" in options or options.get("lineno-start", "").isdecimal():
        header += f' linenums="{_first_line(options)}"'
    lines = [part.strip() for part in options.get("emphasize-lines", "").split(",")]
    if lines and all(_NUMBERS.fullmatch(part) for part in lines):
        header += f' hl_lines="{" ".join(lines)}"'
    return header


def _first_line(options: dict[str, str]) -> int:
    start = options.get("lineno-start", "")
    return int(start) if start.isdecimal() and len(start) <= len("99999") else 1
