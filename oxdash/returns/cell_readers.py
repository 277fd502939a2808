"""What the cells beside a figure may hold: a word of a list, a day, a period, text."""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import cache

from oxdash.excel.cell_readers import NOTHING, OR_CORRECT, Reading, Word, in_words, quarter_of, whole_day
from oxdash.excel.cells import TYPE_AGAIN, Cell, Holds, cannot_be_shown, folded, seen
from oxdash.excel.problems import as_found, shown
from oxdash.returns.figure_cell import NO_FIGURE
from oxdash.returns.layout import DOCUMENTED_BASIS, ILLUSTRATIVE_BASIS, Column, Entered
from oxdash.vocabulary.periods import canonical
from oxdash.vocabulary.quarters import Calendar, Quarter

LONGEST_TEXT = 4_000  # characters of a commentary, an action, a section
LONGEST_PERIOD = 100
YEARS = range(2000, 2100)  # a day outside them is a slip of the keyboard
_SERIALS = range(36_526, 73_051)  # the same years as Excel counts days

_MONTHS = ["january", "february", "march", "april", "may", "june"]
_MONTHS += ["july", "august", "september", "october", "november", "december"]
_UK_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.ASCII)
_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_WRITTEN_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)? ([a-z]{3,9}),? (\d{4})", re.ASCII)
_TIME_AFTER = re.compile(r"[ t](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?z?$", re.ASCII)
_QUARTER_ALONE = re.compile(r"(?:q|qtr|quarter) ?([1-4])", re.ASCII)  # of the return's own year
_A_YEAR = range(1900, 2100)  # a number that names a period by itself
_NO_PERIOD = "It names no period: confirm, and the figure is this quarter's, or type one, such as {}."
_OF_YEARS = re.compile(r"(\d{4})(?:[/-](?:\d{2}|\d{4}))?", re.ASCII)  # one, or one that runs on into the next


def reader(column: Column) -> Callable[[Cell | None], Reading]:
    """How the cells of a column are read, where that depends on neither the row nor the return."""
    if column.holds == Entered.WORD and column.offers is not None:
        return _of_its_list(column.offers.words)
    return _READERS[column.holds]


@cache
def _of_its_list(words: tuple[str, ...]) -> Word:
    return Word(words, "Choose one of these, or leave the cell empty:")


def text(cell: Cell | None) -> Reading:
    """The officer's own words, kept as they are: up to 4,000 characters, line breaks included."""
    if cell is None:
        return NOTHING
    if cell.holds in (Holds.ERROR, Holds.FORMULA):
        return Reading(refused="Type the text itself.")
    said = str(cell.value) if cell.holds == Holds.TEXT else as_found(cell)
    if cell.holds == Holds.NUMBER and isinstance(cell.value, float | int):
        said = str(cell.value).removesuffix(".0")  # 2008 is a year here, not 2,008
    if cannot_be_shown(said):
        return Reading(refused=TYPE_AGAIN)
    if len(said) > LONGEST_TEXT:
        return Reading(refused=f"Shorten it to {LONGEST_TEXT:,} characters; it has {len(said):,}.")
    if cell.holds in (Holds.DATE, Holds.TIME):
        made = "Excel may have made it of what you typed, such as 3/4"
        return Reading(said, confirm=f"{made}. It is read as {said}: confirm, or type it in words.")
    return Reading(said)


def day(cell: Cell | None) -> Reading:
    """A date cell, or a day typed as text (30/09/2010 in UK order, 30 September 2010, 2010-09-30) to confirm."""
    refused = Reading(refused="Enter a day such as 30/09/2010, or leave the cell empty.")
    if cell is None or (cell.holds == Holds.TEXT and folded(cell.value) in NO_FIGURE):
        return NOTHING
    if cell.holds == Holds.DATE:
        return _whole_day(cell.day, cell.number_format) if _can_be(cell.value) else refused
    if looks_like_a_day(cell):
        lost = "It may be a day that has lost its format: set the cell's format to Date."
        return Reading(refused=f"{lost} {refused.refused}")
    found = _typed_day(folded(cell.value)) if cell.holds == Holds.TEXT else None
    if found is None or not _can_be(found):
        return refused
    read = _whole_day(found)
    asked = f"It is typed as text and read as {in_words(read.value)}: {OR_CORRECT}"
    return Reading(read.value, confirm=read.confirm or asked)


def looks_like_a_day(cell: Cell) -> bool:
    """Whether a number is what Excel keeps of a day of these years, where its format does not say so."""
    return cell.holds == Holds.NUMBER and _SERIALS[0] <= cell.number <= _SERIALS[-1]


def _can_be(value: object) -> bool:
    return isinstance(value, date) and value.year in YEARS


def _whole_day(value: date, number_format: str = "General") -> Reading:
    or_alone = "Confirm, and it is read so, or enter the day alone."
    or_in_full = "Confirm, and it is read so, or enter it in full."
    return whole_day(value, number_format, "It holds a time of day", or_alone, or_in_full)


def score(cell: Cell | None) -> Reading:
    """A risk's likelihood or impact: a whole number from 1 to 5, as text to confirm."""
    if cell is None:
        return NOTHING
    if cell.holds == Holds.NUMBER and cell.value in range(1, 6):
        return Reading(cell.number)
    if cell.holds == Holds.TEXT and re.fullmatch("[1-5]", str(cell.value).strip()):
        found = str(cell.value).strip()
        return Reading(float(found), confirm=f"It is typed as text. It is read as {found}: {OR_CORRECT}")
    return Reading(refused="Enter a whole number from 1, low, to 5, high.")


