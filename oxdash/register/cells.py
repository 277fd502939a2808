"""How one cell of the register is read, by what its column asks for."""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from oxdash.excel.cells import TYPE_AGAIN, Cell, Holds, cannot_be_shown, folded, seen
from oxdash.excel.days import clock, day_meant, in_words, not_in_full, not_shown
from oxdash.register.sources import ALL
from oxdash.vocabulary import units
from oxdash.vocabulary.quarters import ENTER_A_QUARTER, Quarter
from oxdash.vocabulary.units import ENTER_A_NUMBER


@dataclass(frozen=True)
class Wrong:
    """A cell that cannot be read as its column asks, and what to do about it."""

    what_to_do: str


@dataclass(frozen=True)
class Doubtful:
    """A cell that can be read, and what whoever keeps the register is asked to look at."""

    value: object
    what_to_do: str


@dataclass
class Known:
    """The codes read so far, for the columns that point at another sheet: sheet name to folded word to code.

    A sheet that could not be read is not in ``words``: a word that points at it is then let pass, so that one missing
    sheet is told once and not once a row.
    """

    words: dict[str, dict[str, str]] = field(default_factory=dict)

    def code(self, sheet: str, text: str) -> str | None:
        return self.words[sheet].get(folded(text)) if sheet in self.words else text


Read = Callable[[Cell, Known], object]


def normal_code(text: object) -> str:
    """A target's code as the register writes it: ``NI 001``, ``NI 157 B``, ``LAA 154`` and ``LAA NI 6`` are ``NI 1``,
    ``NI 157b``, ``NI 154`` and ``NI 6``; local ones stay ``L1``. Anything else comes back trimmed.
    """
    said = seen(text)
    if match := re.fullmatch(r"(?:NI|LAA(?: ?NI)?) ?0*([1-9][0-9]*) ?([a-z]?)", said, re.IGNORECASE | re.ASCII):
        return f"NI {match[1]}{match[2].lower()}"
    if match := re.fullmatch(r"([a-z]{1,3}) ?0*([1-9][0-9]*) ?([a-z]?)", said, re.IGNORECASE | re.ASCII):
        return f"{match[1].upper()}{match[2]}{match[3].lower()}"
    return said


def text(cell: Cell, known: Known) -> str | Wrong:
    """Words, or a number that stands for some, such as a baseline period typed 2008."""
    if cell.holds == Holds.TEXT:
        if cannot_be_shown(str(cell.value)):
            return Wrong(TYPE_AGAIN)
        return str(cell.value).strip()
    return f"{cell.value:.15g}" if cell.holds == Holds.NUMBER else Wrong("Enter it as text.")


def number(cell: Cell, known: Known) -> object:
    if cell.holds != Holds.NUMBER:
        return Wrong(ENTER_A_NUMBER)
    if "%" in re.sub(r'"[^"]*"|\\.', "", cell.number_format):
        return Wrong("Format the cell as a plain number and enter it in the target's unit: 45, not 0.45 shown as 45%.")
    return cell.number


def whole(low: int, high: int) -> Read:
    def read(cell: Cell, known: Known) -> object:
        value = cell.number if cell.holds == Holds.NUMBER else math.nan
        fits = value.is_integer() and low <= value <= high
        return int(value) if fits else Wrong(f"Enter a whole number from {low} to {high}.")

    return read


def day(cell: Cell, known: Known) -> object:
    if cell.holds != Holds.DATE:
        return Wrong("Enter a date such as 22 July 2010, as an Excel date.")
    value = cell.day
    meant, time = (day_meant(value), clock(value)) if isinstance(value, datetime) else (value, "")
    if time:
        return Doubtful(meant, f"It holds a time of day, {time}: is it {in_words(meant)}? Enter the day alone.")
    if missing := not_shown(cell.number_format):
        return Doubtful(meant, f"{not_in_full(missing, meant)} Show the day in full.")
    return meant


def quarter(cell: Cell, known: Known) -> object:
    return _quarter_of(seen(cell.value)) or Wrong(ENTER_A_QUARTER)


def due_quarters(cell: Cell, known: Known) -> object:
    """The quarters in which a result is due: ``Q4`` of every year, or single ones, ``2008-09 Q4; 2010-11 Q4``."""
    parts = [part.strip() for part in re.split(r"[;,\n]", str(cell.value)) if part.strip()]
    found = [part.upper() if re.fullmatch(r"q[1-4]", part, re.IGNORECASE) else _quarter_of(part) for part in parts]
    known_ones = [one for one in found if one is not None]
    if cell.holds != Holds.TEXT or not found or len(known_ones) < len(found):
        return Wrong("Enter the quarters in which a result is due, such as Q4, or 2008-09 Q4; 2010-11 Q4.")
    return "; ".join(dict.fromkeys(known_ones))


