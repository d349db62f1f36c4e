"""What a site may weigh."""

from __future__ import annotations

import gzip
import random
from pathlib import Path

import pytest

from callboard.errors import ConfigurationError
from callboard.site.budgets import Excess, over_budget, read_budgets
from callboard.site.config import CallboardConfig, portal_settings


def test_every_budget_is_read_in_bytes(tmp_path: Path) -> None:
    """A budget that nobody has stated is none; they reach the settings of a build."""
    option = {
        "page_kilobytes": 300,
        "search_index_kilobytes": 500,
        "atlas_kilobytes": 200,
        "site_megabytes": 900,
    }
    assert read_budgets({}) == {}
    expected = {
        "page_kilobytes": 300_000,
        "search_index_kilobytes": 500_000,
        "atlas_kilobytes": 200_000,
        "site_megabytes": 900_000_000,
    }
    assert read_budgets(option) == expected
    config = CallboardConfig()  # type: ignore[no-untyped-call]  # the host's class
    config.load_dict({"sources": [{"directory": "x"}], "budgets": option})
    assert config.validate() == ([], [])
    assert portal_settings(config, tmp_path, "X").budgets == expected


@pytest.mark.parametrize(
    ("option", "words"),
    [
        ({"page_kilobyte": 1}, r"budgets: 'page_kilobyte' is not known here; did you mean page_kilobytes\?"),
        ({"page_kilobytes": 0}, "budgets.page_kilobytes: expected a number from 1 to 1000000000, found 0"),
        ({"site_megabytes": "1 GB"}, "budgets.site_megabytes: expected a number .*found '1 GB'"),
        ({"atlas_kilobytes": True}, "found True"),
    ],
)
def test_what_makes_no_sense_is_named(option: dict[object, object], words: str) -> None:
    """The key and what was expected stand in the sentence."""
    with pytest.raises(ConfigurationError, match=words):
        read_budgets(option)


def test_large_pages_are_named_the_largest_first(tmp_path: Path) -> None:
    """Five of them; how many more there are is told with the last. Other files are no pages."""
    files = [(f"{number}/index.html", 1_000 * number) for number in range(1, 10)]
    found = over_budget({"page_kilobytes": 2_000}, [*files, ("large.png", 10**6)], tmp_path)
    assert [(each.file, each.size) for each in found] == [
        (f"{number}/index.html", 1_000 * number) for number in range(9, 4, -1)
    ]
    assert [each.others for each in found] == [0, 0, 0, 0, 2]
    assert str(found[0]) == "9/index.html is over budget: 9.0 kB, page_kilobytes allows 2.0 kB"
    assert str(found[4]).endswith("allows 2.0 kB, and so are 2 smaller pages")
    assert over_budget({"page_kilobytes": 9_000}, files, tmp_path) == ()


def test_data_counts_as_it_travels(tmp_path: Path) -> None:
    """Text that compresses well is within its budget, noise of the same length is not."""
    noise = random.Random(1).randbytes(50_000)  # noqa: S311  # no secret
    (tmp_path / "api").mkdir()
    (tmp_path / "api" / "search-index.js").write_bytes(b"a" * 50_000)
    (tmp_path / "api" / "atlas.js").write_bytes(noise)
    budgets = {"search_index_kilobytes": 40_000, "atlas_kilobytes": 40_000}
    files = [("api/search-index.js", 50_000), ("api/atlas.js", 50_000)]
    size = len(gzip.compress(noise, 6))
    assert over_budget(budgets, files, tmp_path) == (
        Excess("atlas_kilobytes", "api/atlas.js", size, 40_000, compressed=True),
    )


def test_a_file_that_is_small_anyway_is_not_read(tmp_path: Path) -> None:
    """There is none in the folder, so reading it would fail."""
    assert over_budget({"atlas_kilobytes": 40_000}, [("api/atlas.js", 40_000)], tmp_path) == ()


def test_the_site_counts_as_it_lies_on_the_disk(tmp_path: Path) -> None:
    """All files of all kinds."""
    files = [("index.html", 600_000), ("picture.png", 500_000)]
    (found,) = over_budget({"site_megabytes": 1_000_000}, files, tmp_path)
    assert str(found) == "the site is over budget: 1.1 MB, site_megabytes allows 1.0 MB"
    assert over_budget({"site_megabytes": 1_100_000}, files, tmp_path) == ()
