"""What stands in a cell's XML, as the value that Excel shows: a number, a day, a time, a tick, an error or text.

Of a workbook's formats a reader needs how each cell's number is shown. Everything else of them may be odd: programs
write empty fills, unknown colours and fonts that no standard knows, and Excel puts up with them. What a number means as
a day, and which formats are of days, openpyxl says; it reads no XML here.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel, from_ISO8601

from oxdash.excel.cells import Holds
from oxdash.excel.file_checks import DAMAGED, Refused
from oxdash.excel.strict_xml import Tag
from oxdash.excel.texts import MAIN

GENERAL = "General"
# Excel's own formats of money, which a workbook names by number alone: shown in the currency of whoever opens it, and
# as dollars by openpyxl.
MONEY = {
    **{5: "[$¤]#,##0;-[$¤]#,##0", 6: "[$¤]#,##0;[Red]-[$¤]#,##0", 7: "[$¤]#,##0.00;-[$¤]#,##0.00"},
    **{8: "[$¤]#,##0.00;[Red]-[$¤]#,##0.00", 42: '_-[$¤]* #,##0_-;-[$¤]* #,##0_-;_-[$¤]* "-"_-;_-@_-'},
    44: '_-[$¤]* #,##0.00_-;-[$¤]* #,##0.00_-;_-[$¤]* "-"??_-;_-@_-',
}
LISTS = {f"{MAIN} {tag}" for tag in ("numFmts", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "fonts", "fills")}
FORMAT, OF_A_CELL = f"{MAIN} numFmt", f"{MAIN} xf"
NUMBER = re.compile(
    r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?", re.ASCII
)  # Python would take more: 1_000, inf
BOOLEANS = {"0": False, "1": True, "false": False, "true": True}  # as XML Schema has them
MOST_FORMAT = 255  # characters of a number format; Excel allows no more

Plain = str | int | float | bool  # as JSON can say it: days and times as ISO text


def number_formats(styles: Iterable[Tag]) -> list[str]:
    """The number format of each format that a cell may have, in their order; there is always one.

    ``styles``: the elements of the workbook's part of formats, none where it has no such part.
    """
    known, cells, within = BUILTIN_FORMATS | MONEY, [], ""
    for tag, attributes in styles:
        number = attributes.get("numFmtId", "0").strip()
        if tag in LISTS:
            within = tag.rpartition(" ")[2]
        elif tag == FORMAT and within == "numFmts" and number.isdecimal():
            known[int(number)] = attributes.get("formatCode", GENERAL)
        elif tag == OF_A_CELL and within == "cellXfs":
            cells.append(int(number) if number.isdecimal() else 0)
    return [known.get(number, GENERAL) for number in cells] or [GENERAL]


class Values:
    """The values of one workbook: ``formats`` are the number formats of its cells, by the number that a cell has."""

    def __init__(self, formats: Sequence[str], *, from_1904: bool = False):
        self.formats = [code[:MOST_FORMAT] for code in formats]
        self._epoch = CALENDAR_MAC_1904 if from_1904 else CALENDAR_WINDOWS_1900
        self._days = {at: is_timedelta_format(code) for at, code in enumerate(formats) if is_date_format(code)}

    def format(self, style: int) -> str:
        """The number format of a cell. Refused for one that the workbook does not have."""
        if style >= len(self.formats):
            raise Refused(DAMAGED)
        return self.formats[style]

    def of(self, kind: str, text: str, style: int) -> tuple[Holds, Plain]:
        """What a cell holds that is no text, and its value. ``kind``: its type in the XML, n, b, d or e.

        Refused for what is none of that type.
        """
        if kind == "n":
            number = _number(text)
            return self._of_a_day(number, style) if style in self._days else (Holds.NUMBER, number)
        if kind == "b":
            if (tick := BOOLEANS.get(text.strip())) is None:
                raise Refused(DAMAGED)
            return Holds.BOOLEAN, tick
        if kind == "d":
            return _plain(from_ISO8601(text))  # type: ignore[no-untyped-call]
        return Holds.ERROR, text

    def _of_a_day(self, number: int | float, style: int) -> tuple[Holds, Plain]:
        """A number in the format of a day; one that is no day is that number, which Excel shows as ########."""
        try:
            return _plain(from_excel(number, self._epoch, timedelta=self._days[style]))
        except (OverflowError, ValueError):
            return Holds.NUMBER, number


def _number(text: str) -> int | float:
    """Whole numbers of 64 bits exactly; a longer one is a float, as Excel keeps it."""
    digits = text.strip()
    if not NUMBER.fullmatch(digits):
        raise Refused(DAMAGED)
    if "." in digits or "e" in digits or "E" in digits:
        return float(digits)
    try:
        whole = int(digits)
    except ValueError as error:  # of thousands of digits
        raise Refused(DAMAGED) from error
    return whole if abs(whole) < 2**63 else float(digits)


def _plain(value: date | datetime | time | timedelta) -> tuple[Holds, Plain]:
    if isinstance(value, date):
        return Holds.DATE, value.isoformat()
    return Holds.TIME, str(value)
