"""Python-Markdown's own table of contents, made only for pages that ask for one.

It renders every heading a second time, which is a tenth of all work on a page. The pass behind the sanitiser
gives headings the same ids; so the table is needed only where `[TOC]` stands, where an option moves headings,
or where headings are raw HTML: that pass cannot tell them from others, and they could take the others' ids.
"""

from __future__ import annotations

import re
from typing import Any, Final
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

_TOC: Final = "toc"
_PRIORITY: Final = 5
"""That of the processor in whose place ours stands."""
_ASKING: Final = re.compile(r"\[TOC\]|data-toc-label|<[hH][1-6]")
_BEFORE_ALL: Final = 200


class ContentsExtension(Extension):
    """Wraps the processor that makes the table; it must come behind `toc`."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  # Python-Markdown's own name
        """Take the processor's place."""
        inner: Any = md.treeprocessors[_TOC]
        wrapped = _ContentsWhenAsked(md, inner)
        md.treeprocessors.register(wrapped, _TOC, _PRIORITY)
        if inner.base_level == 0:
            md.preprocessors.register(_Asking(md, wrapped), "callboard_contents", _BEFORE_ALL)


class _ContentsWhenAsked(Treeprocessor):
    def __init__(self, md: Markdown, inner: Any) -> None:
        super().__init__(md)
        self.inner: Final = inner
        self.asked = True

    def run(self, root: Element) -> None:
        if self.asked:
            self.inner.run(root)


class _Asking(Preprocessor):
    def __init__(self, md: Markdown, contents: _ContentsWhenAsked) -> None:
        super().__init__(md)
        self._contents: Final = contents

    def run(self, lines: list[str]) -> list[str]:
        self._contents.asked = _ASKING.search("\n".join(lines)) is not None
        return lines
