"""docutils set up once, and a page parsed by it into a tree that is ready to be written."""

from __future__ import annotations

from copy import copy
from functools import cache

from docutils import frontend, nodes, utils
from docutils.parsers.rst import Parser
from docutils.transforms import Transform, references

from callboard.markup.restructured.bounds import MAX_LINE
from callboard.markup.restructured.conversion import ReadFile
from callboard.markup.restructured.registries import own_registries
from callboard.markup.restructured.substitutions import BoundedSubstitutions

_TRANSFORMS: tuple[type[Transform], ...] = (
    BoundedSubstitutions,
    references.PropagateTargets,
    references.AnonymousHyperlinks,
    references.IndirectHyperlinks,
    references.Footnotes,
    references.ExternalTargets,
    references.InternalTargets,
    references.DanglingReferences,
)
_NEVER = 5


def parse(text: str, read: ReadFile | None = None) -> nodes.document:
    """The tree of a page with its references resolved; what went wrong is in it as system messages."""
    settings = copy(_settings())
    settings.callboard_foreign = set()
    settings.callboard_read, settings.callboard_included = read, {}
    settings.callboard_files = settings.callboard_characters = 0
    settings.record_dependencies = utils.DependencyList()
    document = utils.new_document("", settings)
    with own_registries():
        Parser().parse(text, document)
        document.transformer.add_transforms(_TRANSFORMS)
        document.transformer.apply_transforms()
    return document


@cache
def _settings() -> frontend.Values:
    settings = frontend.get_default_settings(Parser)
    for name, value in {
        "_disable_config": True,
        "auto_id_prefix": "%",
        "embed_images": False,
        "embed_stylesheet": False,
        "file_insertion_enabled": False,
        "halt_level": _NEVER,
        "id_prefix": "",
        "input_encoding": "utf-8",
        "language_code": "en",
        "line_length_limit": MAX_LINE,
        "pep_references": False,
        "raw_enabled": False,
        "report_level": _NEVER,
        "rfc_references": False,
        "sectnum_xform": True,
        "smart_quotes": False,
        "syntax_highlight": "none",
        "traceback": True,
        "trim_footnote_reference_space": True,
        "warning_stream": False,
    }.items():
        setattr(settings, name, value)
    return settings
