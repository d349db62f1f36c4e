"""Configurations that people wrote are read without complaint, but for what is wrong with them."""

from __future__ import annotations

from pathlib import Path

from callboard.docs.configuration import read_configuration
from callboard.origin import Origin

# An extension of an organisation's own, and two templates that are not filled in yet.
_TOLD = {
    "bcgov/devhub-techdocs-publish/mkdocs.yml",
    "backstage/software-templates/scaffolder-templates/docs-template-cookiecutter/skeleton/mkdocs.yml",
    "janus-idp/software-templates/templates/github/techdocs/skeleton/mkdocs.yaml",
}


def test_real_configurations_are_read_as_they_were_meant(shared: Path) -> None:
    """Names, folders, navigations and exclusions are there; findings only where something is ignored."""
    corpus = shared / "corpus"
    told = set()
    read = {}
    for path in sorted(corpus.rglob("mkdocs.y*ml")):
        name = path.relative_to(corpus).as_posix()
        read[name], findings = read_configuration(path.read_bytes(), Origin("acme/shop", name))
        told |= {name for _ in findings}
    assert len(read) >= 20
    assert told == _TOLD
    assert {name for name, found in read.items() if not found.site_name} <= _TOLD
    docs = read["bcgov/platform-developer-docs/mkdocs.yml"]
    assert (docs.docs_dir, docs.edit_uri, len(docs.redirects)) == ("src", "edit/main/src/", 2)
    assert docs.excludes("drafts/x.md")
    assert not docs.excludes("docs/x.md")
