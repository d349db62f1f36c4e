"""What stands on lines of its own, as HTML."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from docutils import nodes

from callboard.markup.restructured.highlighting import code_block
from callboard.markup.restructured.shapes import (
    BOX,
    CARD,
    CODE,
    DIAGRAM,
    FOLD,
    FOREIGN,
    LANGUAGE,
    PLAIN,
    words,
)
from callboard.markup.restructured.writing import (
    Handler,
    Writer,
    anchors,
    identified,
    plain,
    tag,
    unread,
    visible,
    wrapped,
)  # fmt: skip

_DEEPEST: Final = 6
# Sphinx reads them at the top of a file; they are no text.
_METADATA: Final = words("hide-toc no-comments no-search nocomments nosearch orphan tocdepth")


def _section(writer: Writer, node: nodes.Element) -> str:
    title = next((child for child in node.children if isinstance(child, nodes.title)), None)
    if title is None:
        return writer.inside(node)
    level = _level(writer.first_section, node)
    if level == 1:
        writer.title = plain(title)
    # A label of the same words as the title has taken the title's own id.
    own = nodes.make_id(title.astext())
    ids = sorted(node["ids"], key=lambda name: name != own)
    places = "".join(f"{tag('span', {'id': name})}</span>" for name in ids[1:])
    heading = f"{tag(f'h{level}', {'id': next(iter(ids), '')})}{writer.inside(title)}</h{level}>\n"
    return f"{places}{heading}{writer.join(child for child in node.children if child is not title)}"


def _level(first: nodes.Element | None, section: nodes.Element) -> int:
    """The first section of the page is its title, as in Sphinx; others at its level stand below it."""
    depth = 1
    outer = section
    above = section.parent
    while above is not None:
        if isinstance(above, nodes.section):
            depth, outer = depth + 1, above
        above = above.parent
    return min(depth if outer is first else depth + 1, _DEEPEST)


def _paragraph(writer: Writer, node: nodes.Element) -> str:
    return wrapped("p", node, writer.inside(node))


def _block(element: str) -> Handler:
    return lambda writer, node: wrapped(element, node, "\n" + writer.inside(node))


def _list(writer: Writer, node: nodes.Element) -> str:
    element = "ol" if isinstance(node, nodes.enumerated_list) else "ul"
    attributes = identified(node)
    if element == "ol":
        start = node.get("start", 1)
        kind = _NUMBERED.get(node.get("enumtype", ""), "")
        attributes |= {"start": "" if start == 1 else start, "type": kind}
    items = [child for child in node.children if isinstance(child, nodes.list_item)]
    tight = all(map(_is_tight, items))
    written = "".join(
        f"{tag('li', identified(item))}{anchors(item)}{_item(writer, item, tight=tight)}</li>\n"
        for item in items
    )
    return f"{anchors(node)}{tag(element, attributes)}\n{written}</{element}>\n"


_NUMBERED: Final = {"loweralpha": "a", "lowerroman": "i", "upperalpha": "A", "upperroman": "I"}
_LISTS: Final = (nodes.bullet_list, nodes.enumerated_list)


def _is_tight(item: nodes.Element) -> bool:
    children = visible(item)
    return not children or (
        isinstance(children[0], nodes.paragraph)
        and not children[0].get("shape")
        and all(isinstance(child, _LISTS) for child in children[1:])
    )


def _item(writer: Writer, item: nodes.Element, *, tight: bool) -> str:
    if not tight:
        return f"\n{writer.inside(item)}"
    first, *rest = visible(item) or [nodes.paragraph()]
    words = writer.inside(first) if isinstance(first, nodes.Element) else ""
    below = writer.join(rest)
    return words + (f"\n{below}" if below else "")


def short(writer: Writer, node: nodes.Element) -> str:
    """The content of a cell or a definition: a lone paragraph needs no element of its own."""
    return _item(writer, node, tight=True) if _is_tight(node) else f"\n{writer.inside(node)}"


def _definitions(writer: Writer, node: nodes.Element) -> str:
    items = (child for item in node.children if isinstance(item, nodes.Element) for child in item.children)
    return wrapped("dl", node, f"\n{_terms(writer, items)}")


def _terms(writer: Writer, children: Iterable[nodes.Node]) -> str:
    out: list[str] = []
    for child in children:
        if isinstance(child, nodes.classifier):
            out[-1] = f"{out[-1].removesuffix('</dt>' + chr(10))} <em>{writer.inside(child)}</em></dt>\n"
        elif isinstance(child, nodes.term | nodes.field_name):
            out.append(f"{tag('dt', identified(child))}{anchors(child)}{writer.inside(child)}</dt>\n")
        elif isinstance(child, nodes.option_group):
            out.append(f"<dt><code>{', '.join(map(writer.html, child.children))}</code></dt>\n")
        elif isinstance(child, nodes.Element):
            out.append(f"<dd>{short(writer, child)}</dd>\n")
    return "".join(out)


def _fields(writer: Writer, node: nodes.Element) -> str:
    fields = [child for child in node.children if isinstance(child, nodes.field)]
    if isinstance(node.parent, nodes.document):
        fields = [field for field in fields if field[0].astext().lower() not in _METADATA]
    written = _terms(writer, (child for field in fields for child in field.children))
    return wrapped("dl", node, f"\n{written}") if fields else ""


def _option_argument(writer: Writer, node: nodes.Element) -> str:
    return f"{node.get('delimiter', ' ')}<var>{writer.inside(node)}</var>"


def _literal_block(writer: Writer, node: nodes.Element) -> str:
    if all(isinstance(child, nodes.Text) for child in node.children):
        return anchors(node, 0) + code_block(node.astext(), writer.language)
    code = f"<code>{writer.inside(node)}\n</code>"
    return f'{anchors(node, 0)}<div class="highlight"><pre><span></span>{code}</pre></div>\n'


def _code(writer: Writer, node: nodes.Element) -> str:
    language = node["language"] or writer.language
    return anchors(node, 0) + code_block(
        node.astext(), language, caption=node["caption"], marked=node["marked"]
    )


def _language(writer: Writer, node: nodes.Element) -> str:
    writer.language = node["language"]
    return ""


def _doctest(_writer: Writer, node: nodes.Element) -> str:
    return anchors(node, 0) + code_block(node.astext(), "pycon")


def _diagram(writer: Writer, node: nodes.Element) -> str:
    return f'{anchors(node, 0)}<pre class="cb-{node["kind"]}"><code>{writer.inside(node)}\n</code></pre>\n'


def _formula(writer: Writer, node: nodes.Element) -> str:
    return f'{anchors(node, 0)}<div class="arithmatex">\\[\n{writer.inside(node)}\n\\]</div>\n'


def _box(writer: Writer, node: nodes.Element) -> str:
    title, *rest = node.children
    words = writer.inside(title) if isinstance(title, nodes.Element) else ""
    heading = f'<p class="admonition-title">{words}</p>\n' if words else ""
    attributes = {**identified(node), "class": f"admonition {node['kind']}"}
    return f"{anchors(node)}{tag('div', attributes)}\n{heading}{writer.join(rest)}</div>\n"


def _fold(writer: Writer, node: nodes.Element) -> str:
    title, *rest = node.children
    words = writer.inside(title) if isinstance(title, nodes.Element) else ""
    opened = " open" if node["open"] else ""
    return f'<details class="note"{opened}><summary>{words}</summary>\n{writer.join(rest)}</details>\n'


def _card(writer: Writer, node: nodes.Element) -> str:
    return f'<div class="cb-card">\n{writer.inside(node)}</div>\n'


def _container(writer: Writer, node: nodes.Element) -> str:
    content = writer.inside(node)
    return wrapped("div", node, f"\n{content}") if node["classes"] else anchors(node, 0) + content


def _foreign(writer: Writer, node: nodes.Element) -> str:
    return f'<p class="cb-foreign">{writer.inside(node)}</p>\n'


def _lines(writer: Writer, node: nodes.Element) -> str:
    return f"<p>{'<br>'.join(_each_line(writer, node, 0))}</p>\n"


def _each_line(writer: Writer, node: nodes.Element, depth: int) -> list[str]:
    out: list[str] = []
    for child in node.children:
        if isinstance(child, nodes.line_block):
            out.extend(_each_line(writer, child, depth + 1))
        elif isinstance(child, nodes.Element):
            out.append("\N{EM SPACE}" * 2 * depth + writer.inside(child))
    return out


def _attribution(writer: Writer, node: nodes.Element) -> str:
    return f"<p>\N{EM DASH} {writer.inside(node)}</p>\n"


def _figure(writer: Writer, node: nodes.Element) -> str:
    caption = [child for child in node.children if isinstance(child, nodes.caption | nodes.legend)]
    shown = writer.join(child for child in node.children if child not in caption)
    words = "".join(
        f"<p>{writer.inside(child)}</p>\n" if isinstance(child, nodes.caption) else writer.inside(child)
        for child in caption
    )
    below = f"<figcaption>\n{words}</figcaption>\n" if words else ""
    return wrapped("figure", node, f"\n{shown.rstrip()}\n{below}")


def _message(_writer: Writer, node: nodes.Element) -> str:
    # The source stays where it was, and docutils' own words do not appear.
    return code_block(unread(node), "")


BLOCKS: Final[dict[str, Handler]] = {
    "attribution": _attribution,
    "block_quote": _block("blockquote"),
    "bullet_list": _list,
    "container": _container,
    "definition_list": _definitions,
    "doctest_block": _doctest,
    "enumerated_list": _list,
    "field_list": _fields,
    "figure": _figure,
    "line_block": _lines,
    "literal_block": _literal_block,
    "math_block": _formula,
    "option_argument": _option_argument,
    "option_list": _definitions,
    "paragraph": _paragraph,
    "section": _section,
    "system_message": _message,
    "transition": lambda _writer, _node: "<hr>\n",
    BOX: _box,
    CARD: _card,
    CODE: _code,
    DIAGRAM: _diagram,
    FOLD: _fold,
    FOREIGN: _foreign,
    LANGUAGE: _language,
    PLAIN: lambda writer, node: anchors(node, 0) + writer.inside(node),
}
