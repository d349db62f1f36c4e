"""From a snapshot to the catalog: find descriptors, read them, emit and stitch relations, collect findings.

Offline and deterministic.
"""

from __future__ import annotations
