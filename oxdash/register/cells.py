"""How one cell of the register is read, by what its column asks for."""

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from oxdash.excel.cell_readers import Reading, Word, quarter_of, whole_day
from oxdash.excel.cells import TYPE_AGAIN, Cell, Holds, cannot_be_shown, folded, seen
from oxdash.register import about
from oxdash.register.sources import ALL
from oxdash.vocabulary import codes, units
from oxdash.vocabulary.council import NEUTRAL, Council
from oxdash.vocabulary.quarters import Calendar, Quarter
from oxdash.vocabulary.units import ENTER_A_NUMBER

AGREEMENTS = "Agreements"
BODY_SHEETS = ("Bodies", "Partnerships", "Delivery groups")  # which declare bodies
OWN = "local"  # a target that no agreement has


@dataclass
class Known:
    """What the register has said so far: of itself, and by sheet its codes, by their folded words.

    Codes are for the columns that point at another sheet. A sheet that could not be read is not in ``words``: a word
    that points at it is then let pass, so that one missing sheet is told once and not once a row.
    """

    words: dict[str, dict[str, str]] = field(default_factory=dict)
    council: Council = NEUTRAL
    also: codes.Also = ()  # codes that are written otherwise, too
    year_unread: bool = False  # what it says of its year cannot be read, so quarters of either form are taken

    @property
    def calendar(self) -> Calendar:
        """The year of its quarters."""
        return self.council.calendar

    def quarter(self, said: str) -> Quarter | None:
        """The quarter that a text names, as the year writes it; None where it names none."""
        found = quarter_of(said, self.calendar)
        return quarter_of(said, self.calendar.of_the_other_form) if found is None and self.year_unread else found

    def code(self, sheet: str, text: str) -> str | None:
        return self.words[sheet].get(folded(text)) if sheet in self.words else text

    def body(self, text: str) -> str:
        """The code of a body of any sheet; the text where no sheet has it."""
        found = (self.words.get(sheet, {}).get(folded(text)) for sheet in BODY_SHEETS)
        return next(filter(None, found), text)


def words_of(rows: Iterable[Mapping[Any, Any]]) -> dict[str, str]:
    """Code, name and other names of each row of a sheet, folded, to its code; an earlier row wins."""
    words: dict[str, str] = {}
    for row in rows:
        code, also = row.get("code"), row.get("also_known_as")
        for said in (code, row.get("name"), *(also.split(";") if isinstance(also, str) else ())):
            if code and isinstance(said, str) and folded(said):
                words.setdefault(folded(said), code)
    return words


Read = Callable[[Cell, Known], Reading]


def normal_code(text: object, also: codes.Also = ()) -> str:
    """A target's code as the register writes it: ``NI 001`` and ``NI 157 B`` are ``NI 1`` and ``NI 157b``; local ones
    stay ``L1``. Other letters that it is ``also`` written with become its own. Anything else comes back trimmed.
    """
    said = codes.in_own_letters(seen(text), also)
    if match := re.fullmatch(r"NI ?0*([1-9][0-9]*) ?([a-z]?)", said, re.IGNORECASE | re.ASCII):
        return f"NI {match[1]}{match[2].lower()}"
    if match := re.fullmatch(r"([a-z]{1,3}) ?0*([1-9][0-9]*) ?([a-z]?)", said, re.IGNORECASE | re.ASCII):
        return f"{match[1].upper()}{match[2]}{match[3].lower()}"
    return seen(text)


def also_by_agreement(targets: Iterable[Mapping[Any, Any]]) -> codes.Also:
    """What codes are also written as, in a register of before it could say so: agreement and target are its columns.

    The letters that an agreement's name or code begins with, before its number, stand for those that most of the
    targets' codes begin with.
    """
    rows = [(str(row.get("agreement") or ""), str(row.get("target") or "")) for row in targets]
    begins = (re.match(r"[A-Z]{2,8}(?= ?[0-9])|[A-Za-z]{2,8}(?=[0-9])", agreement) for agreement, _ in rows)
    others = dict.fromkeys(match[0].upper() for match in begins if match)
    own = Counter(match[1] for _, code in rows if (match := re.match(r"([A-Z]{1,3}) ?[0-9]", code)))
    known = next((letters for letters, _ in own.most_common() if letters not in others), "")
    return tuple((other, known) for other in others if own[other] < own[known])  # else they are codes of their own


