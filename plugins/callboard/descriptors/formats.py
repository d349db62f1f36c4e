"""What names, tags and keys look like: Backstage's rules, character by character.

catalog-model `makeValidator`, `KubernetesValidatorFunctions`, `CommonValidatorFunctions`. Every rule takes
the whole text (JavaScript's `$` is the end of the text, Python's is not) and ASCII only.
"""

from __future__ import annotations

import re
from typing import Final

_MAX_NAME: Final = 63
_MAX_SUBDOMAIN: Final = 253

_NAME: Final = re.compile(r"(?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]")
_LABEL: Final = re.compile(r"[a-z0-9]+(?:-+[a-z0-9]+)*")
_KIND: Final = re.compile(r"[a-zA-Z][a-z0-9A-Z]*")
_VERSION: Final = re.compile(r"[a-z0-9A-Z]+")
_TAG: Final = re.compile(r"[a-z0-9:+#]+(?:-[a-z0-9:+#]+)*")
_BLANK: Final = "\t\n\v\f\r \u00a0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff" + "".join(
    map(chr, range(0x2000, 0x200B))
)
"""What JavaScript's `trim` takes away."""


def is_name(text: str) -> bool:
    """A name of an entity, or the part of a label or annotation key after its slash."""
    return len(text) <= _MAX_NAME and _NAME.fullmatch(text) is not None


def is_namespace(text: str) -> bool:
    """A DNS label (RFC 1123), lower case."""
    return len(text) <= _MAX_NAME and _LABEL.fullmatch(text) is not None


def is_kind(text: str) -> bool:
    """A kind of entity."""
    return len(text) <= _MAX_NAME and _KIND.fullmatch(text) is not None


def is_api_version(text: str) -> bool:
    """`v1`, or `company.net/v1`."""
    prefix, slash, suffix = text.rpartition("/")
    if slash and not _is_subdomain(prefix):
        return False
    return len(suffix) <= _MAX_NAME and _VERSION.fullmatch(suffix) is not None


def is_key(text: str) -> bool:
    """A key of a label or annotation: a name, perhaps after a DNS subdomain and one slash."""
    prefix, slash, suffix = text.rpartition("/")
    return is_name(suffix) and (not slash or _is_subdomain(prefix))


def is_label_value(text: str) -> bool:
    """Nothing, or a name."""
    return not text or is_name(text)


def is_tag(text: str) -> bool:
    """Lower-case letters, digits, `+`, `#` and `:`, separated by single dashes."""
    return len(text) <= _MAX_NAME and _TAG.fullmatch(text) is not None


def is_blank(text: str) -> bool:
    """Nothing but what JavaScript calls white space."""
    return not text.strip(_BLANK)


def _is_subdomain(text: str) -> bool:
    return len(text) <= _MAX_SUBDOMAIN and all(map(is_namespace, text.split(".")))
