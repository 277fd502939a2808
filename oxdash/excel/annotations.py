"""What is written on a sheet beside its cells: notes and comments on them, and the text of shapes.

Nothing of it is a return. It is read so that a figure typed there is not lost in silence, with expat as every other
part is, and no more of it than a person would write.
"""

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping

from oxdash.excel import strict_xml
from oxdash.excel.bounds import Bounds
from oxdash.excel.cells import column_number
from oxdash.excel.file_checks import DAMAGED, Refused
from oxdash.excel.texts import LONGEST_TEXT, Collector, unescaped

NOTE, COMMENT, TEXT_BOX = "note", "comment", "text box"  # what Excel calls them
ORDER = (NOTE, COMMENT, TEXT_BOX)
SEVERAL = {NOTE: "notes", COMMENT: "comments", TEXT_BOX: "text boxes"}
KINDS = {"comments": NOTE, "threadedComment": COMMENT, "drawing": TEXT_BOX, "diagramData": TEXT_BOX}  # of references
WITHIN = ("diagramData",)  # of a drawing: the words of a diagram are a part of their own
SHAPES = ("sp", "cxnSp", "pt")  # of a drawing, a line of one, a box of a diagram
ANCHORS = ("twoCellAnchor", "oneCellAnchor", "absoluteAnchor")

CHECKER = "Checked by the dashboard"  # who writes the comments of a marked copy
TITLE = "What to do with this workbook"  # in A1 of the list that a marked copy begins with: by it that is known
BREAKS = ("_x000D_", "_x000d_", "_x000A_", "_x000a_")  # line breaks, as some programs write them
_BEFORE = re.compile(rf"To correct:(?:\s|{'|'.join(BREAKS)})*+(?=(?:Must fix|Please confirm): )")
_CHECKED = re.compile(r"(?:Must fix|Please confirm): .{1,200}?, sheet .{1,100}?, cell [A-Z]{1,3}[0-9]", re.S)
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")

Annotation = tuple[int, int, str, str]  # row and column, from 1, or 0 and 0; what it is; its text
Related = Callable[[str], Mapping[str, tuple[str, str]]]  # of a part: the parts it refers to, and how


def parts_of(sheet: str, related: Related) -> dict[str, str]:
    """The parts that a sheet's notes, comments and shapes stand in: what each holds, by part."""
    found: dict[str, str] = {}
    for part, kind in related(sheet).values():
        name = posixpath.basename(kind)
        if name in KINDS and name not in WITHIN:
            found[part] = KINDS[name]
        if name == "drawing":
            inner = ((own, posixpath.basename(whose)) for own, whose in related(part).values())
            found |= {own: KINDS[whose] for own, whose in inner if whose in WITHIN}
    return found


