"""Whether two files say the same, and the first place where they do not.

By default byte for byte, inside zips member by member so that the place can be named. With ``content`` by what a
reader finds: Word by text, structure, tables, chart data and alternative texts; HTML by its parsed tree; a workbook by
cells and formats; a screen by the HTML, charts and widgets on it; anything else by its bytes.

Left out always: the ids that plotly gives the parts of an SVG, which are made at random, and the sha256 that stand for
such a file in a manifest, or for the log's last line after it was published. Left out by ``content`` only: sha256,
sizes and fingerprints in text files, which stand for the bytes of files that are compared themselves.
"""

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import zip_longest
from pathlib import Path
from xml.etree import ElementTree

DIGEST = re.compile(
    rb"\b[0-9a-f]{64}\b|(?<=ingerprint )[0-9a-f]{12}\b|(?<=\"fingerprint\": \")[0-9a-f]{12}|(?<=\"bytes\": )[0-9]+"
)
OF_DRAWINGS = re.compile(
    rb"(\.svg\": \{\s*\"bytes\": [0-9]+,\s*\"sha256\": \"|\"log_head\": \"[0-9]+:|audit\.jsonl is [0-9]+:)[0-9a-f]{64}"
)
AROUND = 40  # characters of a file shown on either side of a difference
Place = tuple[str, str]  # where, and what stands there


def same_file(name: str, before: bytes, now: bytes, content: bool = False) -> str | None:
    """None where they say the same; else the first place that differs, with what stood and what stands there."""
    if before == now:
        return None
    ending = Path(name).suffix.lower()
    if ending == ".svg":
        before, now = plain_svg(before), plain_svg(now)
    if ending in (".docx", ".xlsx", ".zip"):
        try:
            if content and ending == ".docx":
                return first(word(before), word(now))
            if content and ending == ".xlsx":
                return first(workbook(before), workbook(now))
            return members(before, now, content)
        except zipfile.BadZipFile:
            return bytes_differ(before, now)
    if content and ending == ".html":
        return first(tree(before.decode()), tree(now.decode()))
    if ending == ".json" and name.startswith(("screens", "publications")) and before[:2] == now[:2] == b"[\n":
        return first(screen(before, content), screen(now, content))
    if Path(name).name in ("manifest.json", "archive.txt"):
        before, now = (OF_DRAWINGS.sub(rb"\1<digest>", one) for one in (before, now))
    if content:
        before, now = (DIGEST.sub(b"<digest>", one) for one in (before, now))
    return bytes_differ(before, now)


def plain_svg(data: bytes) -> bytes:
    """The drawing with its random ids numbered in the order they stand in."""
    given: dict[bytes, bytes] = {}
    found = re.findall(rb"(?:\bid=\"[a-z0-9]*-?|\btrace)([0-9a-f]{6})", data)
    for one in found:
        given.setdefault(one, b"id%d" % len(given))
    for one, number in given.items():
        data = data.replace(one, number)
    return data


def bytes_differ(before: bytes, now: bytes) -> str | None:
    if before == now:
        return None
    pairs = enumerate(zip(before, now, strict=False))
    at = next((number for number, (one, other) in pairs if one != other), min(len(before), len(now)))
    if b"\0" in before or b"\0" in now:
        return f"byte {at}, of {len(before)} and now {len(now)}"
    line = before[:at].count(b"\n") + 1
    said = [repr(one[max(0, at - AROUND) : at + AROUND].decode("utf-8", "replace")) for one in (before, now)]
    return f"line {line}, byte {at}: {said[0]} is now {said[1]}"


def members(before: bytes, now: bytes, content: bool) -> str | None:
    """Zips by their members, in the order they stand in; where those are the same, by the bytes around them."""
    with zipfile.ZipFile(io.BytesIO(before)) as one, zipfile.ZipFile(io.BytesIO(now)) as other:
        if one.namelist() != other.namelist():
            return first(*([("members", name) for name in each.namelist()] for each in (one, other)))
        for name in one.namelist():
            if found := same_file(name, one.read(name), other.read(name), content):
                return f"{name}: {found}"
        told = any(one.read(name) != other.read(name) for name in one.namelist())  # of drawings with other ids
    return None if content or told else bytes_differ(before, now)


