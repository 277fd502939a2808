"""How a status, a number and a day look, everywhere: on screen, in a chart, on paper and in a spreadsheet.

Status is told by word, then icon, then shape, then colour. The fills differ at least 3:1 in lightness between on and
off track, so they stay apart in black and white; unknown is never filled in, only hatched. Beside a figure or a
milestone that is not simply what it looks like stand the same words everywhere; a sentence leaves out what it is about
where that is clear: on a target's own page, under a partnership's own name.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import numpy as np
import pandas as pd

from oxdash.vocabulary import units
from oxdash.vocabulary.model import COUNT, LEVEL, PER_CENT, PERCENTAGE_POINTS, Better, FigureIs, MilestoneKind, Status
from oxdash.vocabulary.printed import Printed, Said
from oxdash.vocabulary.quarters import Quarter
from oxdash.vocabulary.rounding import in_decimal
from oxdash.vocabulary.rows import Figure, Milestone

_FLOATS = (float, np.floating, Decimal)  # what may be no number
INK = "#0b0c0c"
PAPER = "#ffffff"
OUTLINE = "#3D3D3D"
SERIES = ("#12436D", "#F46A25", "#28A197", "#801650", "#3D3D3D", "#A285D1")  # charts' other series, in this order

BY_PROXY = "judged against an interim proxy"
CORRECTED = "corrected"  # a later version of the return gave another figure than the one before it
NOTHING_COUNTED = "Nothing to draw: no target is counted here."
NOTHING_OF_TARGET = "Nothing to draw: no figure, no milestone, no baseline and no forecast."


@dataclass(frozen=True)
class Look:
    """How one status looks. ``hatched`` is the 45 degree pattern that stands for unknown."""

    word: str
    icon: str  # name of the drawing in output/status.py
    fill: str
    text: str
    outline: str
    short: str  # where a row of quarters has no room for the word; the word is always there for a screen reader
    hatched: bool = False


_YEAR = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
# what may follow the name of a target that a sentence is about
_VERBS = "is|are|was|were|has|have|had|can|could|will|went|came|fell|rose|does|did|stands|stood|needs|lacks"
_VOWEL = re.compile(r"[aeio]|u(?!ni)", re.IGNORECASE)  # begins a word that has "an" before it; a unitary area
SCORE = "score "  # begins the unit of a score, such as "score out of 16"
CLOSE = "close to target"
LOOKS = {
    Status.ON_TRACK: Look("On track", "tick in circle", "#2E9E77", INK, "#2E9E77", "On"),
    Status.OFF_TRACK: Look("Off track", "cross in diamond", "#7A1020", PAPER, "#7A1020", "Off"),
    CLOSE: Look("Close to target", "! in triangle", "#F9B233", INK, OUTLINE, "Close"),
    Status.INSUFFICIENT_DATA: Look(
        "Insufficient data", "? in dashed ring", PAPER, INK, OUTLINE, "Not judged", hatched=True
    ),
}
ORDER = (Status.OFF_TRACK, Status.INSUFFICIENT_DATA, Status.ON_TRACK)  # in every stack and list


def look(status: str, close: bool = False) -> Look:
    """The look of a judged row: "Close to target" stands in for off track only where the miss was within tolerance."""
    return LOOKS[CLOSE] if close and status == Status.OFF_TRACK else LOOKS[Status(status)]


def status_words(status: str, close: bool = False) -> str:
    """``On track (close to target)`` where a near miss counts as on track; else the look's word."""
    return "On track (close to target)" if close and status == Status.ON_TRACK else look(status, close).word


def missing(held: object) -> bool:
    """Whether one value is none, as pd.isna says of it, in a tenth of its time: figures are told one by one."""
    return held is None or held is pd.NaT or held is pd.NA or (isinstance(held, _FLOATS) and bool(held != held))


def number(value: float, places: int = 0) -> str:
    """A UK number as printed, half away from zero: ``1,234.5``; missing is an empty text.

    >>> number(60.25, 1), number(-0.04, 1), number(1234567, 0)
    ('60.3', '0.0', '1,234,567')
    """
    if missing(value):
        return ""
    if isinstance(value, Printed):
        return value.text
    printed = in_decimal(value, places)
    return f"{abs(printed) if printed == 0 else printed:,}"


