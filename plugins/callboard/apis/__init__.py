"""What an API definition offers, read from its already parsed value or its text.

Never fetches, never inlines without a budget.
"""

from __future__ import annotations

from callboard.apis.summarise import summarise
from callboard.apis.summary import ApiSummary, Operation

__all__ = ["ApiSummary", "Operation", "summarise"]
