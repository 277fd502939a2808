"""Tables in a Word paper: real heading rows, no merged cells, statuses by word, icon, shape and colour.

How wide their columns are: in proportion to their shares, and no word is broken that need not be.
"""

from collections.abc import Iterable, Sequence
from itertools import accumulate

from oxdash.documents.blocks import Column, Schedule, Section, Table
from oxdash.documents.inline import StatusWord
from oxdash.output.word.xml import element, one_line, paragraph, plain, run, value
from oxdash.vocabulary.model import Status
from oxdash.vocabulary.wording import OUTLINE, SERIES, look, status_words

ICONS = {Status.OFF_TRACK: "×", Status.INSUFFICIENT_DATA: "?", Status.ON_TRACK: "√"}  # each of them in Arial
CLOSE_ICON = "!"
HALVES = ("Performance", "Response")  # of a partnership's block
RULE, HEAVY = "#8A8F94", SERIES[0]
PADDING = 200  # twips of a cell's left and right margin together
CLOSE = 110  # the same under a chart
NARROW, WIDE = frozenset("fijlrtI.,:;'|!()[]-/ "), frozenset("mwMW@%")
LONGEST = 0.4  # of a table: a word beyond that is no word, and is broken
MAY_BREAK = 25  # lines: a row taller than that is let over a page's end, or it would leave half a page white


def table(given: Table, width: int, points: float, style: str, *, padding: int = PADDING, keep: bool = False):
    """``given`` as a ``w:tbl`` exactly ``width`` twips wide, set in a paragraph style of so many points.

    ``padding``: twips left and right of a cell's text together. ``keep``: all of it stays on a page with what follows.
    """
    columns = list(zip(given.columns, widths(given.columns, width, points, padding), strict=True))
    rows = [_row([_heading(column, wide, style) for column, wide in columns], heading=True)]
    for number in range(given.rows):
        cells = [_cell(column.cells[number], column, wide, style, keep) for column, wide in columns]
        tallest = max(_lines(column.cells[number], wide, points) for column, wide in columns)
        rows.append(_row(cells, whole=tallest <= MAY_BREAK))
    said = f"{given.rows} row{'s' * (given.rows != 1)}. Columns: {', '.join(one.heading for one in given.columns)}."
    names_row, wides = given.columns[0].names_row, [wide for _, wide in columns]
    return _table(given.caption, said, wides, rows, padding=padding, names_row=names_row)