def quantity(value: float, unit: str = "", places: int = 0) -> str:
    """A figure with its unit, as a sentence would say it: ``48.2%``, ``£1,200``, ``level 3``, ``13 out of 16``.

    >>> quantity(9, "homes"), quantity(1, "homes"), quantity(1, "percentage points"), quantity(-1200, "GBP")
    ('9 homes', '1 home', '1 point', '-£1,200')
    >>> quantity(1200, "GBP per household"), quantity(-1200, "EUR"), quantity(1200, "CHF"), quantity(12, "JPY million")
    ('£1,200 per household', '-€1,200', 'CHF 1,200', 'JP¥12 million')
    """
    said = number(value, places)
    if not said or not isinstance(unit, str):
        return said
    if unit == PER_CENT:
        return f"{said}%"
    if money := units.money(unit):
        return f"{money.currency.signed(said)}{money.after}"
    if unit == LEVEL:
        return f"level {said}"
    if unit == PERCENTAGE_POINTS:
        return f"{said} {_points(said)}"
    if unit.startswith(SCORE):
        return f"{said} {unit.removeprefix(SCORE)}"
    return said if unit in (COUNT, "") else f"{said} {units.beside(said, unit)}"


def span(low: float, high: float | None, unit: str = "", places: int = 0) -> str:
    """A range of figures, ``22 days to 26 days``; the one figure where there is no other."""
    said = quantity(low, unit, places)
    return said if high is None or missing(high) else f"{said} to {quantity(high, unit, places)}"


def agreed(row: Milestone, unit: str = "") -> str:
    """The milestone of a judged row with that unit, or both limits of its range; an empty text where there is none."""
    upper = row.milestone_upper if row.better == Better.WITHIN_RANGE else None
    said = span(row.milestone, upper, unit, row.places)
    return f"up{said}" if said.startswith(" to ") else said  # the lower limit is not agreed


def gap(value: float, unit: str = "", places: int = 0) -> str:
    """A difference between two figures: per cents and scores differ in points, levels in levels; never signed."""
    said = number(abs(value), places)
    apart = _apart(said, unit)
    return f"{said} {apart}" if said and apart else quantity(abs(value), unit, places)


def more(value: float, unit: str = "", places: int = 0) -> str:
    """So much more of something: ``38 more homes``, ``1 more home``, ``£1,200 more``, ``3.8 more points``."""
    if unit in (COUNT, "") or units.money(unit):
        return f"{quantity(value, unit, places)} more"
    said = number(value, places)
    return f"{said} more {_apart(said, unit) or units.beside(said, unit)}"


def _apart(said: str, unit: str) -> str:
    """The word for a difference of two figures where that is not the unit itself."""
    if unit in (PER_CENT, PERCENTAGE_POINTS) or str(unit).startswith(SCORE):
        return _points(said)
    return ("level" if said == "1" else "levels") if unit == LEVEL else ""


def _points(said: str) -> str:
    return "point" if said.removeprefix("-") == "1" else "points"


def day(when: date | pd.Timestamp) -> str:
    """``22 July 2010``; missing is an empty text."""
    return "" if pd.isna(when) else f"{when.day} {when:%B %Y}"


def quarter(text: str) -> str:
    """``2009-10 Q3`` for people: ``Q3 2009/10``."""
    return text if isinstance(text, Said) else Quarter.parse(text).people


def period(text: str) -> str:
    """What a figure is for, for people: ``2009-10 Q2`` as ``Q2 2009/10``, ``2008-09`` as ``2008/09``, a day in words.

    Whatever else an officer typed stays as it is, on one line.

    >>> period("2009-10 Q2"), period("2008-09"), period("2010-03-31"), period("2008  survey")
    ('Q2 2009/10', '2008/09', '31 March 2010', '2008 survey')
    """
    said = " ".join(str(text).split())
    try:
        return quarter(said)
    except ValueError:
        pass
    if (year := _YEAR.fullmatch(said)) and int(year[2]) == (int(year[1]) + 1) % 100:
        return f"{year[1]}/{year[2]}"
    try:
        return day(date.fromisoformat(said)) if _DAY.fullmatch(said) else said
    except ValueError:  # no day of the calendar
        return said


