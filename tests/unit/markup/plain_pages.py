"""Pages put together by chance: of plain parts that fit together, or of scraps that do not."""

from __future__ import annotations

from random import Random

_SPANS = (
    "alpha", "Beta", "c_d", "`code`", "`a b`", "`<x>`", "`a|b`", "**bold**", "*em*", "**a `c` d**", "[link](a.md)",
    "[l `c`](b/c.md#d)", "![pic](p.png)", "https://acme.example/a_b?c=d&e", "(b)", "c.", "d,", "e:", "a-b", "—",
    "& f", "**[b](c.md)**", '[T "x"](y.md)', '"q"', "it's", "5 > 4", "[Lit eral]", "#1", "a/b", "~5", "100%",
    "[![i](j.png)](k.md)", "_u v_", "[https://a.b/c](https://a.b/c)", "**A**:", "(`c`)", "`c`,", "*e*.",
    "<https://a.b/c>", "<br>", "<br />",
)  # fmt: skip
_BREAKS = ("one\ntwo", "x  \ny")
_WITHOUT_END = r"""
    __init__ x*y 2*3 ** * _ ` [ ] ( ) ! : ; 1st 1/2 5/6 (c) c/o :tada: 10:30:45 ~a~ ^b^ == a==b ++k++ {x} {{y}} $5 $x$
    -- --- --> <- a@b.c @me # ## | |a| \* \ &amp; &lt; < [x] [^1] *[A]: [a]: [[c:d]] **b**c a**b**c ``x`` git_x
    [a](b)(c) [a](b){c} !x !!! ... 3) 1. - * + www.a.b http:// a://b *a* _a_b ___ *** <b>x</b> ]( <https://a>b>
"""
_SCRAPS = (*_SPANS, *_WITHOUT_END.split(), "[ ]", "[a] (b)", "**a\nb**", "[a\nb](c)", "<!-- -->", "…")
_STARTS = (
    "", "", "", "- ", "* ", "+ ", "1. ", "2. ", "10. ", "3) ", "-   ", "1.  ", "- - ", "- # ", "1. - ", "-",
    "  - ", "   - ", "    - ", "     - ", "      - ", "        - ", "    1. ", "  ", "   ", "    ", "      ",
    "# ", "## ", "#", "#x", "####### ", "> ", ">", "> - ", ": ", "| a | b |", "|---|---|", "|:-:|--:|", "a | b",
    "--- | ---", "---", "***", "___", "===", '=== "Tab"', "!!! note", '!!! tip "Ti"', "??? note", "    !!! note",
    "```", "```py", "``` py title='x'", "````", "    ```", "  ```", "~~~", "```mermaid", "\t", "\t- ", " ", "- [ ] ",
)  # fmt: skip
_DEEPEST = 2


def page(chance: Random) -> str:
    """A page of parts that are covered, most of them with an empty line between."""
    lines: list[str] = []
    for _ in range(chance.choice((1, 2, 2, 3, 4, 6))):
        lines += _block(chance, chance.choice("ppphllltfbqruc"))
        lines += [""] * chance.choice((1, 1, 1, 1, 1, 1, 2, 0))
    return "\n".join(lines) + "\n"


def scrap(chance: Random) -> str:
    """A page of lines that begin anything at all."""
    lines: list[str] = []
    for _ in range(chance.randint(1, 14)):
        words = " ".join(chance.choice(_SCRAPS) for _ in range(chance.choice((0, 1, 1, 2, 3))))
        lines.append(chance.choice(_STARTS) + words + chance.choice(("", "", "", "", "", " ", "  ", "   ")))
        lines += [""] * chance.choice((0, 0, 1))
    return "\n".join(lines)


def _words(chance: Random, most: int = 4) -> str:
    return " ".join(chance.choice(_SPANS) for _ in range(chance.randint(1, most)))


def _block(chance: Random, kind: str, depth: int = 0) -> list[str]:  # noqa: PLR0911  # one for each kind
    match kind:
        case "h":
            return [f"{'#' * chance.randint(1, 4)} {_words(chance)}"]
        case "l":
            return _list(chance, depth)
        case "t":
            return _table(chance)
        case "f":
            return _code(chance)
        case "b":
            head = chance.choice(("!!! note", '!!! tip "A title"', "??? warning", '??? info "T"'))
            return [head, *[""] * chance.choice((0, 0, 1)), *_moved(_inner(chance), 4)]
        case "q":
            return [f"> {line}" if line else ">" for line in _inner(chance)]
        case "c":
            return [f"<!-- {_words(chance)} -->"]
        case "r":
            return [chance.choice(("---", "***"))]
        case "u":
            return [_words(chance), chance.choice(("===", "---"))]
        case _:
            spans = (*_SPANS, *_BREAKS)
            return " ".join(chance.choice(spans) for _ in range(chance.randint(1, 9))).split("\n")


def _inner(chance: Random, depth: int = _DEEPEST) -> list[str]:
    return _block(chance, chance.choice("pppflf"), depth)


def _moved(lines: list[str], width: int) -> list[str]:
    return [f"{' ' * width}{line}" if line else "" for line in lines]


def _list(chance: Random, depth: int) -> list[str]:
    mark, loose = chance.choice(("-", "*", "+", "1.")), chance.random() < 0.3
    lines: list[str] = []
    for number in range(1, chance.randint(2, 4)):
        step = chance.choice((3, 4) if mark == "1." else (2, 3, 4))
        lines.append(f"{f'{number}.' if mark == '1.' else mark} {_words(chance)}")
        if chance.random() < 0.15:
            lines.append(" " * chance.choice((step, 0)) + _words(chance))
        if depth < _DEEPEST and chance.random() < 0.35:
            lines += [""] * chance.choice((0, 0, 0, 0, 1))
            lines += _moved(_list(chance, depth + 1), step)
        if chance.random() < 0.2:
            lines += ["", *_moved(_inner(chance), step), *[""] * chance.choice((0, 1, 1, 1))]
        elif loose:
            lines.append("")
    while not lines[-1]:
        lines.pop()
    return lines


def _table(chance: Random) -> list[str]:
    width = chance.choice((2, 3))
    rows = [[_words(chance, 1).replace("|", "") for _ in range(width)] for _ in range(chance.randint(2, 4))]
    rows.insert(1, [chance.choice(("---", ":--", "--:", ":-:")) for _ in range(width)])
    border = chance.choice((True, True, False))
    return [f"| {' | '.join(row)} |" if border else " | ".join(row) for row in rows]


def _code(chance: Random) -> list[str]:
    lines = ("a: 1", "  b = 2", "# c", "- x", "", "\tq", "<b>&", "def f(): pass")
    language = chance.choice(("", "py", "sh", "yaml", "text", "mermaid"))
    return [f"```{language}", *(chance.choice(lines) for _ in range(chance.randint(1, 3))), "```"]
