"""What one figure cell may hold: a number, no figure, or something that is refused with the reason why.

Nothing is ever converted silently: a reading that changes what is typed comes with a sentence to confirm. The cases
that are refused are those that real returns hold (see the table in tests/spec/test_figure_cells.py).
"""

import math
import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal

from oxdash.excel.cell_readers import NOTHING, OR_CORRECT, Reading
from oxdash.excel.cells import OF_HERE, Cell, Holds, folded, seen
from oxdash.excel.problems import as_number, shown
from oxdash.vocabulary import currency, units
from oxdash.vocabulary.council import NEUTRAL
from oxdash.vocabulary.currency import SIGNS
from oxdash.vocabulary.model import LEVEL, LEVELS, PER_CENT

LONGEST = 200  # characters; no number is longer, and searching a page of text for one takes time
LARGEST = 10**15  # a spreadsheet keeps 15 digits; a figure beyond them would not be the one that was typed

# Words that say there is no figure, as `folded` gives them. "nil" and "none" are not here: they may mean zero.
_NO_FIGURE_YET = """
n/a | n\\a | na | n.a. | n.a | not applicable | not available | not yet available | not yet known | data not available
data not yet available | no data | no figure | not known | unknown | tbc | t.b.c. | tba | t.b.a. | to be confirmed
to be advised | to be announced | pending | awaited | awaiting data | awaiting figure | awaiting published figure
data awaited | figure awaited | - | -- | --- | – | — | .. | ... | … | : | [x] | [z]
"""
NO_FIGURE = frozenset(word.strip() for word in re.split(r"[|\n]", _NO_FIGURE_YET.strip()))

_DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d+)"
_NUMBER = rf"(?:{_DIGITS}(?:\.\d+)?|\.\d+)"
_TYPED = re.compile(rf"(-?{_NUMBER}) ?(%?)", re.ASCII)
_FIGURE = re.compile(rf"[-(]?\s?[{SIGNS}]?\s?[-+−]?{_NUMBER}\s?%?\s?\)?[*†‡#]*", re.ASCII)
_BEFORE = r"(?:ca?|circa|approx|approximately|about|around|est|estimated?|prov|provisional|revised)\.? ?"
_NOTED = re.compile(  # a figure with a note to it, such as "c. 12.5", "12.5 (p)" or "12.5 provisional"
    rf"(?:{_BEFORE}|[~≈] ?)?"
    rf"(?:{_FIGURE.pattern}) ?"
    r"(?:\([^()]{0,30}\)|\[[^][]{0,30}\]|[pre]|(?:est|prov|rev)\.?|estimated?|provisional|revised|final)?",
    re.ASCII | re.IGNORECASE,
)
_CALLED = re.compile(r"[A-Z]+\d{1,4}[a-z]?", re.ASCII)  # what a target is called: C1, which is no "c. 1"
_PERIOD = r"(?:19|20)\d\d|\d\d/\d\d|\bQ[1-4]\b"
_LOOKALIKES = str.maketrans("OolI|SB", "0011158")


LEAVE_EMPTY = "leave the cell empty"  # what else can be done about a figure that need not be there


def is_typed_figure(text: str) -> bool:
    """Whether a text is a number and no more than the signs and short notes people put to it."""
    return len(text) <= LONGEST and bool(_NOTED.fullmatch(text)) and not _CALLED.fullmatch(text)


def _has_letters_for_digits(text: str) -> bool:
    return bool(re.search(r"\d", text)) and bool(_TYPED.fullmatch(text.translate(_LOOKALIKES)))


def _has_a_currency(text: str) -> bool:
    """Whether an amount begins with the sign or the code of its money: £12, US$ 12, (CHF 12)."""
    begins = re.match(rf"[-(]?\s?(?:[A-Z]{{0,3}}[{SIGNS}]|([A-Z]{{3}})\b)", text)
    return begins is not None and (begins[1] is None or currency.of(begins[1]) is not None)


