"""What a register says of itself, on its sheet About: each thing declared once, here, and read into a `Council`."""

import re
import zoneinfo
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from oxdash.excel.cell_readers import quarter_of
from oxdash.excel.cells import folded
from oxdash.vocabulary import codes, currency, wording
from oxdash.vocabulary.council import Council
from oxdash.vocabulary.quarters import Calendar

YES_OR_NO = "Enter yes or no."
REAL, ILLUSTRATIVE = "real", "illustrative"
_ARTICLE = re.compile(r"^(?:an?|the)(?:\s+|$)", re.IGNORECASE)
_ENGLISH = re.compile("en(?:[-_]([a-z]{2}))?", re.IGNORECASE)
_WORDS = re.compile(r"[^\W\d_]+(?:[ '’-][^\W\d_]+)*")
_FIRST_DAY = re.compile(r"^(?:1|1st|first)(?: day)?(?: of)? (?=[a-z])| (?:1|1st)$")
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October")
MONTHS = (*_MONTHS, "November", "December")


def _yes_no(said: str) -> bool:
    try:
        return {"yes": True, "no": False}[folded(said)]
    except KeyError:
        raise ValueError(YES_OR_NO) from None


def _month(said: str) -> Calendar:
    """The year of a month's name or number; its first day, such as 1 July, is no other year."""
    named = {folded(month): number for number, month in enumerate(MONTHS, start=1)}
    month = _FIRST_DAY.sub("", folded(said))
    number = named.get(month) or (int(month) if month in map(str, named.values()) else 0)
    if not number:
        raise ValueError("Enter the month in which the financial year begins, such as April.")
    return Calendar(number)


def _area(said: str) -> str:
    """As it stands in a sentence, without an article."""
    word = _ARTICLE.sub("", said.strip())
    if not _WORDS.fullmatch(word):
        raise ValueError("Enter what kind of area it is, in words alone, such as county or council area.")
    if word.isupper():
        return word.lower()
    return word if word[:2].isupper() else wording.mid_sentence(word)


def _currency(said: str) -> str:
    """The code; nobody means another thing than the currency here, so that small letters are no matter."""
    found = currency.of(said.strip().upper()) or currency.typed(said)
    if found is None:
        raise ValueError("Nobody knows this currency: enter the three letters of one in use, such as GBP or EUR.")
    return found.code


def _zone(said: str) -> zoneinfo.ZoneInfo:
    try:
        return zoneinfo.ZoneInfo(said.strip())
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):  # OSError: the name of a folder of zones
        raise ValueError("Enter a time zone by its name, such as Europe/London.") from None


def _language(said: str) -> str:
    """A kind of English as it is written for programs; English alone does not say how a day is typed."""
    kind = _ENGLISH.fullmatch(said.strip())
    if not kind:
        raise ValueError("Enter a kind of English, such as en-GB or en-US: nothing is written in any other language.")
    return "-".join(filter(None, ("en", kind[1] and kind[1].upper())))


def _figures(said: str) -> str:
    """The words for figures that no source gives; an empty text for real ones."""
    kind, _, words = said.partition(":")
    if folded(kind) not in (REAL, ILLUSTRATIVE) or (words.strip() and folded(kind) == REAL):
        raise ValueError(f"Enter {REAL}, or {ILLUSTRATIVE}: and the words that pages and papers then say so in.")
    return words.strip()


@dataclass(frozen=True)
class Said:
    """One thing: the field of the council that it becomes, what it is, and how its text is read.

    ``read`` raises ValueError with what to do where the text cannot be read.
    """

    field: str
    meaning: str
    read: Callable[[str], Any] = str.strip


YEAR_BEGINS_IN = "Year begins in"
SIGN_OFF = "Returns need sign-off"
SAID: Mapping[str, Said] = {
    "Area": Said("area", "its name, as it stands above every title"),
    "Area is a": Said("area_kind", "county, city, region or what else pages call the whole of it", _area),
    "Agreement called": Said("agreement", "what the agreement is called, without the area: Community Plan"),
    "Targets called": Said("targets", "what the targets that are counted are called, in the plural: plan targets"),
    "Reported to": Said("reported_to", "code of the body that partnerships answer to, where they do not say another"),
    "Priorities called": Said("priorities", "what the priorities are called, in the plural"),
    "Districts called": Said("districts", "what the districts are called, in the plural"),
    "Codes also written": Said(
        "codes_also", "letters that targets' codes are also written with, and the register's own: CP = E", codes.read
    ),
    "Currency": Said("currency", "three letters, such as GBP or EUR", _currency),
    YEAR_BEGINS_IN: Said("calendar", "month in which the financial year begins, such as April", _month),
    "Language": Said("language", "kind of English, such as en-GB", _language),
    "Time zone": Said("zone", "whose midnight ends a day, such as Europe/London", _zone),
    "Contact": Said("contact", "who answers for the register and is asked about it: a post, and how to reach it"),
    "Figures are": Said("illustrative", f"{REAL}, or {ILLUSTRATIVE}: and the words that say so", _figures),
    SIGN_OFF: Said("sign_off", "yes or no", _yes_no),
}


def quarter_asked(typed: str, calendar: Calendar) -> str:
    """What to do about what is no quarter; one of the other form may be right, and what is said of the year wrong."""
    if quarter_of(typed, calendar.of_the_other_form) is None:
        return calendar.ask
    what = f"A year begins in {calendar.begins_in}: correct {YEAR_BEGINS_IN} on sheet About, or enter a quarter such as"
    return f"{what} {calendar.example}."


def fault(name: str, value: str) -> str | None:
    """What to do about what is said under a name; None where it can be read."""
    try:
        SAID[name].read(value)
    except ValueError as wrong:
        return str(wrong)
    return None


def unsaid(names: Iterable[str]) -> list[str]:
    """What a register could say of itself and does not."""
    return [name for name in SAID if name not in set(names)]


def council(values: Mapping[str, str]) -> Council:
    """The council of what is said, by name; what is not said, or cannot be read, is as `Council` has it."""
    said = {name: value for name, value in values.items() if name in SAID and value.strip() and not fault(name, value)}
    found = {SAID[name].field: SAID[name].read(value) for name, value in said.items()}
    figures = folded(said.get("Figures are", "").partition(":")[0])
    return Council(**found, all_illustrative=figures == ILLUSTRATIVE)
