"""The blocks of a page, one after the other: headings, paragraphs, rules, tables, lists, boxes, quotations.

Each block is read from some line on and says where the next one may begin.
"""

from __future__ import annotations

import re
from enum import Enum
from itertools import pairwise
from typing import Final, TypeAlias

from callboard.markup.quick.inlines import inline
from callboard.markup.quick.tables import is_separator, table
from callboard.markup.quick.unusual import Unusual

Block: TypeAlias = tuple[str, int]
"""The HTML of a block, and the line after it."""

COMMENT: Final = r"<!-- (?:[^<>&\n-]|-(?!-))* -->"
"""A remark in HTML that is a block of its own."""

_COMMENT: Final = re.compile(COMMENT)
_ITEM: Final = re.compile(r"(?P<indent> *)(?P<mark>[-*+]|\d{1,9}\.) +(?P<text>\S.*)")
_HEADING: Final = re.compile(r"(#{1,6}) +([^\s#](?:.*[^\s#])?) *")
_UNDERLINE: Final = re.compile(r"(?:={2,}|-{2,}) *")
_RULE: Final = re.compile(r"-{3,}|\*{3,}|_{3,}")
_BOXES: Final = ("!!!", "???")
_BOX: Final = re.compile(r'(?P<mark>!!!|\?\?\?) (?P<kind>[a-z]+)(?: "(?P<title>[\w ,.:;()/\'-]+)")? *')
# What a line of a paragraph may not begin with: it would begin something else, or might.
_BEGINNING: Final = re.compile(r"[#<>|:=]|!!!|\?\?\?|-{2}|\+{3}|\*{3}|_{3}|///|(?:[-*+]|\d+[.)])(?: |$)")
_INNER: Final = 2
_STEP: Final = 4


class Place(Enum):
    """Where blocks stand. Only on a page are lines moved before the parser sees them (`markup.lists`)."""

    PAGE = "page"
    ITEM = "item"
    BOX = "box"


def blocks(lines: list[str], place: Place = Place.PAGE) -> str:
    """The HTML of some lines.

    Raises:
        Unusual: something in them is left to the parser.
    """
    out: list[str] = []
    position = 0
    while position < len(lines):
        if lines[position]:
            html, position = _block(lines, position, place)
            out.append(html)
        else:
            position += 1
    return "\n".join(out)


def _block(lines: list[str], start: int, place: Place) -> Block:
    line = lines[start]
    first = line[0]
    if first == " ":
        raise Unusual("indentation")
    if first in "-*+0123456789" and _ITEM.match(line):
        return _list(lines, start, place)
    if first == "<" and place is Place.PAGE and _stands_alone(lines, start) and _COMMENT.fullmatch(line):
        return f"{line}\n", start + 1
    if first in "#!?>" and place is not Place.ITEM:
        marked = _marked(lines, start, place)
        if marked is not None:
            return marked
    return _unmarked(lines, start, place)


def _marked(lines: list[str], start: int, place: Place) -> Block | None:
    """A heading, a quotation or a box; None for a paragraph that begins like one."""
    line = lines[start]
    if line[0] == "#":
        return _heading(line), start + 1
    if line[0] == ">":
        return _quotation(lines, start, place)
    return _box(lines, start, place) if line.startswith(_BOXES) else None


def _stands_alone(lines: list[str], position: int) -> bool:
    return not (position and lines[position - 1]) and _end(lines, position) == position + 1


def _unmarked(lines: list[str], start: int, place: Place) -> Block:
    """A rule, a table, a heading with a line below it, or a paragraph."""
    line, below = lines[start], lines[start + 1] if start + 1 < len(lines) else ""
    underlined = _UNDERLINE.fullmatch(below) is not None
    if _RULE.fullmatch(line) and not underlined:
        return "<hr>", start + 1
    if "|" in line and is_separator(below):
        end = _end(lines, start)
        return table(lines[start:end]), end
    if underlined:
        return _underlined(line, below[0]), start + 2
    return _paragraph(lines, start, place)


def _underlined(line: str, mark: str) -> str:
    if _BEGINNING.match(line):
        raise Unusual("heading")
    level = 1 if mark == "=" else 2
    return f"<h{level}>{inline(line.strip())}</h{level}>"


def _end(lines: list[str], start: int) -> int:
    """The next empty line."""
    position = start
    while position < len(lines) and lines[position]:
        position += 1
    return position


def _heading(line: str) -> str:
    found = _HEADING.fullmatch(line)
    if found is None:
        raise Unusual("heading")
    level = len(found[1])
    return f"<h{level}>{inline(found[2])}</h{level}>"


def _paragraph(lines: list[str], start: int, place: Place) -> Block:
    if _BEGINNING.match(lines[start]):
        raise Unusual("paragraph")
    position = start + 1
    while position < len(lines) and (line := lines[position]):
        if line[0] == " " or _BEGINNING.match(line):
            if place is Place.PAGE and (_HEADING.fullmatch(line) or _interrupts(line)):
                break
            raise Unusual("line of a paragraph")
        position += 1
    return f"<p>{inline(chr(10).join(lines[start:position]))}</p>", position


def _interrupts(line: str) -> bool:
    """Whether a list may begin here right behind a paragraph."""
    found = _ITEM.match(line)
    return found is not None and found["mark"] in {"-", "*", "+", "1."}


