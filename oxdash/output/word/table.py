"""Tables in a Word paper: real heading rows, no merged cells, statuses by word, icon, shape and colour."""

from oxdash.documents.blocks import Column, Schedule, Section, Table
from oxdash.documents.inline import StatusWord
from oxdash.output.on_paper import HALVES, HEAVY, MAY_BREAK, RULE, icon, lines_of, one_line, widths
from oxdash.output.word.xml import element, paragraph, run, value
from oxdash.vocabulary.wording import OUTLINE, look, status_words

PADDING = 200  # twips of a cell's left and right margin together
CLOSE = 110  # the same under a chart


def table(
    given: Table,
    width: int,
    points: float,
    style: str,
    *,
    padding: int = PADDING,
    keep: bool = False,
    end: bool = False,
):
    """``given`` as a ``w:tbl`` exactly ``width`` twips wide, set in a paragraph style of so many points.

    ``padding``: twips left and right of a cell's text together. ``keep``: all of it stays on a page with what follows;
    ``end``: its last row does.
    """
    columns = list(zip(given.columns, widths(given.columns, width, points, padding), strict=True))
    rows = [_row([_heading(column, wide, style) for column, wide in columns], heading=True)]
    for number in range(given.rows):
        kept = keep or (end and number == given.rows - 1)
        cells = [_cell(column.cells[number], column, wide, style, kept) for column, wide in columns]
        tallest = max(lines_of(column.cells[number], wide, points) for column, wide in columns)
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


def _half(sections: tuple[Section, ...], wide: int):
    said = []
    for section in sections:
        if section.heading:
            said.append(paragraph("TableSection", run(section.heading)))
        said += [paragraph("TableBullet", run(line)) for line in section.lines]
    return _box(wide, said or [paragraph("TableText", run(""))])
