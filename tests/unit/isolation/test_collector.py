"""What was there before is not looked through for garbage again."""

from __future__ import annotations

import gc

import pytest

from callboard.isolation import what_is_there_stays


def test_what_is_there_is_set_aside_for_as_long_as_the_block() -> None:
    """Also when the block ends with an error."""
    with what_is_there_stays():
        assert gc.get_freeze_count()
    assert not gc.get_freeze_count()
    with pytest.raises(LookupError):
        _fail()
    assert not gc.get_freeze_count()


def _fail() -> None:
    with what_is_there_stays():
        raise LookupError


def test_a_block_inside_another_leaves_things_to_the_outer_one() -> None:
    """What the outer one has set aside stays so."""
    with what_is_there_stays():
        with what_is_there_stays():
            pass
        assert gc.get_freeze_count()
    assert not gc.get_freeze_count()