def _quarter_of(said: str) -> str | None:
    try:
        return str(Quarter.parse(said))
    except ValueError:
        return None


def yes_no(cell: Cell, known: Known) -> object:
    return {"yes": True, "no": False}.get(folded(cell.value), Wrong("Enter yes or no."))


def word(of: type[StrEnum] | tuple[str, ...]) -> Read:
    """One of a fixed list of words, whatever its case."""
    words = {folded(member): str(member) for member in of}

    def read(cell: Cell, known: Known) -> object:
        return words.get(folded(cell.value), Wrong(f"Use one of {', '.join(words.values())}."))

    return read


def code_on(sheet: str) -> Read:
    """One code (or name) of another sheet. Two in one cell are seen as two, because a target has one lead."""

    def read(cell: Cell, known: Known) -> object:
        code = known.code(sheet, str(cell.value))
        if code is not None:
            return code
        parts = [known.code(sheet, part) for part in re.split(r"[;,/&+\n]", str(cell.value))]
        if len([part for part in parts if part]) > 1:
            return Wrong("Give one only: a target has one accountable lead.")
        return Wrong(f"Use one of the codes on sheet {sheet}.")

    return read


def codes_on(sheet: str) -> Read:
    """One or more codes of another sheet, separated by semicolons."""

    def read(cell: Cell, known: Known) -> object:
        whole_cell = known.code(sheet, str(cell.value))
        parts = [part for part in str(cell.value).split(";") if part.strip()]
        found = [whole_cell] if whole_cell else [known.code(sheet, part.strip()) for part in parts]
        codes = [code for code in found if code is not None]
        if not codes or len(codes) < len(found):
            return Wrong(f"Use one or more of the codes on sheet {sheet}, separated by semicolons.")
        return "; ".join(dict.fromkeys(codes))

    return read


def new_code(cell: Cell, known: Known) -> object:
    said = text(cell, known)
    return said if isinstance(said, Wrong) else folded(said)


def new_target(cell: Cell, known: Known) -> object:
    said = text(cell, known)
    return said if isinstance(said, Wrong) else normal_code(said)


def target(cell: Cell, known: Known) -> object:
    code = known.code("Targets", normal_code(cell.value))
    return code if code is not None else Wrong("Use one of the codes on sheet Targets.")


BODIES = {"public service board": "Public Service Board", "psb": "Public Service Board"} | {
    folded(name): "Oxfordshire Partnership Board" for name in ("Oxfordshire Partnership Board", "OPB")
}


def headings_of(headings: Sequence[str]) -> Read:
    """Names of columns of the sheet, separated by semicolons, or `ALL`: the cells of the row that no source gives."""
    known_as = {folded(heading): heading for heading in headings}

    def read(cell: Cell, known: Known) -> object:
        parts = [folded(part) for part in re.split(r"[;,\n]", str(cell.value)) if part.strip()]
        if parts == [ALL]:
            return ALL
        if not parts or any(part not in known_as for part in parts):
            return Wrong(f"Use names of columns of this sheet, separated by semicolons, or {ALL}.")
        return "; ".join(dict.fromkeys(known_as[part] for part in parts))

    return read


def body(cell: Cell, known: Known) -> object:
    return _body(cell, known) or Wrong(
        "Use one of the codes on sheet Partnerships, Public Service Board or Oxfordshire Partnership Board."
    )


def _body(cell: Cell, known: Known) -> str | None:
    return BODIES.get(folded(cell.value)) or known.code("Partnerships", str(cell.value))


def any_body(cell: Cell, known: Known) -> object:
    """A body as the register knows it, however typed; one that it does not know keeps its name."""
    said = text(cell, known)
    return said if isinstance(said, Wrong) else _body(cell, known) or said


def unit(cell: Cell, known: Known) -> object:
    """One of the fixed units, or the unit's own name such as ``households`` or ``kg per household``."""
    said = text(cell, known)
    if isinstance(said, Wrong):
        return said
    if meant := units.fixed(said):  # let pass as a unit's own name, "%" would print as "50 %" and never as "50%"
        return meant if folded(said) == folded(meant) else Wrong(f"Use the word {meant}.")
    return said if re.search("[a-z]", said, re.IGNORECASE) else Wrong("Use a word such as per cent, count or level.")


def tolerance(cell: Cell, known: Known) -> object:
    """A target's own tolerance, as text: ``5%``, ``2 points``, ``floor`` or ``none``."""
    said = folded(cell.value) if cell.holds == Holds.TEXT else ""
    if match := re.fullmatch(r"(\d+(?:\.\d+)?) ?(%|points?)", said, re.ASCII):
        return f"{match[1]}%" if match[2] == "%" else f"{match[1]} points"
    return said if said in ("floor", "none") else Wrong("Enter it as text: 5%, 2 points, floor or none.")
