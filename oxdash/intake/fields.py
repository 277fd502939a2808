"""What the cells beside a figure may hold: a word of a list, a day, a period, text."""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime

from oxdash.intake.cells import Cell, Holds, cannot_be_shown, folded, seen
from oxdash.intake.figure import NO_FIGURE
from oxdash.intake.layout import DOCUMENTED_BASIS, ILLUSTRATIVE_BASIS
from oxdash.intake.problems import as_found, shown
from oxdash.intake.reading import NOTHING, Reading
from oxdash.periods import canonical
from oxdash.quarters import Quarter

LONGEST_TEXT = 4_000  # characters of a commentary, an action, a section
LONGEST_PERIOD = 100
YEARS = range(2000, 2100)  # a day outside them is a slip of the keyboard

_MONTHS = ["january", "february", "march", "april", "may", "june"]
_MONTHS += ["july", "august", "september", "october", "november", "december"]
_UK_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.ASCII)
_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_WRITTEN_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)? ([a-z]{3,9}),? (\d{4})", re.ASCII)
_FINANCIAL_YEAR = re.compile(r"(\d{4})[/-](\d{2}|\d{4})", re.ASCII)


class Word:
    """Reads one word of a list, however typed. ``meant`` is said before the list where the words need it."""

    def __init__(self, words: Iterable[str], meant: str = "Choose one of these, or leave the cell empty"):
        self.words = {folded(one): str(one) for one in words}
        self.advice = f"{meant}: {'; '.join(self.words.values())}."

    def __call__(self, cell: Cell | None) -> Reading:
        if cell is None:
            return NOTHING
        said = self.words.get(folded(cell.value)) if cell.holds == Holds.TEXT else None
        return Reading(said) if said else Reading(refused=self.advice)


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
        return Reading(refused="It holds characters that cannot be shown: type it again.")
    if len(said) > LONGEST_TEXT:
        return Reading(refused=f"Shorten it to {LONGEST_TEXT:,} characters; it has {len(said):,}.")
    return Reading(said)


def day(cell: Cell | None) -> Reading:
    """A date cell, or a day typed as text (30/09/2010 in UK order, 30 September 2010, 2010-09-30) to confirm."""
    refused = Reading(refused="Enter a day such as 30/09/2010, or leave the cell empty.")
    if cell is None or (cell.holds == Holds.TEXT and folded(cell.value) in NO_FIGURE):
        return NOTHING
    if cell.holds == Holds.DATE:
        found = cell.value.date() if isinstance(cell.value, datetime) else cell.value
        return Reading(found) if isinstance(found, date) and found.year in YEARS else refused
    found = _typed_day(folded(cell.value)) if cell.holds == Holds.TEXT else None
    if found is None or found.year not in YEARS:
        return refused
    said = f"{found.day} {found:%B %Y}"
    return Reading(found, confirm=f"It is typed as text and read as {said}: confirm, or correct it.")


def score(cell: Cell | None) -> Reading:
    """A risk's likelihood or impact: a whole number from 1 to 5, as text to confirm."""
    if cell is None:
        return NOTHING
    if cell.holds == Holds.NUMBER and cell.value in range(1, 6):
        return Reading(float(cell.value))
    if cell.holds == Holds.TEXT and re.fullmatch("[1-5]", str(cell.value).strip()):
        found = str(cell.value).strip()
        return Reading(float(found), confirm=f"It is typed as text. It is read as {found}: confirm, or correct it.")
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
    asked = f"Write {DOCUMENTED_BASIS} and the source, or {ILLUSTRATIVE_BASIS}: confirm, or correct it."
    return Reading(words, confirm=asked)


def period(quarter: Quarter) -> Callable[[Cell | None], Reading]:
    """What a figure is for: no value for this quarter, else the period as text; a later one is refused."""

    def read(cell: Cell | None) -> Reading:
        said = text(cell)
        if said.value is None:
            return said
        words = seen(said.value)
        if len(words) > LONGEST_PERIOD:
            return Reading(refused=f"Name the period in {LONGEST_PERIOD} characters or fewer, such as 2008 survey.")
        if folded(words) in {"this quarter", *NO_FIGURE}:
            return NOTHING
        try:  # "October to December 2009" is a quarter too
            named = Quarter.parse(canonical(words))
        except ValueError:
            named = None
        if named == quarter:
            return NOTHING
        if _starts_after(cell, words, named, quarter):
            return Reading(
                refused=f"That is after {quarter.people}. Leave the cell empty where the figure is for this quarter."
            )
        words = str(named) if named else words
        asked = f"A figure for {shown(words)} is shown and not judged as this quarter's: confirm, or empty the cell."
        return Reading(words, confirm=asked)

    return read


def _starts_after(cell: Cell, words: str, named: Quarter | None, quarter: Quarter) -> bool:
    """Whether a period that can be placed in time begins after the quarter has ended."""
    if named:
        return named > quarter
    if cell.holds == Holds.DATE:
        found = day(cell).value
        return found is None or found > quarter.last_day
    if match := _FINANCIAL_YEAR.fullmatch(words):
        return int(match[1]) > quarter.year
    return bool(re.fullmatch(r"\d{4}", words, re.ASCII)) and int(words) > quarter.last_day.year


def _typed_day(words: str) -> date | None:
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
        return date(*(int(part) for part in parts))
    except ValueError:  # 31/02/2010
        return None