def beside_figure(row: Figure) -> tuple[str, ...]:
    """Provisional or an estimate, corrected, of another period; none where there is no figure.

    ``row`` is a judged row; ``corrected``, of `Position.rows`, may be missing.
    """
    if pd.isna(row.actual):
        return ()
    marks = [str(row.figure_is)] if row.figure_is in (FigureIs.PROVISIONAL, FigureIs.ESTIMATE) else []
    if getattr(row, "corrected", False):
        marks.append(CORRECTED)
    if not row.own_quarter:
        marks.append(f"for {period(row.figure_is_for)}, not judged")
    return tuple(marks)


def beside_milestone(row: Milestone) -> tuple[str, ...]:
    """An interim proxy, where the milestone is one."""
    proxy = row.milestone_kind == MilestoneKind.INTERIM_PROXY and not pd.isna(row.milestone)
    return (str(MilestoneKind.INTERIM_PROXY),) if proxy else ()


def yes_or_no(value: object) -> str:
    """``yes`` or ``no`` for what a table keeps as true or false."""
    return "yes" if value else "no"


def counted(count: int, one: str, several: str | None = None) -> str:
    """``1 target``, ``1,200 targets``, ``2 bodies``: how many, and the word for it.

    ``several`` is the word for more than one (and for none) where that is not ``one`` with an s.
    """
    return f"{count:,} {one if count == 1 else several or f'{one}s'}"


def quarters_running(count: int) -> str:
    return f"{counted(count, 'quarter')}{' in a row' if count > 1 else ''}"


def listed(words: Iterable[object]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    said = [str(word) for word in words]
    return " and ".join([", ".join(said[:-1]), said[-1]] if len(said) > 1 else said)


def possessive(words: str) -> str:
    """Before what is theirs.

    >>> possessive("council area"), possessive("islands")
    ("council area's", "islands'")
    """
    return f"{words}'" if words.endswith("s") else f"{words}'s"


def one_of(words: str) -> str:
    """One of them, by the sound that the first word begins with.

    >>> one_of("ward"), one_of("area committee"), one_of("urban ward"), one_of("unitary area")
    ('a ward', 'an area committee', 'an urban ward', 'a unitary area')
    """
    return f"{'an' if _VOWEL.match(words) else 'a'} {words}"


def mid_sentence(words: str) -> str:
    """The first letter small and the rest as it is."""
    return words[:1].lower() + words[1:]


def either(words: Iterable[object]) -> str:
    """``a``, ``a or b``, ``a, b or c``."""
    said = [str(word) for word in words]
    return " or ".join([", ".join(said[:-1]), said[-1]] if len(said) > 1 else said)


def sentence_case(words: str) -> str:
    """The first letter large and the rest as it is, so that BBC and NI stay themselves."""
    return words[:1].upper() + words[1:]


def without_target(sentence: str, code: str) -> str:
    """The sentence without the target it begins with.

    >>> without_target("NI 73 is newly off track.", "NI 73"), without_target("NI 73: the figure moved.", "NI 73")
    ('It is newly off track.', 'The figure moved.')
    >>> without_target("NI 15 at Q3 2009/10: they add up.", "NI 15"), without_target("NI 150 is new.", "NI 15")
    ('At Q3 2009/10: they add up.', 'NI 150 is new.')
    """
    if not re.match(rf"{re.escape(code)}[ :]", sentence):
        return sentence
    rest = sentence[len(code) :].lstrip(": ")
    if re.match(rf"({_VERBS})\b", rest):
        return f"It {rest}"
    return sentence_case(rest)


def without_partnership(sentence: str, name: str) -> str:
    """The sentence without a partnership that it names as whose something is.

    >>> without_partnership("Note 2 targets newly off track: Youth Board (NI 73 and NI 75).", "Youth Board")
    'Note 2 targets newly off track: NI 73 and NI 75.'
    >>> without_partnership("The chairmanship of Economic was last reviewed.", "Economic")
    'The chairmanship was last reviewed.'
    """
    asks, named, about = sentence.partition(f": {name} (")
    if named:
        return f"{asks}: {about.removesuffix('.').removesuffix(')')}."
    return re.sub(rf" of {re.escape(name)}(?!\w)", "", sentence)
