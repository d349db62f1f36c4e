"""Questions about how entities depend on each other, and their drawings.

The only importer of networkx and graphviz. Nothing here walks the whole graph once per node.
"""

from __future__ import annotations
