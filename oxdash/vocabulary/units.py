"""Units: the word beside a number (one home, two homes), what a figure in one can be at all, and what adds up.

A leaf, which intake, findings and charts ask, and nowhere else. A register names its own units in the plural. What
loses only its ending is found by the spelling of English; what councils count in that does not (people, children,
lives) is written down here, and beside a 1 a unit of which nobody could say what is counted ("homes or flats") stands
in brackets as the register has it. A rate or a per cent of the area is no sum of its districts' (per cents are never
added or averaged), a number of dwellings is.
"""

import math
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from math import inf, isnan
from typing import Any, NamedTuple

from oxdash.vocabulary import currency
from oxdash.vocabulary.currency import SIGNS, Currency
from oxdash.vocabulary.model import FIXED_UNITS, Better
from oxdash.vocabulary.rounding import as_printed

# What councils count, several and one: also where it is not the last word (days lost).
LESS_AN_S = """
    abuses accidents adults appointments apprentices apprenticeships beds births bookings buildings callers
    calls carers cases clients collisions complaints conceptions convictions crimes customers days deaths
    dwellings employees events fires flats grants groups hectares homes hospitals hours households houses
    incidents infants jobs journeys kilograms kilometres learners litres members metres miles minutes months
    mothers offences offenders organisations patients persons places plans prisoners projects pupils re-offences
    referrals registrations residents responses schemes schools seconds services sites smokers starts students
    surveys tenants tonnes trees trips units users vehicles victims visitors visits volunteers weeks workers
    years
""".split()
OTHERWISE = """
    analyses: analysis, babies: baby, businesses: business, casualties: casualty, children: child,
    companies: company, crises: crisis, criteria: criterion, enquiries: enquiry, families: family, feet: foot,
    gases: gas, halves: half, knives: knife, libraries: library, lives: life, men: man, people: person,
    properties: property, staff: member of staff, teeth: tooth, tenancies: tenancy, thieves: thief, women: woman
"""
ONE_OF = {several: several.removesuffix("s") for several in LESS_AN_S}
ONE_OF |= dict(pair.strip().split(": ") for pair in OTHERWISE.split(","))
_UNCHANGING = {"barracks", "crossroads", "headquarters", "means", "news", "premises", "series", "species", "works"}
_ENDINGS = (  # of a plural, and what the singular has in its place; the first that fits
    (re.compile(r"(?<=..)ies$"), "y"),
    (re.compile(r"(?<=ch|sh|ss|zz)es$|(?<=x)es$|(?<=[^aeo\W]us)es$|(?<=[^nh]o)es$"), ""),
    (re.compile(r"(?<=[^sui\W])s$"), ""),
)
_SAME = re.compile(rf"(per|out of|kg|km|g|m|kWh|MWh|GWh|million|thousand|CO2)\b|[%°{SIGNS}]")  # one or many
_COUNTED = re.compile(
    r"(?P<what>.*?)(?P<rest>(?: (?:per|of|in|into|on|onto|at|to|for|from|by|with|within|without|through|under|over|out"
    r"|aged|a|an|each|not)\b.*)?)"
)
_UNCERTAIN = re.compile(r"\b(and|or|who|which|that)\b|s['\u2019]|[/()&,]")
_MONEY = re.compile(rf"(?P<code>[A-Z]{{3}})(?P<after>\s.+)?|(?P<sign>[A-Z]{{0,3}}[{SIGNS}])(?P<rest>.+)")
_SCALE = re.compile(r" ?(?:thousand|million|billion|k|m|bn)")  # after an amount of money that is a sum all the same
_MANY_OF_MONEY = re.compile(r"\b(thousand|million|billion)s\b")  # a word that stays as it is beside an amount
_FIXED = {word.casefold(): unit for unit, facts in FIXED_UNITS.items() for word in (unit, *facts.also)}
ENTER_A_NUMBER = "Enter a number such as 12.5."  # where a figure has to be and none is
# what the figures of a stretch target have to be: asked of the register and of a file of stretch targets alike
STRETCH_THRESHOLD = "Enter a share of the stretch from 0 to 1, such as 0.6."
NO_STRETCH = "It is the base, so there is nothing to stretch to: correct one of them."  # of the stretched target
_SHARE = re.compile(r"per ?cent(age)?\b|%")  # begins a share of something named: per cent of pupils
_SCORE = re.compile(r"\bout of (\d+(?:,\d{3})*(?:\.\d+)?)\b")
_EITHER_WAY = re.compile(  # in a unit's own name
    r"\b(changes?|differences?|net|balance|gap|variance|surplus|deficit|growth|increase|decrease|reduction|saving"
    r"|improvement|temperature|degrees)\b|°"
)
_RANK = re.compile(r"rank(ing)?\b|(place|position) in\b")  # begins a place in an order
_NOT_THINGS = ("per ", "out of ", "average", "mean", "score", "rate")  # in a unit's own name