def annotations(xml: bytes, kind: str, bounds: Bounds) -> list[Annotation]:
    """What one part holds, blank ones left out. Refused for too many, or too deep."""
    reading = _Shapes() if kind == TEXT_BOX else _Notes()
    depth = 0

    def started(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > strict_xml.DEEPEST:
            raise Refused(DAMAGED)
        reading.started(tag.rpartition(" ")[2], attributes, tag)

    def ended(tag: str) -> None:
        nonlocal depth
        depth -= 1
        reading.ended(tag.rpartition(" ")[2])
        if len(reading.found) > bounds.most_annotations:
            raise Refused(bounds.too_many_annotations)

    strict_xml.parse(xml, started, ended, reading.said)
    return [(*place, kind, text[:LONGEST_TEXT]) for place, text in reading.found]  # Excel allows no more


def of_a_sheet(found: Iterable[list[Annotation]]) -> list[Annotation]:
    """Those of a sheet's parts together, as the sheet is read. A note only repeats a comment on the same cell."""
    every = sorted((one for part in found for one in part), key=lambda one: (ORDER.index(one[2]), one[:2]))
    answered = {(row, column) for row, column, kind, _ in every if kind == COMMENT}
    return [one for one in every if one[2] != NOTE or one[:2] not in answered]


def officers_own(said: str, author: str = "") -> str:
    """What is the officer's in a comment; nothing where all of it is an earlier check's, whose name some lose."""
    before = _BEFORE.search(said)
    if before is None:
        return "" if author == CHECKER or _CHECKED.match(said) else said
    own = said[: before.start()].rstrip()
    while own.endswith(BREAKS):
        own = own[: -len(BREAKS[0])].rstrip()
    return own


def _place(reference: str) -> tuple[int, int]:
    found = _REFERENCE.fullmatch(reference)
    row, column = (int(found[2]), column_number(found[1])) if found else (0, 0)
    return (row, column) if column and row <= 1_048_576 else (0, 0)


class _Notes:
    """Notes on cells, whose text is plain or in runs, and comments, whose text stands in their own."""

    def __init__(self) -> None:
        self.found: list[tuple[tuple[int, int], str]] = []
        self.authors: list[str] = []
        self.about: dict[str, str] = {}
        self.text: Collector | None = None
        self.plain: list[str] | None = None  # of an author, or of a comment

    def started(self, name: str, attributes: dict[str, str], tag: str) -> None:
        if self.text is not None:
            self.text.started(tag)
        elif name in ("comment", "threadedComment"):
            self.about = attributes
        elif name == "text":
            self.text, self.plain = Collector(), []
        elif name == "author":
            self.plain = []

    def said(self, text: str) -> None:
        if self.text is not None and self.text.within:
            self.text.said(text)
        elif self.plain is not None:
            self.plain.append(text)

    def ended(self, name: str) -> None:
        if self.text is not None and self.text.within:
            self.text.ended()
        elif self.text is not None:
            number = self.about.get("authorId", "")
            author = self.authors[int(number)] if number.isdecimal() and int(number) < len(self.authors) else ""
            own = officers_own(self.text.text or unescaped("".join(self.plain or [])), author)
            if own.strip():
                self.found.append((_place(self.about.get("ref", "")), own))
            self.text = self.plain = None
        elif name == "author":
            self.authors.append("".join(self.plain or []))
            self.plain = None


class _Shapes:
    """The text of each shape, and the cell that its upper left corner stands on. What a cell puts there is the cell's.

    Where programs that know less of drawings are given another form of a shape, that one is left out.
    """

    def __init__(self) -> None:
        self.found: list[tuple[tuple[int, int], str]] = []
        self.path: list[str] = []
        self.place: dict[str, str] = {}
        self.lines: list[str] | None = None  # of the shape that is being read
        self.linked = False

    def started(self, name: str, attributes: dict[str, str], _tag: str) -> None:
        self.path.append(name)
        if name in ANCHORS:
            self.place = {}
        elif name in SHAPES:
            self.lines, self.linked = [], bool(attributes.get("textlink"))
        elif self.lines is not None and name in ("p", "br"):
            self.lines.append("\n")

    def said(self, text: str) -> None:
        if "Fallback" in self.path:
            return
        if self.path[-1:] == ["t"] and self.lines is not None:
            self.lines.append(text)
        elif self.path[-2:] in (["from", "row"], ["from", "col"]):
            self.place[self.path[-1]] = self.place.get(self.path[-1], "") + text

    def ended(self, name: str) -> None:
        self.path.pop()
        if name in SHAPES and self.lines is not None:
            text = "".join(self.lines).strip()
            if text and not self.linked:
                self.found.append((self._corner(), text))
            self.lines = None

    def _corner(self) -> tuple[int, int]:
        row, column = (self.place.get(name, "").strip() for name in ("row", "col"))
        known = re.fullmatch("[0-9]{1,7}", row) and re.fullmatch("[0-9]{1,5}", column)
        place = (int(row) + 1, int(column) + 1) if known else (0, 0)
        return place if place[0] <= 1_048_576 and place[1] <= 16_384 else (0, 0)
