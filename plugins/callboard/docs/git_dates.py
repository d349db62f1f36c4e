"""The dates that pages ask for: `{{ git_revision_date_localized }}`, filled in from the history."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Final

from callboard.docs.values import Changed

GIT_DATE: Final = '<span class="cb-git-date">'
_REVISION: Final = re.compile(rf"{GIT_DATE}\{{\{{\s*git_revision_date(?:_localized)?\s*\}}\}}</span>")
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def with_date(html: str, changed: Changed | None) -> str:
    """The page with the day of its last change where it asks for that; as written where nobody knows it."""
    if changed is None:
        return html
    before = "before " if changed.or_before else ""
    moment = datetime.fromtimestamp(changed.at, UTC)
    day = f"{before}{moment.day} {_MONTHS[moment.month - 1]} {moment.year}"
    return _REVISION.sub(f'<time datetime="{moment:%Y-%m-%d}">{day}</time>', html)
