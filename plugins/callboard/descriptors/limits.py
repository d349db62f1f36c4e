"""How large and deep a YAML file may be; all of it is checked before values are built."""

from __future__ import annotations

from typing import Final

MAX_BYTES: Final = 1 << 20
MAX_DEPTH: Final = 64
MAX_DOCUMENTS: Final = 1000
MAX_NODES: Final = 50_000
"""Values in a file that is not plain, each as often as aliases repeat it: the exact reader takes its time."""
MAX_ALIASES: Final = 100
"""Backstage's budget: uses of an anchor, times the aliases below it (npm `yaml`, `maxAliasCount`)."""
