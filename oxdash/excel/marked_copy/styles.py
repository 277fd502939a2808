"""The workbook's formats, and those that marks need beside them. None that was there is changed."""

from typing import Any

from oxdash.excel.file_checks import DAMAGED, Refused
from oxdash.excel.marked_copy.package import Package
from oxdash.excel.marked_copy.splice import Element, Xml
from oxdash.excel.package_checks import RELATED
from oxdash.excel.problems import Severity
from oxdash.excel.texts import MAIN

FILLS = {  # not the yellow of the cells to fill in; the words beside it say the same
    Severity.MUST_FIX: "00F6C7CC",
    Severity.PLEASE_CONFIRM: "00FCE0B0",
}
FILL_AND_EDGE = ("fillId", "borderId", "applyFill", "applyBorder")
EDGE = "007A1020"
SIDES = ("left", "right", "top", "bottom")
ORDER = (
    "numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles", "colors",
    "extLst",
)  # fmt: skip
NAME = "xl/styles.xml"  # openpyxl 3.1.5 looks for it under no other, whatever the workbook refers to
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"


class Styles:
    """What is appended counts on from what is there, so that no cell's format changes its number."""

    def __init__(self, package: Package):
        found = package.one(package.main, "styles")
        if found is None:
            if NAME not in package.names:
                package.add(NAME, f'<styleSheet xmlns="{MAIN}"></styleSheet>'.encode(), CONTENT_TYPE)
            package.relate(package.main, f"{RELATED}/styles", NAME)
        self._xml: Xml = package.xml(found.part if found else NAME, _needed)
        self._root = self._xml.root
        self._lists: dict[str, Element | None] = {name: self._root.first(name) for name in ORDER}
        self._new: dict[str, list[bytes]] = {name: [] for name in ORDER}
        self._marked: dict[tuple[int, Severity], int] = {}
        self._marks: dict[str, int] = {}
        for name, least in self._least().items():
            if not self._count(name):
                self._new[name] += least

    def marked(self, style: int, severity: Severity) -> int:
        """The number of the same format in the colour and with the edge of a mark."""
        key = style, severity
        if key not in self._marked:
            formats = self._listed("cellXfs")
            if style >= max(len(formats), 1):
                raise Refused(DAMAGED)
            changes = {"fillId": self._fill(severity), "borderId": self._edge(), "applyFill": 1, "applyBorder": 1}
            xf = self._xml.copied(formats[style], changes) if formats else self._made("xf", changes)
            self._marked[key] = self._append("cellXfs", xf)
        return self._marked[key]

    def unmarked(self) -> dict[int, int]:
        """Of the formats that an earlier check gave, the number of the one before it.

        That is the only one that differs from it in fill and edge alone; where there are two, nobody can tell.
        """
        fills = self._coloured("fills", *FILLS.values())
        edges = self._coloured("borders", EDGE)
        before: dict[tuple[Any, ...], dict[tuple[Any, ...], int]] = {}
        marks: dict[int, tuple[Any, ...]] = {}
        for number, one in enumerate(self._listed("cellXfs")):
            fill, edge = (one.attributes.get(name, "0") for name in FILL_AND_EDGE[:2])
            rest = {name: value for name, value in one.attributes.items() if name not in FILL_AND_EDGE}
            look = *sorted(rest.items()), self._xml.xml[one.inner : one.close]
            if fill in fills and edge in edges:
                marks[number] = look
            else:
                before.setdefault(look, {}).setdefault((fill, edge), number)
        return {
            number: next(iter(before[look].values()))
            for number, look in marks.items()
            if len(before.get(look, ())) == 1
        }

    def _coloured(self, name: str, *colours: str) -> set[str]:
        """The numbers, as text, of the fills or edges in one of the colours; programs set their transparency anew."""
        listed = self._listed(name)
        wanted = [colour[-6:].encode() for colour in colours]
        return {str(at) for at, one in enumerate(listed) if any(it in self._xml.raw(one).upper() for it in wanted)}

    def words(self, *, size: int = 12, bold: bool = False, link: bool = False, wrapped: bool = True) -> int:
        """The number of a format for text that stays text when its cell is edited."""
        inner = self._made("b") if bold else b""
        inner += self._made("u") if link else b""
        inner += self._made("sz", {"val": size})
        inner += self._made("color", {"rgb": "000563C1"}) if link else b""
        inner += self._made("name", {"val": "Arial"})
        font = self._append("fonts", self._made("font", {}, inner))
        aligned = self._made("alignment", {"vertical": "top", "wrapText": 1}) if wrapped else b""
        changes = {"numFmtId": 0, "fontId": font, "fillId": 0, "borderId": 0, "xfId": 0, "quotePrefix": 1}
        changes |= {"applyFont": 1} | ({"applyAlignment": 1} if wrapped else {})
        return self._append("cellXfs", self._made("xf", changes, aligned))

    def write(self) -> None:
        """Put what was added into the part."""
        for at, name in enumerate(ORDER):
            if self._new[name]:
                held, count = self._lists[name], self._count(name) + len(self._new[name])
                if held is None:
                    inner = b"".join(self._new[name])
                    self._xml.in_order(self._root, name, ORDER[at + 1 :], {"count": count}, inner)
                else:
                    held.appended += self._new[name]
                    held.set("count", count)

    def _listed(self, name: str) -> list[Element]:
        held = self._lists[name]
        return [] if held is None else held.children

    def _count(self, name: str) -> int:
        return len(self._listed(name))

    def _append(self, name: str, xml: bytes) -> int:
        self._new[name].append(xml)
        return self._count(name) + len(self._new[name]) - 1

    def _made(self, name: str, attributes: dict[str, Any] | None = None, inner: bytes = b"") -> bytes:
        return self._xml.made(self._root, name, attributes, inner)

    def _least(self) -> dict[str, list[bytes]]:
        """What Excel and every reader count on; it keeps the first two fills for itself."""
        font = self._made("sz", {"val": 11}) + self._made("name", {"val": "Calibri"})
        fills = [self._made("patternFill", {"patternType": kind}) for kind in ("none", "gray125")]
        return {
            "fonts": [self._made("font", {}, font)],
            "fills": [self._made("fill", {}, fill) for fill in fills],
            "borders": [self._made("border")],
            "cellStyleXfs": [self._made("xf")],
            "cellXfs": [self._made("xf")],
        }

    def _fill(self, severity: Severity) -> int:
        if severity not in self._marks:
            colour = self._made("fgColor", {"rgb": FILLS[severity]}) + self._made("bgColor", {"rgb": FILLS[severity]})
            fill = self._made("fill", {}, self._made("patternFill", {"patternType": "solid"}, colour))
            self._marks[severity] = self._append("fills", fill)
        return self._marks[severity]

    def _edge(self) -> int:
        if "edge" not in self._marks:
            colour = self._made("color", {"rgb": EDGE})
            sides = b"".join(self._made(side, {"style": "thick"}, colour) for side in SIDES)
            self._marks["edge"] = self._append("borders", self._made("border", {}, sides + self._made("diagonal")))
        return self._marks["edge"]


def _needed(parent: Element, tag: str, _attributes: dict[str, str]) -> bool:
    return parent.parent is None or parent.parent.parent is None
