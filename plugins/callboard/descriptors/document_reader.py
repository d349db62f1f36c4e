"""The text of a document and the place in it, as ruamel.yaml's scanner wants to see them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from ruamel.yaml.reader import Reader

from callboard.descriptors.document import YamlProblem
from callboard.descriptors.stream import DocumentText

END: Final = "\0"
"""What stands after the last character."""

# Characters that ruamel.yaml takes for line ends, or for the end of the file, and npm `yaml` for text. They
# stand aside as noncharacters, which no text holds (Unicode 15, section 23.7).
_STAND_INS: Final = {"\0": "\ufdd0", "\r": "\ufdd1", "\x85": "\ufdd2", "\u2028": "\ufdd3", "\u2029": "\ufdd4"}
_ASIDE: Final = str.maketrans(_STAND_INS)
_BACK: Final = str.maketrans({stand_in: character for character, stand_in in _STAND_INS.items()})


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the file, counted from 0 as ruamel.yaml's marks are."""

    index: int
    line: int
    column: int


class DocumentReader(Reader):
    """Goes through the text of one document; lines and columns are those of its file."""

    def __init__(self, document: DocumentText) -> None:
        super().__init__(None)
        self.document = document
        self._aside = any(character in document.text for character in _STAND_INS)
        self.text_end = len(document.text)
        self.buffer = (document.text.translate(_ASIDE) if self._aside else document.text) + END * 4
        self.line = document.line - 1
        self.column = document.column - 1
        self._line_start = -self.column

    def get_mark(self) -> Place:
        """The current place."""
        return Place(self.pointer, self.line, self.column)

    def forward(self, length: int = 1) -> None:
        """Step over characters of one line."""
        self.pointer += length
        self.index += length
        self.column += length

    def peek(self, index: int = 0) -> str:
        """A character ahead."""
        return self.buffer[self.pointer + index]

    def move_to(self, position: int) -> None:
        """Go to a place further on, perhaps over lines."""
        breaks = self.buffer.count("\n", self.pointer, position)
        if breaks:
            self.line += breaks
            self._line_start = self.buffer.rfind("\n", self.pointer, position) + 1
        self.pointer = self.index = position
        self.column = position - self._line_start

    def problem(self, message: str, place: Place | None = None, code: str = "yaml-syntax") -> YamlProblem:
        """What is wrong at a place, the current one unless another is given."""
        place = place or self.get_mark()
        return YamlProblem(message, place.line + 1, place.column + 1, code=code)

    def value_of(self, text: str) -> str:
        """The text with the characters that stood aside back in their places."""
        return text.translate(_BACK) if self._aside else text
