"""What the operator writes for newcomers: tours through the portal, and the words of the house.

Files beside `mkdocs.yml`, read as data: plain text, and addresses within the portal. Knows neither the
catalog nor pages; must not import its siblings.
"""

from __future__ import annotations

from callboard.guides.glossary import Term, read_glossary
from callboard.guides.reading import Guides, read_guides
from callboard.guides.tours import Step, Tour, read_tour

__all__ = ["Guides", "Step", "Term", "Tour", "read_glossary", "read_guides", "read_tour"]