def text(cell: Cell, known: Known) -> Reading:
    """Words, or a number that stands for some, such as a baseline period typed 2008."""
    if cell.holds == Holds.TEXT:
        said = str(cell.value)
        return Reading(refused=TYPE_AGAIN) if cannot_be_shown(said) else Reading(said.strip())
    return Reading(f"{cell.value:.15g}") if cell.holds == Holds.NUMBER else Reading(refused="Enter it as text.")


def of_text(meant: Callable[[str, Known], Reading]) -> Read:
    """Reads a cell by what its text means; what is no text is refused before."""

    def read(cell: Cell, known: Known) -> Reading:
        said = text(cell, known)
        return said if said.refused else meant(said.value, known)

    return read


def number(cell: Cell, known: Known) -> Reading:
    if cell.holds != Holds.NUMBER:
        return Reading(refused=ENTER_A_NUMBER)
    if "%" in re.sub(r'"[^"]*"|\\.', "", cell.number_format):
        advice = "Format the cell as a plain number and enter it in the target's unit: 45, not 0.45 shown as 45%."
        return Reading(refused=advice)
    return Reading(cell.number)


def whole(low: int, high: int) -> Read:
    def read(cell: Cell, known: Known) -> Reading:
        value = cell.number if cell.holds == Holds.NUMBER else math.nan
        fits = value.is_integer() and low <= value <= high
        return Reading(int(value)) if fits else Reading(refused=f"Enter a whole number from {low} to {high}.")

    return read


def day(cell: Cell, known: Known) -> Reading:
    if cell.holds != Holds.DATE:
        return Reading(refused="Enter a date such as 22 July 2010, as an Excel date.")
    time, alone, in_full = "It holds a time of day, {}", "Enter the day alone.", "Show the day in full."
    return whole_day(cell.day, cell.number_format, time, alone, in_full)


def quarter(cell: Cell, known: Known) -> Reading:
    named = known.quarter(seen(cell.value))
    return Reading(str(named)) if named else Reading(refused=about.quarter_asked(seen(cell.value), known.calendar))


def due_quarters(cell: Cell, known: Known) -> Reading:
    """The quarters in which a result is due: ``Q4`` of every year, or single ones, ``2008-09 Q4; 2010-11 Q4``."""
    parts = [part.strip() for part in re.split(r"[;,\n]", str(cell.value)) if part.strip()]
    found = [part.upper() if re.fullmatch(r"q[1-4]", part, re.IGNORECASE) else known.quarter(part) for part in parts]
    if cell.holds != Holds.TEXT or not found or None in found:
        year = 2008 if known.calendar.two_years else known.calendar.example.year
        single = "; ".join(str(known.calendar.quarter(one, 4)) for one in (year, year + 2))
        return Reading(refused=f"Enter the quarters in which a result is due, such as Q4, or {single}.")
    return Reading("; ".join(dict.fromkeys(map(str, found))))


def yes_no(cell: Cell, known: Known) -> Reading:
    said = {"yes": True, "no": False}.get(folded(cell.value))
    return Reading(refused=about.YES_OR_NO) if said is None else Reading(said)


def word(of: Iterable[str]) -> Read:
    """One of a fixed list of words, whatever its case."""
    return Word(of, "Use one of", ", ")


def words(of: Iterable[str]) -> Read:
    """One or more of a fixed list of words, separated by semicolons."""
    known_as = {folded(member): str(member) for member in of}
    advice = f"Use one or more of {', '.join(known_as.values())}, separated by semicolons."
    return lambda cell, _: _each_of(known_as, str(cell.value).split(";"), advice)


def _each_of(known_as: Mapping[str, str], said: Iterable[str], advice: str) -> Reading:
    """Words of a list, each once; ``advice``: what to do where one is not."""
    parts = [folded(part) for part in said if part.strip()]
    if not parts or any(part not in known_as for part in parts):
        return Reading(refused=advice)
    return Reading("; ".join(dict.fromkeys(known_as[part] for part in parts)))


@dataclass(frozen=True)
class OfSheet:
    """Reads what names a row of another sheet: one code, or ``several``."""

    sheet: str
    read: Read
    several: bool = False

    def __call__(self, cell: Cell, known: Known) -> Reading:
        return self.read(cell, known)