# In order: the first that holds says what is wrong with a text that is not a number. What none says speaks for itself.
CAUSES: list[tuple[Callable[[str], object], str]] = [
    (lambda s: any(not c.isprintable() for c in s), "It holds characters that cannot be seen: type it again."),
    (lambda s: any(c.isnumeric() and not c.isascii() for c in s), "Use the digits 0 to 9."),
    (lambda s: re.fullmatch(r"[-+]?(?:inf|infinity|∞|nan)", s, re.I), "That is not a figure."),
    (_has_letters_for_digits, "It has letters among its digits, such as O for 0 or l for 1."),
    (lambda s: _has_a_currency(s), "Leave out the sign of the currency."),
    (lambda s: re.fullmatch(rf"\(-?{_NUMBER}%?\)", s), "For a negative figure use a minus sign, not brackets."),
    (lambda s: re.fullmatch(rf"[−–—‐‑‒] ?{_NUMBER} ?%?|{_NUMBER}%?-", s), "Use an ordinary minus sign, as in -5."),
    (lambda s: re.fullmatch(rf"\+ ?{_NUMBER} ?%?", s), "Leave out the plus sign."),
    (
        lambda s: re.search(r"[<>≤≥]|\b(?:less|fewer|more|under|over) than\b", s, re.I),
        "Give the figure itself; one too small to publish is left empty, with the reason suppressed (small numbers).",
    ),
    (lambda s: re.fullmatch(r"\d{1,2}([/.-])\d{1,2}\1\d{2,4}|\d{4}-\d\d?-\d\d?", s), "A date is not a figure."),
    (
        lambda s: re.fullmatch(rf"-?{_NUMBER}%? ?(?:-|–|—|/|to|or|and|\.\.) ?-?{_NUMBER}%?", s, re.I),
        "Give one figure, not two or a range.",
    ),
    (lambda s: re.fullmatch(rf"-?{_NUMBER}e[-+]?\d+", s, re.I), "Write the number out in full."),
    (lambda s: re.fullmatch(r"-?\d[\d ]* [\d ]*(?:\.\d+)?%?", s), "Leave out the space between the digits."),
    (
        lambda s: re.fullmatch(r"-?[\d.,]*,[\d.,]*%?|-?\d+[·∙•]\d+ ?%?", s),
        "Use a full stop for the decimal point and commas between thousands only.",
    ),
    (
        lambda s: re.match(rf"-?{_NUMBER}\D.*(?:{_PERIOD})|(?:{_PERIOD}) ?=", s, re.A),
        "Leave out the period: it goes in Figure is for.",
    ),
    (
        lambda s: re.fullmatch(rf"[*†‡#]+ ?-?{_NUMBER}%?|-?{_NUMBER}%? ?(?:[*†‡#^]+|\(.*\)|\[.*\])", s),
        "Leave out the note: notes go in Commentary.",
    ),
    (lambda s: re.fullmatch(rf"-?{_NUMBER} ?[^\d\s][^\d]*", s), "Leave out what stands after the number."),
    (
        lambda s: re.fullmatch(rf"(?:{_BEFORE}|[^\w\s.,(<>-]{{1,2}} ?){_NUMBER} ?%?", s, re.I | re.A),
        "Leave out what stands before the number.",
    ),
    (lambda s: re.match(rf"-?{_NUMBER}", s, re.A) or re.search(rf"= ?-?{_NUMBER}", s, re.A), "Give one number alone."),
]


def read_figure(cell: Cell | None, unit: str, or_else: str, places: int = 1, money: str = NEUTRAL.currency) -> Reading:
    """The figure in a cell, in the target's unit as a float; no value where there is none, which is never zero.

    ``or_else`` ends the sentence of a refusal: "leave the cell empty and choose a reason in column K"; ``money``: the
    code of the currency that a spreadsheet shows here where a format names none.
    """
    if cell is None:
        return NOTHING
    if cell.holds == Holds.NUMBER:
        reading = _from_number(cell, unit, money)
    elif cell.holds == Holds.TEXT:
        reading = _from_text(str(cell.value).strip(), unit)
    else:
        reading = Reading(refused=_NOT_A_NUMBER.get(cell.holds, ""))
    if reading.value is not None and unit == LEVEL and reading.value not in LEVELS:
        reading = Reading(refused="")
    if reading.refused is None:
        return reading
    example = "whole number from 0 to 4" if unit == LEVEL else f"number such as {12.5 if places else 125}"
    return Reading(refused=f"{reading.refused} Enter a {example}, or {or_else}.".strip())


_NOT_A_NUMBER = {
    Holds.DATE: "Excel may have turned what you typed into a date: set the cell's format to Number first.",
    Holds.TIME: "Excel may have turned what you typed into a time: set the cell's format to Number first.",
    Holds.FORMULA: "Open it in Excel and save it, so that its result is kept, or type the figure itself.",
}


