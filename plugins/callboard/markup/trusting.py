"""HTML from a source whose owner the operator trusts with every reader of the site.

Only `dangerously_allow_raw_html` in the operator's own configuration leads here. The HTML may run scripts,
load from elsewhere and look like anything; it is still parsed and written anew, so that what it opens it
closes, and what comes after it on the page is ours again.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

import nh3

from callboard.markup.sanitising import SCHEMES, TAGS, words

_MORE_TAGS: Final = words(
    "audio button canvas center circle clippath datalist defs ellipse embed fieldset font footer form g",
    "header iframe legend line lineargradient main map meter nav noscript object optgroup option output",
    "picture polygon polyline progress radialgradient rect script section select source stop style text",
    "textarea track tspan use video area col dialog search stop template",
)
_ATTRIBUTES: Final = words(
    "action align allow allowfullscreen alt async autoplay border cellpadding cellspacing charset checked",
    "cite class color cols colspan content controls coords cx cy d data datetime defer dir disabled",
    "download enctype fill for frameborder gradienttransform gradientunits height href hreflang id",
    "integrity kind label lang loading loop marginheight marginwidth max maxlength media method min",
    "multiple muted name offset onchange onclick onerror oninput onload onmouseout onmouseover onsubmit",
    "open pattern placeholder points poster preload r readonly referrerpolicy rel required rows rowspan",
    "rx ry sandbox scope scrolling selected shape size sizes span src srcdoc srclang srcset start step",
    "stroke style tabindex target text-anchor title transform type usemap value viewbox width wrap x x1",
    "x2 xmlns y y1 y2 viewBox gradientUnits gradientTransform preserveAspectRatio",
)
_RAW: Final = re.compile(r"<(script|style|textarea|noscript|iframe)\b[^<>]*+>.*?</\1>", re.DOTALL)
_MARK: Final = "\x01"
_MARKED: Final = re.compile(f"{_MARK}([0-9]+){_MARK}")

_CLEANER: Final = nh3.Cleaner(
    tags=set(TAGS | _MORE_TAGS),
    clean_content_tags=set(),
    attributes={"*": set(_ATTRIBUTES - {"rel"}), "a": {"rel"}, "link": {"rel"}},
    generic_attribute_prefixes={"data-", "aria-", "on"},
    url_schemes=set(SCHEMES | {"data", "blob"}),
    link_rel=None,
)


def trusted_html(html: str, rewrite: Callable[[str], str]) -> str:
    """The HTML, well-formed, after `rewrite` has seen all of it but what scripts, styles and frames hold."""
    kept: list[str] = []

    def put_away(match: re.Match[str]) -> str:
        kept.append(match[0])
        return f"{_MARK}{len(kept) - 1}{_MARK}"

    cleaned = _CLEANER.clean(html.replace(_MARK, ""))
    rewritten = rewrite(_RAW.sub(put_away, cleaned.replace(_MARK, "")))
    return _MARKED.sub(lambda match: kept[int(match[1])], rewritten)