def code_on(sheet: str) -> Read:
    """One code (or name) of another sheet. Two in one cell are seen as two, because a target has one lead."""

    def read(cell: Cell, known: Known) -> Reading:
        code = known.code(sheet, str(cell.value))
        if code is not None:
            return Reading(code)
        parts = [known.code(sheet, part) for part in re.split(r"[;,/&+\n]", str(cell.value))]
        if len([part for part in parts if part]) > 1:
            return Reading(refused="Give one only: a target has one accountable lead.")
        return Reading(refused=f"Use one of the codes on sheet {sheet}.")

    return OfSheet(sheet, read)


def codes_on(sheet: str) -> Read:
    """One or more codes of another sheet, separated by semicolons."""

    def read(cell: Cell, known: Known) -> Reading:
        whole_cell = known.code(sheet, str(cell.value))
        parts = [part for part in str(cell.value).split(";") if part.strip()]
        found = [whole_cell] if whole_cell else [known.code(sheet, part.strip()) for part in parts]
        named = [code for code in found if code is not None]
        if not named or len(named) < len(found):
            return Reading(refused=f"Use one or more of the codes on sheet {sheet}, separated by semicolons.")
        return Reading("; ".join(dict.fromkeys(named)))

    return OfSheet(sheet, read, several=True)


new_code = of_text(lambda said, _: Reading(folded(said)))


@of_text
def new_target(said: str, known: Known) -> Reading:
    return Reading(normal_code(said, known.also))


def _target(cell: Cell, known: Known) -> Reading:
    code = known.code("Targets", normal_code(cell.value, known.also))
    return Reading(refused="Use one of the codes on sheet Targets.") if code is None else Reading(code)


target = OfSheet("Targets", _target)


def headings_of(headings: Sequence[str]) -> Read:
    """Names of columns of the sheet, separated by semicolons, or `ALL`: the cells of the row that no source gives."""
    known_as = {folded(heading): heading for heading in headings}
    advice = f"Use names of columns of this sheet, separated by semicolons, or {ALL}."

    def read(cell: Cell, known: Known) -> Reading:
        said = [part for part in re.split(r"[;,\n]", str(cell.value)) if part.strip()]
        return Reading(ALL) if list(map(folded, said)) == [ALL] else _each_of(known_as, said, advice)

    return read


@of_text
def _body(named: str, known: Known) -> Reading:
    """A body by its code, however the register calls it; one that has no sheet keeps its name."""
    return Reading(known.body(named))


@of_text
def _bodies(named: str, known: Known) -> Reading:
    """One or more bodies, separated by semicolons."""
    whole_cell = known.body(named)
    parts = [whole_cell] if whole_cell != named else [known.body(part.strip()) for part in named.split(";")]
    return Reading("; ".join(dict.fromkeys(filter(None, parts))))


body, bodies = OfSheet("Bodies", _body), OfSheet("Bodies", _bodies, several=True)


def _agreement(cell: Cell, known: Known) -> Reading:
    """An agreement by its code or its name; none for a target of the council's own (``local``)."""
    if folded(cell.value) == OWN:
        return Reading(None)
    code = known.code(AGREEMENTS, seen(cell.value))
    return Reading(code) if code else Reading(refused=f"Use one of the codes on sheet {AGREEMENTS}, or {OWN}.")


agreement = OfSheet(AGREEMENTS, _agreement)


@of_text
def unit(said: str, known: Known) -> Reading:
    """One of the fixed units, or the unit's own name such as ``households`` or ``kg per household``."""
    if meant := units.fixed(said):  # as a unit's own name, "%" would print as "50 %" and never as "50%"
        return Reading(meant) if folded(said) == folded(meant) else Reading(refused=f"Use the word {meant}.")
    named = re.search("[a-z]", said, re.IGNORECASE)
    return Reading(said) if named else Reading(refused="Use a word such as per cent, count or level.")


def tolerance(cell: Cell, known: Known) -> Reading:
    """A target's own tolerance, as text: ``5%``, ``2 points``, ``floor`` or ``none``."""
    said = folded(cell.value) if cell.holds == Holds.TEXT else ""
    if match := re.fullmatch(r"(\d+(?:\.\d+)?) ?(%|points?)", said, re.ASCII):
        return Reading(f"{match[1]}%" if match[2] == "%" else f"{match[1]} points")
    known_one = said in ("floor", "none")
    return Reading(said) if known_one else Reading(refused="Enter it as text: 5%, 2 points, floor or none.")
