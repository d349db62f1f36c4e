"""What an API offers, whatever language its definition is written in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

MOST_OPERATIONS: Final = 2000
"""More operations than anybody lists; a definition with more is cut and says so."""

LONGEST_LINE: Final = 300
LONGEST_TEXT: Final = 20_000


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that a caller can do.

    `verb` is how (`GET`, `send`, `query`, `rpc`), `path` on what; `group` is its tag or service. `anchor` is
    unique within the definition and safe in an address.
    """

    verb: str
    path: str
    summary: str = ""
    group: str = ""
    deprecated: bool = False
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class ApiSummary:
    """What a definition says about itself; all texts are plain and as hostile as their author.

    `problem` is one sentence when the definition could not be read, or not wholly; the rest is what could.
    """

    format: str
    title: str = ""
    version: str = ""
    description: str = ""
    servers: tuple[str, ...] = ()
    operations: tuple[Operation, ...] = ()
    problem: str = ""
