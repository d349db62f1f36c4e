"""Whether one document is an entity that Backstage would take, and what it says about others.

The order of the rules is Backstage's: it decides which of them is reported. A document is judged alone; what
needs its neighbours or the repository's files is the business of `ingest`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from callboard.descriptors.envelope import policy_problems
from callboard.descriptors.json_schema import check, is_truthy
from callboard.descriptors.kinds import BUILT_IN, GENERIC_RELATIONS, Kind, RelationField
from callboard.descriptors.problems import Problem, from_schema
from callboard.descriptors.suggest import did_you_mean, nearest
from callboard.model import EntityRef, JsonMapping, JsonValue, RefError, Relation

SORTED_FIELDS: Final = (
    "providesApis", "consumesApis", "dependsOn", "dependencyOf", "memberOf", "children", "members",
)  # fmt: skip
"""The lists of `spec` that Backstage sorts before anybody looks at them."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A relation that a field states, and where: `path` is the field, e.g. `spec.dependsOn.0`."""

    relation: Relation
    path: str
    field: RelationField

    @property
    def both(self) -> tuple[Relation, ...]:
        """The relation and the one back, where there is one."""
        stated, kinds = self.relation, self.field.reverse_kinds
        back = Relation(self.field.reverse, stated.target, stated.source, stated.origin)
        return (stated, back) if not kinds or stated.target.kind in kinds else (stated,)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What Backstage makes of one document.

    It is accepted where there is no problem. `statements` are the relations in the order of the fields, one
    direction each.
    """

    problems: tuple[Problem, ...] = ()
    statements: tuple[Statement, ...] = ()

    @property
    def is_foreign(self) -> bool:
        """Nothing is wrong but that nobody knows the kind: a portal can still show it."""
        return bool(self.problems) and all(problem.code == "kind-unknown" for problem in self.problems)


def ref_of(entity: JsonMapping) -> EntityRef:
    """The reference of a document whose envelope is sound."""
    metadata: Mapping[str, Any] = entity["metadata"]  # type: ignore[assignment]  # the envelope has passed
    return EntityRef.of(str(entity["kind"]), metadata.get("namespace", "default"), metadata["name"])


def judge(entity: JsonMapping, kinds: Mapping[str, Kind] = BUILT_IN) -> Judgement:
    """Apply policies, kinds and references to a document whose envelope is sound."""
    problems = policy_problems(entity)
    if problems:
        return Judgement(problems)
    kind = _kind_of(entity, kinds)
    if kind is None:
        return Judgement((_foreign(entity, kinds),), tuple(_sound_statements(entity)))
    problems = tuple(_spec_problems(entity, kind))
    if problems:
        return Judgement(problems)
    statements: list[Statement] = []
    for field in kind.relations:
        for stated in state_relations(entity, field):
            if isinstance(stated, Problem):
                problems = (*problems, stated)
            else:
                statements.append(stated)
    return Judgement(problems, tuple(statements))


def _kind_of(entity: JsonMapping, kinds: Mapping[str, Kind]) -> Kind | None:
    kind = kinds.get(str(entity["kind"]))
    if kind is None or entity["apiVersion"] not in kind.api_versions:
        return None
    return kind.of(entity.get("spec"))


def _foreign(entity: JsonMapping, kinds: Mapping[str, Kind]) -> Problem:
    name, version = str(entity["kind"]), str(entity["apiVersion"])
    kind = kinds.get(name)
    if kind is not None:
        hint = f"{name} has the apiVersion {kind.api_versions[0]}"
        return Problem("kind-unknown", "apiVersion", f"{name} has no apiVersion {version}", hint)
    return Problem("kind-unknown", "kind", f"{name} is not a known kind", did_you_mean(name, kinds))


def _spec_problems(entity: JsonMapping, kind: Kind) -> Iterator[Problem]:
    if "spec" not in entity:
        yield Problem("field-invalid", "spec", f"spec is missing; a {kind.name} needs one")
        return
    known = _strings(kind.spec.get("properties"))
    for problem in from_schema(check(kind.spec, entity["spec"], ("spec",))):
        yield problem if problem.hint else _with_misspelling(problem, entity["spec"], known)


def _with_misspelling(problem: Problem, spec: JsonValue, known: Sequence[str]) -> Problem:
    """Where a field is missing and an unknown one looks like it, say so."""
    if not problem.message.endswith("is missing") or not isinstance(spec, Mapping):
        return problem
    field = problem.path.rpartition(".")[2]
    found = nearest(field, (name for name in spec if name not in known))
    hint = f"is {found} meant to be {field}?" if found else ""
    return Problem(problem.code, problem.path, problem.message, hint)


def _strings(value: JsonValue) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, Mapping) else ()


def state_relations(entity: JsonMapping, field: RelationField) -> Iterator[Statement | Problem]:
    """The relations that a field states; what cannot be read as a reference is a problem."""
    spec = entity.get("spec")
    value = spec.get(field.field) if isinstance(spec, Mapping) else None
    if not is_truthy(value):
        return
    path = f"spec.{field.field}"
    source = ref_of(entity)
    for index, item in enumerate(value if isinstance(value, list) else [value]):
        where = f"{path}.{index}" if isinstance(value, list) else path
        if field.texts_only and not (isinstance(item, str) and item):
            continue
        try:
            target = read_target(item, field.default_kind, source.namespace)
        except RefError as error:
            yield Problem("ref-invalid", where, str(error))
            continue
        if not field.allowed_kinds or target.kind in field.allowed_kinds:
            yield Statement(Relation(field.relation, source, target), where, field)


def read_target(item: JsonValue, default_kind: str, default_namespace: str) -> EntityRef:
    """The entity that a value names: a text, or a mapping of `kind`, `namespace` and `name`.

    Raises:
        RefError: it names none.
    """
    if isinstance(item, str):
        return EntityRef.parse(item, default_kind=default_kind, default_namespace=default_namespace)
    parts = item if isinstance(item, Mapping) else {}
    defaults = {"kind": default_kind, "namespace": default_namespace, "name": ""}
    texts = [
        parts.get(name) if parts.get(name) is not None else default for name, default in defaults.items()
    ]
    if not all(isinstance(text, str) and text for text in texts):
        raise RefError("a reference is a text such as component:default/shop")
    return EntityRef.of(*map(str, texts))


def _sound_statements(entity: JsonMapping) -> Iterator[Statement]:
    for field in GENERIC_RELATIONS:
        for stated in state_relations(entity, field):
            if isinstance(stated, Statement):
                yield stated


def with_sorted_lists(entity: JsonMapping, fields: Iterable[str]) -> JsonMapping:
    """The entity with Backstage's sorted lists sorted, in UTF-16 order."""
    spec = entity.get("spec")
    if not isinstance(spec, Mapping):
        return entity
    changed = {
        name: sorted(items, key=lambda text: text.encode("utf-16-be", "surrogatepass"))
        for name in fields
        if isinstance(items := spec.get(name), list) and all(isinstance(item, str) for item in items)
    }
    return {**entity, "spec": {**spec, **changed}} if changed else entity
