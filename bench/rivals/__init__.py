"""The same pages as projects of other generators."""

from __future__ import annotations
