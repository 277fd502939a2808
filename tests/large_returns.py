"""Returns far larger than one needs to be, made of a good one by rewriting the rows of its sheets."""

import random
import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from xml.sax.saxutils import escape

from oxdash.excel.cells import letters
from tests import hostile

Value = str | int | float | None


def with_rows(base: bytes, sheet: str, rows: Iterable[Sequence[Value]], *, below: int = 3) -> bytes:
    """The workbook with ``rows`` on a sheet in place of everything below the row ``below``."""

    def written(xml: str) -> str:
        head, _, rest = xml.partition("<sheetData>")
        data, _, tail = rest.partition("</sheetData>")
        stood = re.findall(r"<row [^>]*/>|<row .*?</row>", data)
        kept = [row for row in stood if int(re.search(r' r="(\d+)"', row)[1]) <= below]
        new = [_row(number, row) for number, row in enumerate(rows, start=below + 1)]
        return f"{head}<sheetData>{''.join([*kept, *new])}</sheetData>{tail}"

    return edited(base, sheet, written)


def edited(base: bytes, sheet: str, edit: Callable[[str], str]) -> bytes:
    """The workbook with the XML of one of its sheets changed."""
    parts = hostile.unpacked(base)
    listed = re.search(rf'<sheet name="{sheet}" [^>]*r:id="(\w+)"', parts["xl/workbook.xml"].decode())[1]
    related = parts["xl/_rels/workbook.xml.rels"].decode()
    part = "xl/" + re.search(rf'<Relationship Id="{listed}"[^>]*Target="([^"]+)"', related)[1]
    parts[part] = edit(parts[part].decode()).encode()
    return hostile.packed(parts)


def with_columns(base: bytes, sheet: str, declarations: str) -> bytes:
    return edited(base, sheet, lambda xml: re.sub(r"<cols>.*?</cols>", f"<cols>{declarations}</cols>", xml))


def with_merges(base: bytes, sheet: str, areas: Sequence[str]) -> bytes:
    merged = "".join(f'<mergeCell ref="{area}"/>' for area in areas)
    return edited(
        base, sheet, lambda xml: xml.replace("</sheetData>", f"</sheetData><mergeCells>{merged}</mergeCells>")
    )


def in_formats(base: bytes, sheet: str, count: int) -> bytes:
    """The workbook with ``count`` figures on a sheet of its own making, each in a long number format of its own."""
    parts = hostile.unpacked(base)
    styles = re.sub("<numFmts.*?</numFmts>", "", parts["xl/styles.xml"].decode())
    named = "".join(f'<numFmt numFmtId="{200 + n}" formatCode="0&quot;{"x" * 200}{n}&quot;"/>' for n in range(count))
    styles = re.sub("(<styleSheet[^>]*>)", rf"\1<numFmts>{named}</numFmts>", styles, count=1)
    looks = "".join(f'<xf numFmtId="{200 + n}" applyNumberFormat="1"/>' for n in range(count))
    parts["xl/styles.xml"] = re.sub("<cellXfs.*?</cellXfs>", f"<cellXfs>{looks}</cellXfs>", styles, flags=re.S).encode()
    rows = "".join(
        f'<row r="{row + 1}">'
        + "".join(
            f'<c r="{letters(column + 1)}{row + 1}" s="{row * 50 + column}"><v>5</v></c>'
            for column in range(min(50, count - row * 50))
        )
        + "</row>"
        for row in range(-(-count // 50))
    )
    return edited(
        hostile.packed(parts),
        sheet,
        lambda xml: re.sub("<sheetData>.*?</sheetData>", f"<sheetData>{rows}</sheetData>", xml, flags=re.S),
    )


@cache
def _drawn() -> str:
    drawn = random.Random(1)
    return "".join(chr(0x1F300 + drawn.randrange(0x400)) for _ in range(40_000))


def pictures(count: int, at: int) -> str:
    """Text of characters that take the most room there is, and pack badly; another one for another ``at``."""
    start = at * 37 % (len(_drawn()) - count)
    return _drawn()[start : start + count]


def _row(number: int, values: Sequence[Value]) -> str:
    cells = [_cell(f"{letters(at)}{number}", value) for at, value in enumerate(values, start=1) if value is not None]
    return f'<row r="{number}">{"".join(cells)}</row>'


def _cell(address: str, value: Value) -> str:
    if isinstance(value, str):
        return f'<c r="{address}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    return f'<c r="{address}"><v>{value}</v></c>'
