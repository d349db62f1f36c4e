"""The explorer's side of the graph: columns of numbers that Python and the browser read alike.

The same selector gives the same entities, the same folds and the same totals on the page `/atlas/`, in
`callboard query` and in a drawing inside a document; the cases in `tests/golden/selectors/` hold both to it.
"""

from __future__ import annotations
