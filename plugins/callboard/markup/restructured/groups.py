"""What only several nodes in a row make together: a set of tabs, a list of notes, a line of pictures."""

from __future__ import annotations

from typing import Final

from docutils import nodes

from callboard.markup.restructured.blocks import short
from callboard.markup.restructured.writing import GroupHandler, Writer, anchors, tag


def _tabs(writer: Writer, tabs: list[nodes.Element]) -> str:
    """A set of tabs that needs no script, as `pymdownx.tabbed` writes it."""
    writer.tab_sets += 1
    number = writer.tab_sets
    names = [f"__tabbed_{number}_{position}" for position in range(1, len(tabs) + 1)]
    inputs = "".join(
        f'<input{" checked" if name == names[0] else ""} id="{name}" name="__tabbed_{number}" type="radio">'
        for name in names
    )
    labels = "".join(
        f'<label for="{name}">{writer.join(tab.children[:1])}</label>'
        for name, tab in zip(names, tabs, strict=True)
    )
    blocks = "".join(f'<div class="tabbed-block">\n{writer.join(tab.children[1:])}</div>\n' for tab in tabs)
    return (
        f'<div class="tabbed-set tabbed-alternate" data-tabs="{number}:{len(tabs)}">{inputs}'
        f'<div class="tabbed-labels">{labels}</div>\n<div class="tabbed-content">\n{blocks}</div>\n</div>\n'
    )


def _notes(writer: Writer, notes: list[nodes.Element]) -> str:
    return f'<dl class="cb-footnotes">\n{"".join(_note(writer, note) for note in notes)}</dl>\n'


def _note(writer: Writer, note: nodes.Element) -> str:
    label = "".join(writer.inside(child) for child in note.children if isinstance(child, nodes.label))
    back = "".join(
        f' <a class="footnote-backref" href="#{name}" title="Back to the text">&#8617;</a>'
        for name in note["backrefs"]
    )
    body = nodes.definition("", *[child for child in note.children if not isinstance(child, nodes.label)])
    term = f"{tag('dt', {'id': next(iter(note['ids']), '')})}{anchors(note)}[{label}]{back}</dt>\n"
    return f"{term}<dd>{short(writer, body)}</dd>\n"


def _pictures(writer: Writer, pictures: list[nodes.Element]) -> str:
    return "<p>" + "\n".join(map(writer.html, pictures)) + "</p>\n"


GROUPS: Final[dict[str, GroupHandler]] = {"notes": _notes, "pictures": _pictures, "tabs": _tabs}
