"""Pages of ours beside those of plain MkDocs: which are equal, by which rules, and how the others differ."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from pathlib import Path
from typing import Final

from callboard.markup import Renderer
from differential.mkdocs_pages import Page, mkdocs_html, our_html
from differential.page_rules import RULES, without_marks
from differential.page_tokens import WORDS, parse, tokens

_SHOWN: Final = 5
_AROUND: Final = 2
_MOST_TOKENS: Final = 8
_MARK: Final = re.compile(r"[-*+]|\d+\.")


@dataclass(frozen=True, slots=True)
class Reading:
    """Something that our pages may say in other words than MkDocs', which is given our extension for them."""

    name: str
    why: str
    extension: str


READINGS: Final = (
    Reading(
        "lists",
        "a list nests under the text above it, and may follow a paragraph at once, as on GitHub",
        "callboard.markup.lists:ListExtension",
    ),
    Reading(
        "template words",
        "{{ words }} of a template reach the reader as they are written",
        "callboard.markup.templates:TemplateExtension",
    ),
    Reading(
        "formulas in a line",
        "which pair of dollars or brackets is a formula is found by a rule of ours",
        "callboard.markup.maths:MathsExtension",
    ),
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of one page: equal after these rules, or how far it is from being so."""

    page: str
    equal: bool
    likeness: float
    rules: tuple[str, ...]
    differences: tuple[str, ...] = ()
    as_said: bool = True
    """Whether the words are those of MkDocs' page as it was read first, but for the marks of lists."""

    def __str__(self) -> str:
        return "\n".join((f"{self.page}: {self.likeness:.1%} alike", *self.differences))


def compare_pages(pages: Sequence[Page], folder: Path) -> list[Verdict]:
    """A verdict on every page. MkDocs reads them as it is; what differs, it reads again as we do."""
    renderer = Renderer()
    ours = {page.name: our_html(page, renderer) for page in pages}
    verdicts: dict[str, Verdict] = {}
    said: dict[str, bool] = {}
    for number in range(len(READINGS) + 1):
        left = [page for page in pages if page.name not in verdicts or not verdicts[page.name].equal]
        if not left:
            break
        read = READINGS[:number]
        theirs = mkdocs_html(left, folder / str(number), [reading.extension for reading in read])
        for page in left:
            verdict = compare(
                page.name, theirs[page.name], ours[page.name], [each.name for each in read[-1:]]
            )
            as_said = said.setdefault(page.name, verdict.as_said)
            verdicts[page.name] = replace(verdict, as_said=as_said)
    return [verdicts[page.name] for page in pages]


def compare(page: str, theirs: str, ours: str, readings: Sequence[str] = ()) -> Verdict:
    """The verdict on one page of MkDocs' and of ours."""
    other, mine = without_marks(parse(theirs)), without_marks(parse(ours))
    used = Counter({rule.name: rule.change(other, mine) for rule in RULES})
    wanted, found = tokens(other), tokens(mine)
    rules = (*readings, *sorted(name for name, times in used.items() if times))
    if wanted == found:
        return Verdict(page, equal=True, likeness=1.0, rules=rules)
    matcher = SequenceMatcher(None, wanted, found, autojunk=False)
    return Verdict(
        page,
        equal=False,
        likeness=matcher.ratio(),
        rules=rules,
        differences=tuple(_differences(matcher, wanted, found)),
        as_said=_said(wanted) == _said(found),
    )


def _said(page: Sequence[str]) -> list[str]:
    """The words of a page without the marks of lists, which are words where no list was seen."""
    texts = (token.removeprefix(WORDS) for token in page if token.startswith(WORDS))
    return [word for text in texts for word in text.split() if not _MARK.fullmatch(word)]


def _differences(matcher: SequenceMatcher[str], wanted: Sequence[str], found: Sequence[str]) -> Iterator[str]:
    changes = [change for change in matcher.get_opcodes() if change[0] != "equal"]
    for _, start, end, our_start, our_end in changes[:_SHOWN]:
        yield f"  behind {' '.join(wanted[max(0, start - _AROUND) : start])}"
        yield f"    MkDocs: {' '.join(wanted[start : min(end, start + _MOST_TOKENS)])}"
        yield f"    ours:   {' '.join(found[our_start : min(our_end, our_start + _MOST_TOKENS)])}"
    if len(changes) > _SHOWN:
        yield f"  and {len(changes) - _SHOWN} more"
