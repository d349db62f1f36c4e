"""The identity of an entity, parsed in one place.

The grammar is Backstage's: `[<kind>:][<namespace>/]<name>`, cut by position only, nothing trimmed; the
canonical form is lower case (catalog-model `parseEntityRef`, `stringifyEntityRef`).
"""

from __future__ import annotations

from typing import Final, NamedTuple

DEFAULT_NAMESPACE: Final = "default"


class RefError(ValueError):
    """Raised when a text is not an entity reference; the message says what was expected."""


class EntityRef(NamedTuple):
    """Kind, namespace and name in lower case: equal references are the same entity.

    How a name is displayed is the business of the entity's own descriptor, see `Entity.name`. A tuple and not
    a dataclass, because every stratum looks entities up by their references: tuples are hashed and compared
    by the interpreter itself, three times as quick as generated methods.
    """

    kind: str
    namespace: str
    name: str

    @classmethod
    def of(cls, kind: str, namespace: str, name: str) -> EntityRef:
        """Make a reference from parts as written."""
        return cls(kind.lower(), namespace.lower(), name.lower())

    @classmethod
    def parse(
        cls, text: str, *, default_kind: str = "", default_namespace: str = DEFAULT_NAMESPACE
    ) -> EntityRef:
        """Read a reference; the defaults come from the field it stands in and the entity that holds it.

        Raises:
            RefError: a part is empty, or there is no kind and no default for it.
        """
        colon, slash = text.find(":"), text.find("/")
        if 0 <= slash < colon:
            colon = -1
        kind = text[:colon] if colon >= 0 else default_kind
        namespace = text[colon + 1 : slash] if slash >= 0 else default_namespace or DEFAULT_NAMESPACE
        name = text[max(colon, slash) + 1 :]
        if colon == 0 or slash == colon + 1 > 0 or (slash == 0) or not name:
            raise RefError(f"{text!r} is not of the form [<kind>:][<namespace>/]<name>")
        if not kind:
            raise RefError(f"{text!r} does not say its kind; write component:{text} or the like")
        return cls.of(kind, namespace, name)

    def short(self) -> str:
        """The reference without its namespace where that is `default`, for people."""
        space = "" if self.namespace == DEFAULT_NAMESPACE else f"{self.namespace}/"
        return f"{self.kind}:{space}{self.name}"

    def __str__(self) -> str:
        """The canonical form, `kind:namespace/name`."""
        return f"{self.kind}:{self.namespace}/{self.name}"
