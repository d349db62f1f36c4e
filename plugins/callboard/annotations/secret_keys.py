"""Keys whose values are not for readers."""

from __future__ import annotations

import re
from typing import Final

# `pagerduty.com/integration-key` and its like let whoever reads them do something.
_SECRET: Final = re.compile(
    r"token|secret|passw|credential|(integration|routing|api|access|private|signing|encryption)[-_]?key",
    re.IGNORECASE,
)


def is_secret(key: str) -> bool:
    """Whether a key that no rule has names something that must not be published."""
    return bool(_SECRET.search(key))
