"""How a file, a sheet or a heading is called: text with ``*`` for anything and with named parts to be read from it."""

import re
from collections.abc import Collection, Mapping
from itertools import pairwise

from oxdash.excel.cells import folded, seen

PARTNERSHIP, QUARTER, YEAR, NUMBER = "partnership", "quarter", "year", "number"
PARTS = (PARTNERSHIP, QUARTER, YEAR, NUMBER)
Parts = Mapping[str, str]  # what named parts of a text were found to be
LONGEST = 300  # characters of what is compared; names and headings are shorter
MOST_PARTS = 4  # in one pattern, ``*`` included

_PIECE = re.compile(r"(\{[^{}]*\}|\*+)")
_YEAR = r"[0-9]{4}(?:[-/][0-9]{2,4})?"
_SHAPES = {
    PARTNERSHIP: "[^/]+?",
    QUARTER: rf"{_YEAR}[\s_-]+q[1-4]|q[1-4][\s_-]+{_YEAR}",
    YEAR: rf"{_YEAR}|[0-9]{{2}}[-/][0-9]{{2}}",
    NUMBER: "[1-4]",
}


class Pattern:
    """``{partnership} {year} Q{number}.xlsx``. Case and white space do not matter; a part is of one kind of text.

    ``{quarter}`` is a quarter as the program writes it, or one of the ``words`` that a map has for quarters; ``{year}``
    a year as 2008, 2008-09, 2008/09 or 08-09; ``{number}`` 1 to 4; ``{partnership}`` any text.
    ValueError, in a sentence, for a part that is none, that stands twice, or that nothing divides from the next.
    """

    def __init__(self, text: str, words: Collection[str] = ()) -> None:
        self.text = text.strip()
        split = enumerate(_PIECE.split(self.text))  # every other one is a part
        pieces = [(piece, at % 2 == 1) for at, piece in split if piece]
        own = [piece for piece, part in pieces if not part]
        named = [_named(piece) for piece, part in pieces if part and piece[0] == "{"]
        if not self.text:
            raise ValueError("It is empty.")
        for name in named:
            if name not in PARTS:
                raise ValueError(f"{{{name}}} is no part of a name. Those here are {_listed(PARTS)}.")
            if named.count(name) > 1:
                raise ValueError(f"{{{name}}} stands in it twice. Name it once, and write * for the other.")
        if any({"{", "}"} & set(piece) for piece in own):
            raise ValueError("A brace stands in it alone. A part is written like {quarter}.")
        if len(pieces) - len(own) > MOST_PARTS:
            raise ValueError(f"It has more than {MOST_PARTS} parts and asterisks.")
        if any(first and second for (_, first), (_, second) in pairwise(pieces)):
            raise ValueError("Two parts stand in it with nothing between them, so nobody can tell them apart.")
        self.parts = tuple(named)
        self.plain = sum(map(len, own))  # characters that are its own
        shapes = {**_SHAPES, QUARTER: "|".join([*(re.escape(folded(word)) for word in words), _SHAPES[QUARTER]])}
        self._form = re.compile(
            "".join(
                ".*?"
                if piece[0] == "*"
                else f"(?P<{piece[1:-1].strip().casefold()}>{shapes[_named(piece)]})"
                if piece[0] == "{"
                else re.escape(_within(piece))
                for piece, _ in pieces
            ),
            re.DOTALL | re.IGNORECASE,
        )

    def match(self, text: object) -> Parts | None:
        """The parts of a text that is called so, as they stand there; None for one that is not."""
        said = seen(text)
        found = self._form.fullmatch(said) if len(said) <= LONGEST else None
        return None if found is None else found.groupdict()


def _named(piece: str) -> str:
    return piece[1:-1].strip().casefold()


def _within(piece: str) -> str:
    """A piece of a pattern folded, with the blanks at its ends, which divide it from its neighbours."""
    start, end = (" " if piece[at].isspace() else "" for at in (0, -1))
    return f"{start}{folded(piece)}{end}" if piece.strip() else " "


def _listed(parts: Collection[str]) -> str:
    return ", ".join(f"{{{part}}}" for part in parts)