def _from_number(cell: Cell, unit: str, money: str) -> Reading:
    try:
        value = cell.number
    except (OverflowError, ValueError):
        value = math.inf
    if not math.isfinite(value) or abs(value) >= LARGEST:
        return Reading(refused="That is larger than a spreadsheet can keep.")
    quoted = re.findall(r'"[^"]*"|\\.', cell.number_format)
    codes = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]|[_*].', "", cell.number_format)
    if "%" in codes or any("%" in part for part in quoted):
        if unit != PER_CENT:
            return Reading(refused=f"The cell shows a percentage and this target is kept in {units.name(unit)}.")
        if "%" not in codes:
            return _confirmed(value, "The % sign is part of the cell's format.")
        if max(part.count("%") for part in codes.split(";")) > 1:
            return Reading(refused="The cell's format multiplies by 100 more than once.")
        return _confirmed(float(Decimal(repr(value)) * 100))
    because = []
    if re.search(r"[0#?],+(?![0#?,])", codes):
        because.append("The cell's format shows it in thousands.")
    elif cell.number_format and not re.search(r"[0#?@]|general|standard", codes, re.I):
        return _confirmed(value, "The cell's format hides the number.")
    if sign := _currency_of(cell.number_format, unit, money):
        kept = units.name(unit)
        because.append(f"The cell shows an amount of money ({shown(sign)}) and this target is kept in {kept}.")
    elif words := _words_beside(cell.number_format, unit):
        because.append(f'"{shown(words)}" stands in the cell\'s format alone.')
    return _confirmed(value, " ".join(because)) if because else Reading(value + 0.0)  # which makes -0 a plain 0


def _currency_of(number_format: str, unit: str, money: str) -> str:
    """The sign of a currency that a format puts to a number and that is not the unit's; empty for none.

    ``money``: the code of the one that is meant where none is named. ``[$-809]`` names a language and no currency, and
    what stands after ``_`` is room and not shown.
    """
    named = re.findall(r"\[\$([^\]-]+)[^\]]*\]", number_format)
    seen_signs = re.sub(r"\[[^\]]*\]|_.", "", number_format)
    signs = [*named, *(one for one in seen_signs if unicodedata.category(one) == "Sc")]
    if (here := currency.of(money)) is not None:
        signs = [here.sign if sign == OF_HERE else sign for sign in signs]
    return next((seen(sign) for sign in signs if not units.is_in_currency(unit, seen(sign))), "")


def _words_beside(number_format: str, unit: str) -> str:
    """What a format puts beside a number that may change what it says, such as ``(p)`` or ``<``; not the unit."""
    of_numbers = re.match(r'(?:"[^"]*"|\\.|[^;"\\])*', number_format)
    section = of_numbers[0] if of_numbers else ""  # of numbers above nought
    words = seen("".join(quoted or escaped for quoted, escaped in re.findall(r'"([^"]*)"|\\(.)', section)))
    money = units.money(unit)
    own = f"{unit} {units.name(unit)} {money.currency.sign if money else ''}"
    says_nothing = not re.sub(f"[{SIGNS}]", "", words).strip(" -–().,+/") or folded(words) in folded(own)
    return "" if says_nothing else words


def _from_text(text: str, unit: str) -> Reading:
    text = "".join(" " if unicodedata.category(one) == "Zs" else one for one in text)  # blanks of any width
    if not text or folded(text) in NO_FIGURE:
        return NOTHING
    if match := _TYPED.fullmatch(text[: LONGEST + 1]):
        digits = match[1].replace(",", "")
        if len(digits.lstrip("-0").replace(".", "").lstrip("0")) > 15 or abs(Decimal(digits)) >= LARGEST:
            return Reading(refused="That has more digits than a spreadsheet can keep.")
        if match[2] and unit != PER_CENT:
            return Reading(refused=f"This target is kept in {units.name(unit)}, not in per cent.")
        return _confirmed(float(Decimal(digits)), "" if match[2] else "It is typed as text.")
    if len(text) > LONGEST:
        return Reading(refused="Give one number alone: notes go in Commentary.")
    return Reading(refused=next((cause for holds, cause in CAUSES if holds(text)), ""))


def _confirmed(value: float, because: str = "") -> Reading:
    value += 0.0
    return Reading(value, confirm=f"{because} It is read as {as_number(value)}: {OR_CORRECT}".strip())