def schedule(given: Schedule, width: int):
    """A partnership's block: Performance and Response side by side, in a row that may go over a page."""
    halves = [width // 2, width - width // 2]
    head = [_heading(Column(said, ()), wide, "TableText") for said, wide in zip(HALVES, halves, strict=True)]
    told = [_half(said, wide) for said, wide in zip((given.performance, given.response), halves, strict=True)]
    rows = [_row(head, heading=True), _row(told, whole=False)]
    return _table(
        given.caption, "Two columns: what was achieved, and who does what about it.", halves, rows, divided=True
    )


def _table(
    caption: str,
    said: str,
    columns: list[int],
    rows: list,
    *,
    padding: int = PADDING,
    names_row: bool = False,
    divided: bool = False,
):
    sides = ("top", "left", "bottom", "right", "insideH", "insideV") if divided else ("top", "bottom", "insideH")
    borders = [_edge(side, HEAVY, 8) if side in ("top", "bottom") else _edge(side, RULE, 4) for side in sides]
    margins = [element(f"w:{side}", {"w": padding // 2, "type": "dxa"}) for side in ("left", "right")]
    looks = {"val": "04A0" if names_row else "0420", "firstRow": 1, "lastRow": 0, "firstColumn": int(names_row)}
    about = element(
        "w:tblPr",
        None,
        element("w:tblW", {"w": sum(columns), "type": "dxa"}),
        element("w:tblInd", {"w": 0, "type": "dxa"}),
        element("w:tblBorders", None, *borders),
        element("w:tblLayout", {"type": "fixed"}),
        element("w:tblCellMar", None, *margins),
        element("w:tblLook", {**looks, "lastColumn": 0, "noHBand": 0, "noVBand": 1}),
        value("w:tblCaption", one_line(caption)),
        value("w:tblDescription", one_line(said)),
    )
    grid = element("w:tblGrid", None, *(element("w:gridCol", {"w": wide}) for wide in columns))
    return element("w:tbl", None, about, grid, *rows)


def _edge(side: str, colour: str, eighths: int, kind: str = "single"):
    """A line on one side, so many eighths of a point wide."""
    return element(f"w:{side}", {"val": kind, "sz": eighths, "space": 0, "color": colour.lstrip("#")})


def _row(cells: list, *, heading: bool = False, whole: bool = True):
    said = [element("w:cantSplit")] if whole or heading else []
    said += [element("w:tblHeader")] if heading else []
    return element("w:tr", None, element("w:trPr", None, *said), *cells)


def _box(wide: int, paragraphs: list, *looks):
    return element(
        "w:tc", None, element("w:tcPr", None, element("w:tcW", {"w": wide, "type": "dxa"}), *looks), *paragraphs
    )


def _heading(column: Column, wide: int, style: str):
    words = run(column.heading, bold=True, colour=HEAVY)
    edge = element("w:tcBorders", None, _edge("bottom", HEAVY, 8))
    said = paragraph(style, words, keep_next=True, right=column.numeric)
    return _box(wide, [said], edge, value("w:vAlign", "bottom"))


def _cell(held: object, column: Column, wide: int, style: str, keep: bool):
    if isinstance(held, StatusWord):
        return _status(held, wide, style, keep)
    texts = held if isinstance(held, tuple) else (held,)
    said = []
    for number, text in enumerate(texts or ("",)):
        named = column.names_row and number == 0
        said.append(paragraph(style, run(text, bold=named), keep_next=keep, right=column.numeric))
    return _box(wide, said)


def _status(held: StatusWord, wide: int, style: str, keep: bool):
    seen = look(held.status, held.close)
    words = run(f"{icon(held)} {status_words(held.status, held.close)}", bold=True, colour=seen.text)
    said = [paragraph(style, words, keep_next=keep)]
    if seen.hatched:  # unknown is never filled in
        edges = [_edge(side, OUTLINE, 8, "dashed") for side in ("top", "left", "bottom", "right")]
        return _box(wide, said, element("w:tcBorders", None, *edges))
    return _box(wide, said, element("w:shd", {"val": "clear", "color": "auto", "fill": seen.fill.lstrip("#")}))


def icon(held: StatusWord) -> str:
    """The sign before a status's word, from those that Arial has."""
    return CLOSE_ICON if held.close and held.status == Status.OFF_TRACK else ICONS[Status(held.status)]


def _half(sections: tuple[Section, ...], wide: int):
    said = []
    for section in sections:
        if section.heading:
            said.append(paragraph("TableSection", run(section.heading)))
        said += [paragraph("TableBullet", run(line)) for line in section.lines]
    return _box(wide, said or [paragraph("TableText", run(""))])


def _lines(held: object, wide: int, points: float) -> int:
    """About how many lines a cell's text takes."""
    texts = held if isinstance(held, tuple) else ("",) if isinstance(held, StatusWord) else (held,)
    lines = [line for text in texts for line in plain(text).split("\n")]
    return sum(1 + int(words_width(line, points) / wide) for line in lines)


def widths(columns: Sequence[Column], width: int, points: float, padding: int = PADDING) -> list[int]:
    """Twips for each column, together exactly ``width``: by share, but none narrower than its longest word.

    Where the words do not all fit, the shares alone decide and the longest are broken.
    """
    least = [min(padding + _longest(column, points), width * LONGEST) for column in columns]
    shares = [column.share for column in columns]
    if sum(least) > width:
        return _whole(shares, width)
    short: set[int] = set()
    while True:
        free = width - sum(least[n] for n in short)
        loose = sum(shares[n] for n in range(len(shares)) if n not in short) or 1
        wanted = [least[n] if n in short else free * share / loose for n, share in enumerate(shares)]
        found = {n for n, wide in enumerate(wanted) if wide < least[n] - 1e-6}
        if not found:
            return _whole(wanted, width)
        short |= found


def words_width(text: str, points: float) -> float:
    """About how wide a text is in bold Arial, in twips: a little more than it is."""
    ems = sum(
        0.35 if letter in NARROW else 0.92 if letter in WIDE else 0.74 if letter.isupper() else 0.61 for letter in text
    )
    return ems * points * 20


def _longest(column: Column, points: float) -> float:
    words = {word for text in _texts(column) for word in text.split()}
    return max((words_width(word, points) for word in words), default=0)


def _texts(column: Column) -> Iterable[str]:
    yield column.heading
    for held in column.cells:
        if isinstance(held, StatusWord):
            yield held.status
        else:
            yield from map(plain, held if isinstance(held, tuple) else (held,))


def _whole(shares: Sequence[float], width: int) -> list[int]:
    edges = [round(width * reached / sum(shares)) for reached in accumulate(shares)]
    return [right - left for left, right in zip([0, *edges], edges, strict=False)]
