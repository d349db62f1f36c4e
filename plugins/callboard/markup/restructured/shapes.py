"""The shapes that our own constructs have in the tree, and who is told that one could only be shown as text.

docutils' walkers know docutils' own classes of nodes only, so a construct of ours is one of those with a
`shape`, and the writer looks at the shape first.
"""

from __future__ import annotations

from typing import Final

from docutils import nodes

BOX: Final = "cb-box"
CARD: Final = "cb-card"
CODE: Final = "cb-code"
DIAGRAM: Final = "cb-diagram"
FOLD: Final = "cb-fold"
FOREIGN: Final = "cb-foreign"
LABEL: Final = "cb-label"
LANGUAGE: Final = "cb-language"
MARKED: Final = "cb-marked"
PLAIN: Final = "cb-plain"
TAB: Final = "cb-tab"


def words(*lines: str) -> frozenset[str]:
    """The words of some lines."""
    return frozenset(" ".join(lines).split())


def foreign_of(document: nodes.document) -> set[str]:
    """The names of constructs that this document could only show as text; directives and roles add to it."""
    names: set[str] = document.settings.callboard_foreign
    return names


def document_address(target: str) -> str:
    """The file that Sphinx means by the name of a document."""
    name, mark, part = target.partition("#")
    return name + ("" if not name or name.endswith((".rst", ".rest")) else ".rst") + mark + part


def not_run(document: nodes.document, name: str, argument: str) -> nodes.paragraph:
    """The line that stands where another program would have shown something; the name is recorded."""
    foreign_of(document).add(name)
    line = nodes.paragraph("", "", nodes.literal("", name), shape=FOREIGN)
    if not argument:
        line += nodes.Text(" is not run here")
        return line
    line += nodes.Text(" is not run here: ")
    shown = nodes.literal("", argument)
    # The argument is a file or an address; a link leads further than its name.
    linked = name in {"csv-table", "include", "literalinclude", "mdinclude", "openapi", "video"} and not set(
        " <>"
    ) & set(argument)
    line += nodes.reference("", "", shown, refuri=argument) if linked else shown
    return line
