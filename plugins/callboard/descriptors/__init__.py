"""One YAML file at a time: its documents, whether each is an entity, and what it says.

The only stratum that knows YAML. It never reads a file, follows a reference or looks at a neighbour; that is
the business of `ingest`.
"""

from __future__ import annotations

from callboard.descriptors.ai_model import AI_MODEL
from callboard.descriptors.document import Document, Places, YamlProblem
from callboard.descriptors.envelope import envelope_problems
from callboard.descriptors.judging import (
    SORTED_FIELDS,
    Judgement,
    Statement,
    judge,
    ref_of,
    with_sorted_lists,
)
from callboard.descriptors.kinds import BUILT_IN, Kind, RelationField
from callboard.descriptors.mending import Mending, mend
from callboard.descriptors.problems import Problem
from callboard.descriptors.reading import read_documents, read_only_document, read_plain
from callboard.descriptors.repairs import Change, Repair
from callboard.descriptors.scalars import number as js_number
from callboard.descriptors.suggest import CLOSE_FIELD, did_you_mean, nearest
from callboard.descriptors.web_url import WebUrl, is_web_url, parse_url

__all__ = [
    "AI_MODEL",
    "BUILT_IN",
    "CLOSE_FIELD",
    "SORTED_FIELDS",
    "Change",
    "Document",
    "Judgement",
    "Kind",
    "Mending",
    "Places",
    "Problem",
    "RelationField",
    "Repair",
    "Statement",
    "WebUrl",
    "YamlProblem",
    "did_you_mean",
    "envelope_problems",
    "is_web_url",
    "js_number",
    "judge",
    "mend",
    "nearest",
    "parse_url",
    "read_documents",
    "read_only_document",
    "read_plain",
    "ref_of",
    "with_sorted_lists",
]
