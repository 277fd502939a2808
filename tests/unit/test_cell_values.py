"""What stands in a cell is what openpyxl reads there: a second reader, over workbooks of every kind that is at hand.

The kind: values that a program keeps in a way of its own. Tried: every number format that a program writes for a day, a
time or a duration, in both ways of counting days, below, in and beyond the days that there are; ticks; errors; numbers
to their last digit. What openpyxl is known to read otherwise than Excel shows it is held in `test_workbook`.
"""

import io
import warnings
from datetime import date, time, timedelta
from pathlib import Path

import hostile
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oxdash.excel import workbook
from oxdash.excel.bounds import REGISTER
from oxdash.excel.cell_values import MONEY, Values
from oxdash.excel.cells import Holds
from oxdash.excel.file_checks import Refused

HOME = Path(__file__).parents[2]
SHIPPED = [HOME / "data/register.xlsx", *sorted((HOME / "data/quarterly").glob("2009-10-Q[34]/*.1.xlsx"))]
FORMATS = [
    *("General", "0", "0.00%", "dd/mm/yyyy", "mmm-yy", "hh:mm", "[h]:mm:ss", "mm:ss.0", "d mmm yyyy hh:mm", "@"),
    *('0.0" days"', "[Red]0", "[$-809]dd mmmm yyyy", r"0.0\d", "yyyy", ";;;dd/mm/yyyy", '"day"0;dd', "General;[ss]"),
]


def short(number: float) -> float:
    """A number that a program writes down whole: openpyxl cuts the last digit of one of 17."""
    return float(f"{number:.12g}")


DIGITS = st.floats(-3e6, 3e6).map(short)


def by_openpyxl(data: bytes) -> dict:
    """By sheet and cell, a value as we give it: days and times with what they are of."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        found = {}
        for sheet in book.worksheets:
            sheet.reset_dimensions()
            for cell in (cell for row in sheet.iter_rows() for cell in row if cell.value not in (None, "")):
                value = str(cell.value) if isinstance(cell.value, timedelta) else cell.value
                found[sheet.title, cell.row, cell.column] = (value, cell.number_format)
        return found


@pytest.mark.parametrize("path", SHIPPED, ids=[f"{path.parent.name} {path.stem}" for path in SHIPPED])
def test_a_shipped_workbook_is_read_as_openpyxl_reads_it(path):
    data = path.read_bytes()
    book = workbook.read("a.xlsx", data, REGISTER)
    ours = {
        (sheet.name, *at): (cell.value, cell.number_format) for sheet in book.sheets for at, cell in sheet.cells.items()
    }
    theirs = {at: value for at, value in by_openpyxl(data).items() if value[1] not in MONEY}
    assert ours == theirs


@given(
    number=st.one_of(DIGITS, st.integers(-800_000, 3_000_000), st.floats(0, 1).map(short), st.integers(0, 61)),
    code=st.sampled_from(FORMATS),
    from_1904=st.booleans(),
)
def test_a_number_is_the_day_or_time_that_openpyxl_says(number, code, from_1904):
    book = openpyxl.Workbook()
    if from_1904:
        book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.active["A1"] = number
    book.active["A1"].number_format = code
    data = hostile.saved(book)
    ((theirs, _),) = by_openpyxl(data).values() or [(None, "")]
    holds, ours = Values([code], from_1904=from_1904).of("n", repr(number), 0)
    if theirs == "#VALUE!":  # which stands nowhere in the workbook
        assert (holds, ours) == (Holds.NUMBER, number)
    elif isinstance(theirs, date | time):
        assert (holds, ours) == (Holds.DATE if isinstance(theirs, date) else Holds.TIME, theirs.isoformat())
    else:
        assert ours == theirs


NUMBERS = [
    # as it stands in the XML, the value, to its type
    pytest.param("45", 45, id="whole"),
    pytest.param(" 45\n", 45, id="with room around it"),
    pytest.param("+45", 45, id="with its sign"),
    pytest.param("-0", 0, id="nought below nought is nought"),
    pytest.param("45.0", 45.0, id="with places, though they are nought"),
    pytest.param(".5", 0.5, id="nothing before the point"),
    pytest.param("1E3", 1000.0, id="as Excel writes a large one"),
    pytest.param("45e0", 45.0, id="as a program in C writes it"),
    pytest.param("9223372036854775807", 2**63 - 1, id="the largest of 64 bits, to its last digit"),
    pytest.param("9223372036854775808", 2.0**63, id="one more is a float, as Excel keeps it"),
    pytest.param("-9223372036854775808", -(2.0**63), id="on the other side too"),
    pytest.param("9223372036854775809", 2.0**63, id="a float has not all of its digits"),
]


@pytest.mark.parametrize(("text", "value"), NUMBERS)
def test_a_number_is_read_to_its_last_digit(text, value):
    holds, read = Values(["General"]).of("n", text, 0)
    assert (holds, read, type(read)) == (Holds.NUMBER, value, type(value))


WRONG = [
    pytest.param("n", "9" * 5000, id="more digits than anybody writes"),
    pytest.param("n", "1_000", id="a number as Python would read it"),
    pytest.param("n", "0x1F", id="a number of sixteen"),
    pytest.param("n", "nan", id="no number"),
    pytest.param("n", "", id="nothing"),
    pytest.param("b", "yes", id="a tick in words that XML does not have"),
    pytest.param("b", "2", id="a tick that is neither"),
]


@pytest.mark.parametrize(("kind", "text"), WRONG)
def test_what_is_none_of_its_type_is_refused(kind, text):
    with pytest.raises(Refused) as refused:
        Values(["General"]).of(kind, text, 0)
    assert refused.value.sentence == hostile.DAMAGED


def test_a_format_that_the_workbook_does_not_have_is_refused():
    with pytest.raises(Refused) as refused:
        Values(["General"]).format(1)
    assert refused.value.sentence == hostile.DAMAGED
