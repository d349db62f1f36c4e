"""`callboard check`, as a person and as CI run it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from trees import write_tree

Run = Callable[..., subprocess.CompletedProcess[str]]

GOOD = """apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: pay
  links:
    - url: https://runbooks.acme.example/pay
      type: runbook
spec:
  type: service
  lifecycle: production
  owner: group:payments
  dependsOn:
    - component:ledgr
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: ledger}
spec: {type: library, lifecycle: production, owner: group:payments}
"""


@pytest.fixture(name="repository")
def _repository(tmp_path: Path) -> Path:
    return write_tree(tmp_path / "pay", {".git/HEAD": "ref: refs/heads/main\n", "catalog-info.yaml": GOOD})


def test_the_sample_organisation_has_its_two_mistakes(root: Path, callboard: Run) -> None:
    """One reference dangles and one runbook is missing, and nothing else is said."""
    done = callboard("check", "catalog/acme", "--format", "json", cwd=root)
    codes = [found["code"] for found in json.loads(done.stdout)["findings"]]
    assert sorted(codes) == ["ref-unknown", "runbook-missing"]
    assert done.returncode == 1


def test_a_finding_shows_its_line_and_a_caret(repository: Path, callboard: Run) -> None:
    """The place is as the person would type it, the caret under the value, the hint a near name."""
    done = callboard("check", "pay", cwd=repository.parent)
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    assert lines[0] == (
        "pay/catalog-info.yaml:13:7 error ref-unknown component:ledgr is not in the catalog;"
        " did you mean component:ledger?"
    )
    assert lines[1] == "    13 |     - component:ledgr"
    assert lines[2].index("^") == lines[1].index("component:ledgr")


def test_what_a_part_cannot_know_is_a_note(repository: Path, callboard: Run) -> None:
    """An owner from elsewhere is not a mistake of this repository; a near miss is."""
    done = callboard("check", "--format", "json", "-v", cwd=repository)
    levels = {found["code"]: found["level"] for found in json.loads(done.stdout)["findings"]}
    assert levels == {"ref-unknown": "error", "owner-unknown": "info"}


def test_a_published_catalog_knows_what_exists_elsewhere(
    repository: Path, callboard: Run, tmp_path: Path
) -> None:
    """With it, known references are silent and unknown ones are what they are in the portal."""
    published = tmp_path / "catalog.json"
    rows = [{"ref": "component:default/ledgr"}]
    published.write_text(json.dumps({"schema": "callboard/catalog/v1", "entities": rows}))
    done = callboard("check", "--format", "json", "--catalog", published, cwd=repository)
    found = json.loads(done.stdout)["findings"]
    assert [(each["code"], each["level"]) for each in found] == [("owner-unknown", "warn")] * 2
    assert done.returncode == 0
    assert callboard("check", "--strict", "--catalog", published, cwd=repository).returncode == 1


def test_one_file_is_checked_against_its_whole_repository(repository: Path, callboard: Run) -> None:
    """Files are what a commit hook passes; findings of other files are not its business."""
    write_tree(
        repository,
        {"other/catalog-info.yaml": "kind: [\n", "new.yaml": GOOD.replace("name: pay", "name: new")},
    )
    done = callboard("check", "new.yaml", "--format", "json", cwd=repository)
    found = json.loads(done.stdout)["findings"]
    assert {each["origin"]["path"] for each in found} == {"new.yaml"}
    assert "ref-unknown" in {each["code"] for each in found}


@pytest.mark.parametrize("form", ["json", "sarif", "junit", "github", "text"])
def test_every_format_is_well_formed(repository: Path, callboard: Run, form: str) -> None:
    """Programs can read what is meant for them, and the status is the same."""
    done = callboard("check", "--format", form, cwd=repository)
    assert done.returncode == 1
    assert done.stderr == ""
    if form in {"json", "sarif"}:
        assert json.loads(done.stdout)
    elif form == "junit":
        assert ET.fromstring(done.stdout).get("failures") == "1"
    elif form == "github":
        assert done.stdout.startswith("::error file=catalog-info.yaml,line=13,col=7,")


def test_a_clean_repository_says_so(tmp_path: Path, callboard: Run) -> None:
    """Silence would leave people wondering whether anything was read."""
    write_tree(tmp_path, {"catalog-info.yaml": GOOD.replace("ledgr", "ledger")})
    done = callboard("check", cwd=tmp_path)
    assert done.returncode == 0
    assert "1 descriptor, no findings" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nowhere"], "nowhere does not exist"),
        (["--catalog", "nowhere.json"], "nowhere.json cannot be read"),
        (["--catalog", "catalog-info.yaml"], "no catalog.json"),
        (["--catalog", "http://127.0.0.1:9/catalog.json"], "cannot be read"),
        (["--format", "xml"], "xml"),
    ],
)
def test_a_command_that_cannot_be_used_is_one_sentence(
    repository: Path, callboard: Run, arguments: list[str], words: str
) -> None:
    """Status 2, the place named, no traceback."""
    done = callboard("check", *arguments, cwd=repository)
    assert done.returncode == 2, done.stderr
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_a_check_of_files_loads_neither_the_host_nor_markdown(repository: Path) -> None:
    """That is what makes it quick enough for a commit hook."""
    program = (
        "import sys; from callboard.cli.main import callboard;"
        "callboard.main(['check', 'catalog-info.yaml'], standalone_mode=False);"
        "print(sorted({'mkdocs', 'markdown', 'networkx', 'jinja2'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=repository, capture_output=True, text=True, check=False
    )
    assert done.stdout.splitlines()[-1] == "[]", done.stderr


def test_a_portals_kinds_and_levels_hold_in_a_check(repository: Path, callboard: Run) -> None:
    """The options of mkdocs.yml mean the same as in a build; a file without the plugin is named."""
    write_tree(
        repository,
        {
            "catalog-info.yaml": "apiVersion: backstage.io/v1alpha1\nkind: Dashboard\nmetadata: {name: d}\nspec: {}\n",
            "mkdocs.yml": "plugins:\n- search\n- callboard:\n    levels: {field-invalid: warn}\n"
            "    kinds: {Dashboard: {schema: {type: object, required: [owner]}}}\n",
            "other.yml": "plugins: [search]\n",
        },
    )
    plain = callboard("check", "--format", "json", cwd=repository)
    assert [found["code"] for found in json.loads(plain.stdout)["findings"]] == ["kind-unknown"]
    known = callboard("check", "--format", "json", "-f", "mkdocs.yml", cwd=repository)
    assert [(found["code"], found["level"]) for found in json.loads(known.stdout)["findings"]] == [
        ("field-invalid", "warn")
    ]
    assert known.returncode == 0
    other = callboard("check", "-f", "other.yml", cwd=repository)
    assert (other.returncode, "does not use callboard" in other.stderr) == (2, True)
