"""The quick way to read a page that uses nothing but what most pages use.

Python-Markdown with its extensions is half the cost of a whole site. Most pages are headings, paragraphs,
lists, code, tables and boxes in their plainest form, whose HTML can be told line by line. This package does
so for them and gives up on everything else: it never guesses, and what it returns is, to the byte, what
Python-Markdown would have made of the page. Tests hold it to that on whatever they can think of.
"""

from __future__ import annotations

from callboard.markup.quick.page import QuickReader, understands

__all__ = ["QuickReader", "understands"]