def first(before, now) -> str | None:
    """The first of two rows of places that differs."""
    for one, other in zip_longest(before, now, fillvalue=("the end", "")):
        if one != other:
            if one[0] == other[0]:
                at, was, stands = one[0], one[1], other[1]
            else:
                at, was, stands = one[0], " ".join(one), " ".join(other)
            start = next((n for n, (a, b) in enumerate(zip(was, stands, strict=False)) if a != b), 0)
            cut = slice(max(0, start - AROUND), start + 2 * AROUND)
            return f"{at}: {was[cut]!r} is now {stands[cut]!r}"
    return None


class _Tree(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Place] = []
        self.open: list[str] = []
        self.text = ""

    def _said(self) -> None:
        if said := " ".join(self.text.split()):
            self.found.append((" ".join(self.open[-4:]) or "text", said))
        self.text = ""

    def handle_starttag(self, tag, attrs) -> None:
        self._said()
        self.found.append((f"<{tag}>", " ".join(f"{name}={value!r}" for name, value in sorted(attrs, key=str))))
        if tag not in ("br", "img", "meta", "link", "input", "hr", "col", "wbr"):
            self.open.append(tag)

    def handle_endtag(self, tag) -> None:
        self._said()
        self.found.append((f"</{tag}>", ""))
        if tag in self.open:
            del self.open[len(self.open) - 1 - self.open[::-1].index(tag) :]

    def handle_data(self, data) -> None:
        self.text += data

    def handle_decl(self, decl) -> None:
        self.found.append(("declaration", decl))


def tree(text: str) -> list[Place]:
    """Elements, their attributes whatever their order, and texts whatever their white space."""
    parser = _Tree()
    parser.feed(text)
    parser.close()
    parser._said()
    return parser.found


def screen(data: bytes, content: bool) -> Iterator[Place]:
    """A page as `golden_making` wrote it. By content, how its HTML is divided into elements does not count."""
    html = ""
    for one in json.loads(data):
        kind, holds = one["kind"], one["holds"]
        if not content:
            yield f"{kind} at {one['place']}", holds if isinstance(holds, str) else json.dumps(holds)
        elif kind == "html":
            html += holds
        elif kind not in ("vertical", "flex_container", "container"):
            yield from tree(html)
            html = ""
            yield kind, holds if isinstance(holds, str) else json.dumps(holds, sort_keys=True)
    if content:
        yield from tree(html)


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
STRUCTURE = (
    "gridSpan vMerge tblHeader numId ilvl sectPr pgSz br fldSimple instrText hyperlink bookmarkStart lang".split()
)
KEPT = {f"{W}{name}": name for name in STRUCTURE}


def word(data: bytes) -> Iterator[Place]:
    """Paragraphs with their style, tables cell by cell, drawings with their words, charts with their figures."""
    with zipfile.ZipFile(io.BytesIO(data)) as zipped:
        names = sorted(zipped.namelist())
        for name in names:
            if re.match(r"word/(document|header|footer|footnotes|endnotes)[0-9]*\.xml$", name):
                yield from _body(name, ElementTree.fromstring(zipped.read(name)))
        for number, name in enumerate(one for one in names if re.match(r"word/charts/[^/]+\.xml$", one)):
            for part in ElementTree.fromstring(zipped.read(name)).iter():
                if part.tag.startswith(C) and ((part.text or "").strip() or part.get("val") is not None):
                    yield f"chart {number + 1}, {part.tag[len(C) :]}", (part.text or "").strip() or part.get("val")
        for name in names:
            if name.endswith(".xlsx"):
                yield from ((f"{name}, {at}", said) for at, said in workbook(zipped.read(name)))
        if "docProps/core.xml" in names:
            for part in ElementTree.fromstring(zipped.read("docProps/core.xml")):
                yield f"property {part.tag.rpartition('}')[2]}", part.text or ""


