"""One value per page and its Jinja body. Knows neither MkDocs nor the theme."""

from __future__ import annotations
