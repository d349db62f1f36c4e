"""Backstage itself, where it can be had."""

from __future__ import annotations

from pathlib import Path

import pytest

from differential.oracle import oracle_program


@pytest.fixture(scope="session")
def backstage() -> Path:
    """The program that runs Backstage's code on a folder."""
    return oracle_program()
