"""Substitutions that cannot make a small page a large one."""

from __future__ import annotations

from typing import Final

from docutils import nodes
from docutils.transforms import references

# Some characters stand for what a node costs beyond its text.
MAX_EXPANDED: Final = 200_000
MAX_NESTING: Final = 20
_NODE_COST: Final = 50


class BoundedSubstitutions(references.Substitutions):
    """As in docutils, but what is circular, undefined or too much is text again before that begins."""

    def apply(self) -> None:
        """Replace every reference by its definition, as far as the page's allowance goes."""
        definitions = self.document.substitution_defs
        weights: dict[str, int] = {}
        for name in sorted(definitions):
            self._weigh(name, weights, ())
        spent = 0
        for reference in list(self.document.findall(nodes.substitution_reference)):
            if isinstance(reference.parent, nodes.substitution_definition):
                continue
            weight = weights.get(self._meant(reference) or "", MAX_EXPANDED + 1)
            if spent + weight > MAX_EXPANDED:
                _show_as_written(reference)
            else:
                spent += weight
        super().apply()

    def _weigh(self, name: str, weights: dict[str, int], above: tuple[str, ...]) -> int:
        """What a reference to it costs with all that it refers to itself; what cannot be met becomes text."""
        if name in weights:
            return weights[name]
        definition = self.document.substitution_defs[name]
        weight = len(definition.astext())
        for node in list(definition.findall(nodes.Element)):
            weight += _NODE_COST
            if not isinstance(node, nodes.substitution_reference):
                continue
            meant = self._meant(node)
            if meant is None or meant == name or meant in above or len(above) > MAX_NESTING:
                _show_as_written(node)
                continue
            inner = self._weigh(meant, weights, (*above, name))
            if weight + inner > MAX_EXPANDED:
                _show_as_written(node)
            else:
                weight += inner
        weights[name] = weight
        return weight

    def _meant(self, reference: nodes.substitution_reference) -> str | None:
        name: str = reference["refname"]
        if name in self.document.substitution_defs:
            return name
        found: str | None = self.document.substitution_names.get(name.lower())
        return found


def _show_as_written(reference: nodes.Element) -> None:
    written = reference.rawsource or f"|{reference.astext()}|"
    reference.replace_self(nodes.Text(nodes.unescape(written, restore_backslashes=True)))
