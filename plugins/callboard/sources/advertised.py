"""What a remote says of itself when it is asked: the object that is wanted, its tags and its branches."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/+@-]*")
_LONGEST_NAME: Final = 100
_MOST: Final = 20_000
_LINE: Final = re.compile(r"([0-9a-f]{40}(?:[0-9a-f]{24})?)\t(HEAD|refs/.+?)(\^\{\})?")
_DEFAULT: Final = re.compile(r"ref: refs/heads/(\S+)\tHEAD")
_OBJECT: Final = re.compile(r"[0-9a-fA-F]{40}(?:[0-9a-fA-F]{24})?")


@dataclass(frozen=True, slots=True, order=True)
class RemoteRef:
    """A tag or branch and the commit it stands for; `object` is the tag itself where it is annotated."""

    name: str
    commit: str
    is_tag: bool
    object: str = field(default="", compare=False)

    @property
    def path(self) -> str:
        """Its full name at the remote."""
        return f"refs/{'tags' if self.is_tag else 'heads'}/{self.name}"


@dataclass(frozen=True, slots=True)
class Advertised:
    """One answer: the object at the ref that is read (`""`: there is none), its branch, all refs if asked."""

    object: str
    branch: str
    refs: tuple[RemoteRef, ...] | None = None


def is_ref(name: str) -> bool:
    """Whether a text can be the name of a branch, tag or commit, and can be nothing else to git."""
    return _NAME.fullmatch(name) is not None


def is_object(name: str) -> bool:
    """Whether a ref is the full name of an object, which no remote has to be asked about."""
    return _OBJECT.fullmatch(name) is not None


def usable(name: str) -> bool:
    """Whether a tag or branch of a remote can be shown as a version."""
    return len(name) <= _LONGEST_NAME and is_ref(name)


def candidates(ref: str) -> list[str]:
    """The full names that git takes a ref for, in its order (gitrevisions(7))."""
    names = (ref, f"refs/{ref}", f"refs/tags/{ref}", f"refs/heads/{ref}", f"refs/remotes/{ref}")
    return [name for name in names if name.startswith("refs/") or name == "HEAD"]


def questions(ref: str, *, everything: bool) -> tuple[str, ...]:
    """The patterns of an `ls-remote --symref` that is answered by all that `read_answer` looks for."""
    return (ref or "HEAD", *(("refs/heads/*", "refs/tags/*") if everything else ()))


def read_answer(lines: Iterable[str], ref: str, *, everything: bool) -> Advertised:
    """The answer in the lines of an `ls-remote --symref`."""
    objects: dict[str, str] = {}
    peeled: dict[str, str] = {}
    branch = ""
    for line in lines:
        if found := _LINE.fullmatch(line):
            (peeled if found[3] else objects)[found[2]] = found[1]
        elif default := _DEFAULT.fullmatch(line):
            branch = default[1]
    wanted = next((objects[name] for name in (candidates(ref) if ref else ["HEAD"]) if name in objects), "")
    return Advertised(wanted, ref or branch, read_refs(objects, peeled) if everything else None)


def read_refs(objects: Mapping[str, str], peeled: Mapping[str, str]) -> tuple[RemoteRef, ...]:
    """The tags and branches with names that can be used, sorted; of more than anybody has, the first."""
    refs: list[RemoteRef] = []
    for path, found in objects.items():
        kind, _, name = path.removeprefix("refs/").partition("/")
        if kind in {"heads", "tags"} and usable(name) and len(refs) < _MOST:
            refs.append(RemoteRef(name, peeled.get(path, found), kind == "tags", found))
    return tuple(sorted(refs))