def fixed(said: str) -> str | None:
    """The fixed unit that a text means: ``per cent`` for ``%``, ``GBP`` for ``£``; None for a unit of its own name."""
    if unit := _FIXED.get(" ".join(said.split()).casefold()):
        return unit
    of_money = currency.typed(said)
    return None if of_money is None else of_money.code


def as_kept(said: str) -> str:
    """The fixed unit that a text means, or the text."""
    return fixed(said) or said


class Money(NamedTuple):
    """A unit of money: its currency, and what stands after an amount, "" for none."""

    currency: Currency
    after: str


@lru_cache(maxsize=1024)
def money(unit: object) -> Money | None:
    """What a unit of money is; None for any other unit.

    >>> money("EUR").after, money("GBP per household").after, money("GBP millions").after, money("homes")
    ('', ' per household', ' million', None)
    """
    match = _MONEY.fullmatch(unit) if isinstance(unit, str) else None
    found = match and (currency.of(match["code"]) if match["code"] else currency.typed(match["sign"]))
    if not match or not found:
        return None
    return Money(found, _MANY_OF_MONEY.sub(r"\1", match["after"] or match["rest"] or ""))


def alone(unit: object) -> Currency | None:
    """The currency of a unit that is money and nothing more, so that its sign says all of it."""
    found = money(unit)
    return found.currency if found and not found.after else None


def is_in_currency(unit: str, sign: str) -> bool:
    """Whether a unit is of the money that a sign stands for.

    >>> is_in_currency("GBP per household", "£"), is_in_currency("per cent", "£"), is_in_currency("thousands of €", "€")
    (True, False, True)
    """
    if sign in unit:
        return True
    if found := money(unit):
        return found.currency.is_shown_by(sign)
    return any(one.is_named_in(unit) for one in currency.shown_by(sign))


def name(unit: str) -> str:
    """A unit by itself, for people: ``pounds`` for GBP, ``euros per household``; any other as the register has it."""
    found = money(unit)
    if found is None:
        return unit
    worded = found.after.startswith((" per ", " a ")) or not found.after
    return f"{found.currency.name if worded else found.currency.prefix.strip()}{found.after}"


def beside(number: str, unit: str) -> str:
    """The unit as it stands after a number as printed.

    >>> beside("2", "bed days"), beside("1", "bed days"), beside("1", "people aged 65 and over"), beside("1.0", "homes")
    ('bed days', 'bed day', 'person aged 65 and over', 'homes')
    >>> beside("1", "kg per household"), beside("1", "licences"), beside("-1", "homes"), beside("1", "days lost")
    ('kg per household', 'licence', 'home', 'day lost')
    >>> beside("1", "homes or flats")
    '(homes or flats)'
    """
    counted = _COUNTED.fullmatch(unit)
    if number.removeprefix("-") != "1" or _SAME.match(unit) or counted is None:
        return unit
    what, rest = counted.groups()
    words = what.split(" ")
    if _UNCERTAIN.search(what) or not what:
        return f"({unit})"
    single = _one(words[-1])
    if single != words[-1]:
        return " ".join([*words[:-1], single]) + rest
    for at, word in enumerate(words):  # days lost, children looked after
        if word.casefold() in ONE_OF:
            return " ".join([*words[:at], _one(word), *words[at + 1 :]]) + rest
    return unit