def _quotation(lines: list[str], start: int, place: Place) -> Block:
    end = _end(lines, start)
    if place is not Place.PAGE or not all(line[0] == ">" for line in lines[start:end]):
        raise Unusual("quotation")
    following = _next(lines, end)
    if following < len(lines) and lines[following][0] == ">":
        raise Unusual("two quotations")
    inner = [line[2:] if line[1:2] == " " else line[1:] for line in lines[start:end]]
    if not inner[0] or not inner[-1]:
        raise Unusual("empty line of a quotation")
    return f"<blockquote>\n{blocks(inner, Place.BOX)}\n</blockquote>", end


def _box(lines: list[str], start: int, place: Place) -> Block:
    found = _BOX.fullmatch(lines[start])
    end = start + 1
    for position in range(start + 1, len(lines)):
        if lines[position][:1] == " ":
            end = position + 1
        elif lines[position]:
            break
    if found is None or place is not Place.PAGE or end == start + 1:
        raise Unusual("box")
    if end < len(lines) and lines[end]:
        raise Unusual("line behind a box")
    body = blocks(_moved(lines[start + 1 : end], _STEP), Place.BOX)
    kind = found["kind"]
    title = inline(found["title"]) if found["title"] else kind.capitalize()
    if found["mark"] == "!!!":
        head = f'<p class="admonition-title">{title}</p>'
        return f'<div class="admonition {kind}">\n{head}\n{body}\n</div>', end
    return f'<details class="{kind}">\n<summary>{title}</summary>\n{body}\n</details>', end


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _moved(lines: list[str], width: int) -> list[str]:
    """The lines without so many blanks before each; all have them but empty ones."""
    margin = " " * width
    if any(line and not line.startswith(margin) for line in lines):
        raise Unusual("indentation")
    return [line[width:] for line in lines]


def _list(lines: list[str], start: int, place: Place) -> Block:
    """A list with what stands in its items.

    An empty line before an item makes paragraphs of its text and of the text of the item before.
    """
    tag = _tag(lines, start)
    number = lines[start].partition(".")[0]
    opening = f'<ol start="{number}">' if tag == "ol" and number != "1" else f"<{tag}>"
    items: list[str] = []
    position, parted, more = start, False, True
    while more:
        end = _item_end(lines, position)
        following = _next(lines, end)
        more = _tag(lines, following) == tag
        if following == end < len(lines) and not more:
            raise Unusual("line behind a list")
        parting = more and (following > end or _ends_in_paragraph(lines[position + 1 : end], place))
        items.append(_item(lines[position:end], place, loose=parted or parting))
        position, parted = following, parting
    return f"{opening}\n{chr(10).join(items)}\n</{tag}>", end


def _tag(lines: list[str], position: int) -> str:
    """The element of the list whose item begins at a line's margin, `""` where none does."""
    found = _ITEM.match(lines[position]) if position < len(lines) else None
    if found is None or found["indent"]:
        return ""
    return "ol" if found["mark"][0].isdecimal() else "ul"


def _next(lines: list[str], start: int) -> int:
    """The next line that is not empty."""
    position = start
    while position < len(lines) and not lines[position]:
        position += 1
    return position


def _item_end(lines: list[str], start: int) -> int:
    """The line after an item's last one."""
    position = end = start + 1
    while position < len(lines):
        line = lines[position]
        if line and line[0] != " ":
            # A line at the margin goes on with the text of the item, and only with that.
            if end < position or _BEGINNING.match(line):
                break
        elif line and not line.startswith("  "):
            raise Unusual("indentation")
        position += 1
        if line:
            end = position
    return end


def _ends_in_paragraph(inner: list[str], place: Place) -> bool:
    """Whether the last of what stands in an item, behind an empty line, is a paragraph."""
    if "" not in inner:
        return False
    last = inner[len(inner) - inner[::-1].index("") :]
    if place is not Place.PAGE or _ITEM.match(last[0]):
        raise Unusual("an item right behind an inner list")
    return True


def _item(lines: list[str], place: Place, *, loose: bool) -> str:
    text, position = _text_of_item(lines, place)
    if position == len(lines):
        return f"<li>\n<p>{inline(text)}</p>\n</li>" if loose else f"<li>{inline(text)}</li>"
    inner = _inside(lines, position, place)
    html = blocks(inner, place if place is Place.BOX else Place.ITEM)
    # What follows an empty line at the margin of the item makes a paragraph of its text, too.
    if loose or any(not above and line and line[0] != " " for above, line in pairwise(inner)):
        return f"<li>\n<p>{inline(text)}</p>\n{html}\n</li>"
    return f"<li>{inline(text)}{html}\n</li>"


def _text_of_item(lines: list[str], place: Place) -> tuple[str, int]:
    """The text behind an item's mark, and the line after it. Lines that are moved stand in by four."""
    found = _ITEM.fullmatch(lines[0])
    if found is None or _BEGINNING.match(found["text"]):
        raise Unusual("block in an item")
    text = found["text"]
    position = 1
    while position < len(lines) and lines[position] and not _ITEM.match(lines[position]):
        line = lines[position]
        words = line.lstrip(" ")
        if _BEGINNING.match(words) or _indent(line) >= _INNER + _STEP:
            raise Unusual("line of an item")
        text += f"\n{line if place is Place.BOX else ' ' * _STEP + words}"
        position += 1
    return text, position


def _inside(lines: list[str], start: int, place: Place) -> list[str]:
    """The lines of an item behind its text, at their own margin."""
    inner = lines[start:]
    base = min(_indent(line) for line in inner if line)
    if place is Place.BOX:
        if base != _STEP or "" in inner:
            raise Unusual("list in a box")
    elif not _INNER <= base <= _INNER + _STEP or any(
        _indent(line) not in {0, base} for line in lines[1:start]
    ):
        raise Unusual("indentation")
    return _moved(inner, base)
