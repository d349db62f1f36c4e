"""The last thing that happens to a stranger's HTML: only what is on the list stays.

The list keeps everything Material's own constructs need and nothing that can run, load, overlay or disguise.
"""

from __future__ import annotations

from typing import Final

import nh3

from callboard.markup.references import ENTITY_SCHEME


def words(*lines: str) -> frozenset[str]:
    """The words of some lines, as the lists here are best read."""
    return frozenset(" ".join(lines).split())


TAGS: Final = words(
    "a abbr article aside b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl",
    "dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img input ins kbd label li mark ol p path pre q rp rt",
    "ruby s samp small span strong sub summary sup svg table tbody td tfoot th thead time tr u ul var wbr",
)
_CLEAN_CONTENT: Final = words(
    "script style template noscript iframe object embed title textarea xmp noembed noframes"
)
_ATTRIBUTES: Final = {
    "*": words("class id title lang dir role aria-label aria-hidden"),
    # A name is an older way to write an id.
    # A name to save a file under is the reader's to take; for a file elsewhere browsers ignore it.
    "a": frozenset({"href", "name", "download"}),
    "img": words("src alt width height loading align"),
    "input": words("checked disabled name"),
    "label": frozenset({"for"}),
    "td": words("colspan rowspan align scope style"),
    "th": words("colspan rowspan align scope style"),
    "ol": words("start type reversed"),
    "details": frozenset({"open"}),
    "div": frozenset({"data-tabs", "align"}),
    **dict.fromkeys(("p", "h1", "h2", "h3", "h4", "h5", "h6"), frozenset({"align"})),
    "svg": words("viewBox width height xmlns"),
    "path": words("d fill"),
    "time": frozenset({"datetime"}),
}
# Links to entities are answered with their pages behind the sanitiser.
SCHEMES: Final = frozenset({"http", "https", "mailto", "tel", ENTITY_SCHEME})
# Material finds its own elements by ids that begin with `__`; a page that takes one takes the theme over.
_ALLOWED_RESERVED: Final = ("__tabbed_", "__span-", "__codelineno-")
_THEME_CLASS: Final = "md-"
_THEME_CLASS_ALLOWED: Final = "md-button"


def sanitise_html(html: str) -> str:
    """The HTML without anything that can run, load from elsewhere or reach outside the page's own body.

    The result is well-formed in one spelling: lower-case names, attributes in double quotes, `<`, `>`, `&`
    and `"` escaped inside them, no comments. `rewriting` relies on that.
    """
    return _CLEANER.clean(html)


def _attribute(_tag: str, name: str, value: str) -> str | None:
    if name == "class":
        return _without_theme_classes(value) if _THEME_CLASS in value else value
    if name in {"id", "for", "name"} and value.startswith("__"):
        return value if value.startswith(_ALLOWED_RESERVED) else None
    return value


def _without_theme_classes(value: str) -> str | None:
    kept = (
        word
        for word in value.split()
        if not word.startswith(_THEME_CLASS) or word.startswith(_THEME_CLASS_ALLOWED)
    )
    return " ".join(kept) or None


_CLEANER: Final = nh3.Cleaner(
    tags=set(TAGS),
    clean_content_tags=set(_CLEAN_CONTENT),
    attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
    attribute_filter=_attribute,
    tag_attribute_values={"input": {"type": {"radio", "checkbox"}}},
    filter_style_properties={"text-align"},
    url_schemes=set(SCHEMES),
    link_rel=None,
)