def narrative_basis(cell: Cell | None) -> Reading:
    """Where a text comes from: ``documented: `` and its source, or ``illustrative``; anything else is to confirm."""
    said = text(cell)
    if said.value is None or folded(said.value) in NO_FIGURE:
        return Reading(refused=said.refused)
    words = " ".join(str(said.value).split())
    begins = folded(words).startswith((ILLUSTRATIVE_BASIS, DOCUMENTED_BASIS))
    if begins and folded(words) != DOCUMENTED_BASIS:
        return Reading(words)
    asked = f"Write {DOCUMENTED_BASIS} and the source, or {ILLUSTRATIVE_BASIS}: {OR_CORRECT}"
    return Reading(words, confirm=asked)


def period(quarter: Quarter, calendar: Calendar) -> Callable[[Cell | None], Reading]:
    """What a figure is for: no value for this quarter, else the period as text; a later one is refused."""
    such_as = calendar.example.of_year(2).people

    def read(cell: Cell | None) -> Reading:
        said = text(cell)
        if said.value is None or cell is None:
            return said
        if cell.holds == Holds.DATE:
            return _day_for_a_period(cell, quarter, calendar)
        if cell.holds in (Holds.BOOLEAN, Holds.TIME) or (cell.holds == Holds.NUMBER and cell.number not in _A_YEAR):
            return Reading(confirm=_NO_PERIOD.format(such_as))
        words = seen(said.value)
        if match := _QUARTER_ALONE.fullmatch(folded(words)):
            words = str(quarter.of_year(int(match[1])))
        if len(words) > LONGEST_PERIOD:
            return Reading(refused=f"Name the period in {LONGEST_PERIOD} characters or fewer, such as 2008 survey.")
        if folded(words) in {"this quarter", *NO_FIGURE}:
            return NOTHING
        named = quarter_of(canonical(words, calendar), calendar)  # "October to December 2009" is a quarter too
        if named == quarter:
            return NOTHING
        if _starts_after(words, named, quarter, calendar):
            return Reading(
                refused=f"That is after {quarter.people}. Leave the cell empty where the figure is for this quarter."
            )
        called = named.people if named else shown(words)
        asked = f"A figure for {called} is shown and not judged as this quarter's: confirm, or empty the cell."
        if not named and quarter_of(words, Calendar(begins=1 if calendar.two_years else 4)):
            asked = f"A quarter is written like {calendar.example} {calendar.where}. {asked}"
        return Reading(str(named) if named else words, confirm=asked)

    return read


def _day_for_a_period(cell: Cell, quarter: Quarter, calendar: Calendar) -> Reading:
    """A date where a period is asked for: Excel makes dates of 2009/10, Mar-10 and the like as they are typed."""
    last_day, such_as = calendar.last_day(quarter), calendar.example.of_year(2).people
    read = day(cell)
    if read.value is None:
        return Reading(refused="Excel may have made a date of what you typed. Type the period in words.")
    found: date = read.value
    year = found.year if calendar.two_years and (found.year + 1) % 100 == found.month else None
    if found.day == 1 and year is not None:
        name = f"{year}/{found.month:02d}"
        made = f"Excel makes this date of {name}: if that year is meant, type year {name}."
    elif found.day == 1:
        made = f"Excel makes this date of a month: if that is meant, type month of {found:%B %Y}."
    else:
        made = f"Excel makes dates of periods: if one is meant, type it in words, such as {such_as}."
    if found > last_day:
        return Reading(
            refused=f"That is after {quarter.people}. {made} Leave the cell empty where the figure is for this quarter."
        )
    if found >= calendar.first_day(quarter):
        made += " Leave the cell empty where the figure is for this quarter."
    said = in_words(found)
    return Reading(said, confirm=f"{made} A figure for {said} is shown and not judged as this quarter's: confirm.")


def _starts_after(words: str, named: Quarter | None, quarter: Quarter, calendar: Calendar) -> bool:
    """Whether a period that can be placed in time begins after the quarter has ended."""
    if named:
        return named > quarter
    plain, last_day = canonical(words, calendar), calendar.last_day(quarter)
    if match := re.fullmatch(r"month (\d{4})-(\d{2})", plain, re.ASCII):
        return date(int(match[1]), int(match[2]), 1) > last_day if int(match[1]) in YEARS else False
    match = _OF_YEARS.fullmatch(plain)
    runs_on = match is not None and len(plain) > len("2009")
    return match is not None and int(match[1]) > (quarter.year if runs_on else last_day.year)


def _typed_day(words: str) -> date | None:
    """A day as text: a datetime where a time of day is typed after it."""
    time = ["0", "0", "0"]
    if match := _TIME_AFTER.search(words):
        words, time = words[: match.start()], [part or "0" for part in match.groups()]
    parts: Sequence[str | int]
    if match := _UK_DAY.fullmatch(words):
        parts = match[3], match[2], match[1]
    elif match := _ISO_DAY.fullmatch(words):
        parts = match.groups()
    elif match := _WRITTEN_DAY.fullmatch(words):
        months = [at for at, name in enumerate(_MONTHS, 1) if match[2] in (name, name[:3], "sept" if at == 9 else name)]
        parts = match[3], months[0] if months else 0, match[1]
    else:
        return None
    try:
        year, month, on, hour, minute, second = (int(part) for part in (*parts, *time))
        return datetime(year, month, on, hour, minute, second)  # noqa: DTZ001 a day of the calendar, in no zone
    except ValueError:  # 31/02/2010, 25:00
        return None


_READERS = {Entered.TEXT: text, Entered.DAY: day, Entered.SCORE: score, Entered.BASIS: narrative_basis}
