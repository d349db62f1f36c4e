"""Markdown and HTML of strangers made into HTML that is safe to publish."""

from __future__ import annotations
