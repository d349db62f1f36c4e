"""A made-up organisation of any size: what its repositories hold, and how they are stored."""

from __future__ import annotations
