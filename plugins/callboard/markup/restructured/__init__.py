"""reStructuredText, mostly written for Sphinx, made into HTML without Sphinx.

What Sphinx would compute from a project's code is shown as the author wrote it, and named. Nothing here
opens a file or a connection, and no page changes another. docutils loads with the first page, not with this
package.
"""

from __future__ import annotations

from callboard.markup.restructured.bounds import too_hard
from callboard.markup.restructured.conversion import Converted, ReadFile, convert
from callboard.markup.restructured.toctree import Toctree, toctrees

__all__ = ["Converted", "ReadFile", "Toctree", "convert", "toctrees", "too_hard"]
