"""Every mistake is explained as the golden file beside it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from unit.ingest.organisation import catalog_of, findings_of, repository

_GOLDEN = Path(__file__).resolve().parents[2] / "golden" / "ingest"
_INPUTS = sorted(_GOLDEN.glob("*.yaml"))


@pytest.mark.parametrize("path", _INPUTS, ids=lambda path: path.stem)
def test_mistakes_are_explained(path: Path) -> None:
    """The report of a descriptor, line by line: place, level, code, what is wrong, what to do."""
    catalog = catalog_of(repository("acme/shop", {"catalog-info.yaml": path.read_bytes()}))
    expected = path.with_suffix(".txt").read_text("utf-8").splitlines()
    assert findings_of(catalog) == expected


def test_there_are_cases() -> None:
    """An empty folder would prove nothing."""
    assert len(_INPUTS) >= 10
