"""Rules of other distributions, through the same door as ours."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from callboard.annotations import GROUP, facts_of, load_rules, read_settings
from callboard.errors import ConfigurationError

_STRANGER = """
from callboard.annotations import AnnotationRule, LinkTemplate, Role, Tool

class Stranger:
    def annotations(self):
        tool = Tool("backlog")
        link = LinkTemplate("Backlog", tool, "/boards/{value}", Role.ISSUES)
        yield AnnotationRule("backlog.example/board", "Backlog board", Role.ISSUES, links=(link,))
"""

Install = Callable[[str, str], None]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Lay out a distribution as an installer does, with a module of this text and this entry point."""
    monkeypatch.syspath_prepend(str(tmp_path))
    modules: list[str] = []

    def lay_out(name: str, text: str, target: str = "Stranger") -> None:
        (tmp_path / f"{name}.py").write_text(text)
        info = tmp_path / f"{name}-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        (info / "entry_points.txt").write_text(f"[{GROUP}]\n{name} = {name}:{target}\n")
        modules.append(name)

    yield lay_out
    for name in modules:
        sys.modules.pop(name, None)


def test_ours_come_through_the_entry_point() -> None:
    """Nothing else knows of our table."""
    assert "github.com/project-slug" in load_rules()


def test_a_stranger_adds_annotations_and_tools(install: Install) -> None:
    """A rule of another distribution links into a tool that the operator can place."""
    install("stranger", _STRANGER)
    settings = read_settings({"base_urls": {"backlog": "https://backlog.acme.example"}}, load_rules())
    (fact,) = facts_of({"backlog.example/board": "7"}, settings)
    assert (fact.label, fact.links[0].url) == ("Backlog board", "https://backlog.acme.example/boards/7")


def test_a_stranger_may_replace_one_of_ours(install: Install) -> None:
    """An organisation knows its tools better than we do."""
    install("stranger", _STRANGER.replace("backlog.example/board", "jira/project-key"))
    assert load_rules()["jira/project-key"].label == "Backlog board"


def test_two_strangers_may_not_contradict_each_other(install: Install) -> None:
    """Neither of them wins by chance."""
    install("stranger", _STRANGER)
    install("visitor", _STRANGER)
    with pytest.raises(
        ConfigurationError, match=r"plug-ins stranger and visitor both .*backlog\.example/board"
    ):
        load_rules()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("import no_such_module_anywhere", "ModuleNotFoundError"),
        ("x = 1", "AttributeError"),
        ("Stranger = 5", "TypeError"),
        ("class Stranger:\n    def annotations(self): raise RuntimeError('no network')", "no network"),
        ("class Stranger:\n    def annotations(self): return ['rule']", "'rule', which is no AnnotationRule"),
        (_STRANGER.replace("/boards/{value}", "/boards/{nothing}"), "nothing gives"),
    ],
    ids=["import fails", "no such class", "no class", "raises", "gives a text", "bad template"],
)
def test_a_broken_stranger_is_one_sentence(install: Install, text: str, told: str) -> None:
    """It names the plug-in, so that the operator knows what to mend or remove."""
    install("stranger", text)
    with pytest.raises(ConfigurationError, match=r"^annotations: the plug-in stranger \(stranger:") as caught:
        load_rules()
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)
