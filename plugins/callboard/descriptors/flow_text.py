"""A collection used as a key becomes a text, the way npm `yaml` writes it on one line."""

from __future__ import annotations

from typing import Any

from callboard.descriptors.scalars import key_text


def flow_text(value: Any) -> str:
    """`[ a, b ]` or `{ a: 1 }`."""
    if isinstance(value, dict):
        inside = ", ".join(
            name if item is None else f"{name}: {flow_text(item)}" for name, item in value.items()
        )
        return f"{{ {inside} }}" if inside else "{}"
    if isinstance(value, list):
        inside = ", ".join(flow_text(item) for item in value)
        return f"[ {inside} ]" if inside else "[]"
    return "null" if value is None else key_text(value)