def _one(word: str) -> str:
    """The singular of a word; a word that is no plural stays as it is."""
    if (single := ONE_OF.get(word.casefold())) is not None:
        return single.capitalize() if word.istitle() else single
    if word.casefold() in _UNCHANGING or word.isupper():
        return word
    for ending, instead in _ENDINGS:
        if ending.search(word):
            return ending.sub(instead, word)
    return word


def bounds_of_unit(unit: object) -> tuple[float, float]:
    """The least and the most that a figure in a unit can be; infinite where there is no end.

    Levels 0 to 4, shares 0 to 100, a score out of 16 from 0 to 16, a rank from 1; points and money may be below
    nothing, and so may a unit that calls itself a change (a growth, a reduction, a saving), a difference, a balance or
    a temperature. Anything else is a number of things or a rate, from 0.

    >>> [bounds_of_unit(unit) for unit in ("level", "score out of 16", "homes", "net change in jobs")]
    [(0, 4), (0, 16.0), (0, inf), (-inf, inf)]
    """
    named = str(unit)
    if named in FIXED_UNITS:
        return FIXED_UNITS[named].bounds
    named = named.casefold()
    if score := _SCORE.search(named):
        return 0, float(score[1].replace(",", ""))
    if _EITHER_WAY.search(named) or money(str(unit)):
        return -inf, inf
    if _RANK.match(named):
        return 1, inf
    return (0, 100) if _SHARE.match(named) else (0, inf)


def bounds(unit: object, seen: Iterable[float] = ()) -> tuple[float, float]:
    """The same of one target: a bound that a figure of its own has passed is none (missing ones are passed over).

    A per cent may be a change, and below 0 (NI 30); a share may be of last year's, and over 100.
    """
    low, high = bounds_of_unit(unit)
    held = [float(one) for one in seen if one is not None and not isnan(one)]
    return -inf if any(one < low for one in held) else low, inf if any(one > high for one in held) else high


def within(value: float, can_be: tuple[float, float]) -> float:
    """The value, or the bound that it lies beyond."""
    low, high = can_be
    return min(max(value, low), high)


def adds_up(target: Mapping[Any, Any]) -> bool:
    """Whether the parts of a target's figure add up to the whole. ``target`` has unit, places and better.

    Yes for counts, money, and units of their own name that are things kept whole (dwellings, households, offences).
    No for per cents, points, levels, anything per something or out of something (re-offences per young person, a score
    out of 16), a unit kept with decimals (days waited), and whatever is judged within a range. A unit that is an
    average has to say so in its name ("GBP per household"), or it is taken for a sum.
    """
    unit = str(target["unit"])
    if target["better"] == Better.WITHIN_RANGE:
        return False
    if (found := money(unit)) and (not found.after or _SCALE.fullmatch(found.after)):
        return True
    if unit in FIXED_UNITS:
        return FIXED_UNITS[unit].adds_up
    named = unit.casefold()
    return int(target["places"]) == 0 and not any(word in named for word in _NOT_THINGS)


def total(parts: Iterable[float], places: int) -> float:
    """The sum of parts as printed: added in full and rounded once, so that pence never make pounds disagree."""
    return float(as_printed(math.fsum(parts), places))


def weights_to_mend(of: str, total: str) -> str:
    """What to do about the weights of the sub-targets ``of`` a target, which come to ``total``."""
    return f"The weights of {of} sum to {total}: make them 1."