def _body(name: str, part) -> Iterator[Place]:
    number = 0
    for one in part.iter():
        if one.tag == f"{W}p":
            number += 1
            style = one.find(f"{W}pPr/{W}pStyle")
            text = "".join(each.text or "" for each in one.iter(f"{W}t"))
            yield f"{name}, paragraph {number}", f"[{'' if style is None else style.get(f'{W}val')}] {text}"
        elif one.tag in (f"{W}tbl", f"{W}tr", f"{W}tc"):
            yield f"{name}, after paragraph {number}", one.tag[len(W) :]
        elif one.tag == f"{WP}docPr":
            yield f"{name}, alternative text", f"{one.get('title') or ''} {one.get('descr') or ''}"
        elif one.tag in (f"{W}tblCaption", f"{W}tblDescription"):
            yield f"{name}, words of a table", one.get(f"{W}val") or ""
        elif one.tag in KEPT:
            own = {
                key.rpartition("}")[2]: value for key, value in sorted(one.attrib.items()) if not key.endswith("}id")
            }
            said = " ".join(f"{key}={value}" for key, value in own.items())
            yield f"{name}, {KEPT[one.tag]} after paragraph {number}", f"{said} {(one.text or '').strip()}"


def workbook(data: bytes) -> Iterator[Place]:
    """Sheets with what holds for all of them, then each cell with its value and every part of its format."""
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(data))
    yield "properties", f"{book.properties.title} {book.properties.creator} {book.properties.description}"
    for name, defined in sorted(book.defined_names.items()):
        yield f"name {name}", str(defined.attr_text)
    for sheet in book.worksheets:
        at = f"sheet {sheet.title}"
        for name, said in _of_sheet(sheet):
            yield f"{at}, {name}", said
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None or cell.has_style:
                    yield f"{at}, cell {cell.coordinate}", _cell(cell)


def _of_sheet(sheet) -> Iterator[Place]:
    columns, rows = sheet.column_dimensions, sheet.row_dimensions
    yield "state", f"{sheet.sheet_state} {sheet.freeze_panes} {sheet.dimensions} {sheet.protection.sheet}"
    yield "widths", str({key: one.width for key, one in sorted(columns.items())})
    yield "hidden", str([key for each in (columns, rows) for key, one in each.items() if one.hidden])
    yield "merged", str(sorted(map(str, sheet.merged_cells.ranges)))
    tables = [(one.name, one.ref, [column.name for column in one.tableColumns]) for one in sheet.tables.values()]
    yield "tables", str(tables)
    for rule in sheet.data_validations.dataValidation:
        said = (rule.type, rule.operator, rule.formula1, rule.formula2, rule.error, rule.prompt)
        yield f"validation {rule.sqref}", " ".join(map(str, (*said, rule.promptTitle, rule.errorTitle)))
    for found in sheet.conditional_formatting:
        for rule in found.rules:
            yield f"conditional format {found.sqref}", f"{rule.type} {rule.operator} {rule.formula} {rule.dxf!r}"
    page = sheet.page_setup
    yield "printing", f"{sheet.print_title_rows} {sheet.print_area} {page.orientation} {page.paperSize}"


def _cell(cell) -> str:
    """Value, number format, the format in short, and a digest of all of it."""
    said = f"{cell.value!r} as {cell.number_format}"
    if cell.has_style:
        font, fill = cell.font, cell.fill
        parts = " ".join(repr(part) for part in (font, fill, cell.border, cell.alignment, cell.protection))
        color = fill.fgColor.rgb if fill.fill_type else "nothing"
        said += f", {font.name} {font.sz}{' bold' if font.b else ''}{' italic' if font.i else ''} on {color}"
        said += f", format {hashlib.sha256(parts.encode()).hexdigest()[:8]}"
    link, note = cell.hyperlink, cell.comment
    said += f", leads to {link.location or link.target}" if link else ""
    return said + (f", note {note.text}" if note else "")
