"""What a descriptor says of a person that is published nowhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from callboard.model import Entity, JsonMapping

_CONTACT: Final = frozenset({"email", "picture"})


def spec_without_contact(entity: Entity) -> JsonMapping:
    """The `spec` as pages and files show it: of a user without address and picture.

    People are in the portal by name. A team's mailbox is no person's and stays.
    """
    profile = entity.spec.get("profile")
    if entity.ref.kind != "user" or not isinstance(profile, Mapping):
        return entity.spec
    return {**entity.spec, "profile": {key: profile[key] for key in profile if key not in _CONTACT}}
