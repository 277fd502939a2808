"""The word for a unit beside a number: one home, two homes.

A leaf. A register names its own units in the plural. What loses only its ending is found by the spelling of English;
what councils count in that does not (people, children, lives) is written down here, and beside a 1 a unit of which
nobody could say what is counted ("homes or flats") stands in brackets as the register has it.
"""

import re

from oxdash.vocabulary.model import FIXED_UNITS, POUNDS

ONE_OF = {  # what councils count, several and one: also where it is not the last word (days lost)
    **{
        "abuses": "abuse",
        "accidents": "accident",
        "adults": "adult",
        "analyses": "analysis",
        "appointments": "appointment",
        "apprentices": "apprentice",
    },
    **{"apprenticeships": "apprenticeship", "babies": "baby", "beds": "bed", "births": "birth", "bookings": "booking"},
    **{"buildings": "building", "businesses": "business", "callers": "caller", "calls": "call", "carers": "carer"},
    **{"cases": "case", "casualties": "casualty", "children": "child", "clients": "client", "collisions": "collision"},
    **{"companies": "company", "complaints": "complaint", "conceptions": "conception", "convictions": "conviction"},
    **{
        "crimes": "crime",
        "crises": "crisis",
        "criteria": "criterion",
        "customers": "customer",
        "days": "day",
        "deaths": "death",
        "dwellings": "dwelling",
    },
    **{"employees": "employee", "enquiries": "enquiry", "events": "event", "families": "family", "feet": "foot"},
    **{"fires": "fire"},
    **{"flats": "flat", "gases": "gas", "grants": "grant", "groups": "group", "halves": "half"},
    **{"hectares": "hectare", "homes": "home"},
    **{"hospitals": "hospital", "hours": "hour", "households": "household", "houses": "house", "incidents": "incident"},
    **{"infants": "infant", "jobs": "job", "journeys": "journey", "kilograms": "kilogram", "kilometres": "kilometre"},
    **{"knives": "knife"},
    **{
        "learners": "learner",
        "libraries": "library",
        "litres": "litre",
        "lives": "life",
        "members": "member",
        "men": "man",
    },
    **{"metres": "metre", "miles": "mile", "minutes": "minute", "months": "month", "mothers": "mother"},
    **{"offences": "offence", "offenders": "offender", "organisations": "organisation", "patients": "patient"},
    **{"people": "person", "persons": "person", "places": "place", "plans": "plan", "prisoners": "prisoner"},
    **{"projects": "project", "properties": "property", "pupils": "pupil", "re-offences": "re-offence"},
    **{"referrals": "referral", "registrations": "registration", "residents": "resident", "responses": "response"},
    **{"schemes": "scheme", "schools": "school", "seconds": "second", "services": "service", "sites": "site"},
    **{"smokers": "smoker", "staff": "member of staff", "starts": "start", "students": "student", "surveys": "survey"},
    **{
        "teeth": "tooth",
        "tenancies": "tenancy",
        "tenants": "tenant",
        "thieves": "thief",
        "tonnes": "tonne",
        "trees": "tree",
        "trips": "trip",
    },
    **{"units": "unit", "users": "user", "vehicles": "vehicle", "victims": "victim", "visitors": "visitor"},
    **{"visits": "visit", "volunteers": "volunteer", "weeks": "week", "women": "woman", "workers": "worker"},
    **{"years": "year"},
}
_UNCHANGING = {"barracks", "crossroads", "headquarters", "means", "news", "premises", "series", "species", "works"}
_ENDINGS = (  # of a plural, and what the singular has in its place; the first that fits
    (re.compile(r"(?<=..)ies$"), "y"),
    (re.compile(r"(?<=ch|sh|ss|zz)es$|(?<=x)es$|(?<=[^aeo\W]us)es$|(?<=[^nh]o)es$"), ""),
    (re.compile(r"(?<=[^sui\W])s$"), ""),
)
_SAME = re.compile(r"(per|out of|kg|km|g|m|kWh|MWh|GWh|million|thousand|CO2)\b|[%°£€$]")  # one or many
_COUNTED = re.compile(
    r"(?P<what>.*?)(?P<rest>(?: (?:per|of|in|into|on|onto|at|to|for|from|by|with|within|without|through|under|over|out"
    r"|aged|a|an|each|not)\b.*)?)"
)
_UNCERTAIN = re.compile(r"\b(and|or|who|which|that)\b|s['\u2019]|[/()&,]")
_MONEY = re.compile(r"(?:GBP(?=\s)|£)(?P<rest>.+)")
_MANY_OF_MONEY = re.compile(r"\b(thousand|million|billion)s\b")  # a word that stays as it is beside an amount
_STERLING = ("£", "GBP", "£ GBP")
_STERLING_WORDS = re.compile(r"£|\b(?:GBP|pounds?(?: sterling)?|pence)\b", re.IGNORECASE)
_FIXED = {word.casefold(): unit for unit, facts in FIXED_UNITS.items() for word in (unit, *facts.also)}


def fixed(said: str) -> str | None:
    """The fixed unit that a text means: ``per cent`` for ``%``, ``GBP`` for ``£``; None for a unit of its own name."""
    return _FIXED.get(" ".join(said.split()).casefold())


def as_kept(said: str) -> str:
    """The fixed unit that a text means, or the text."""
    return fixed(said) or said


def of_money(unit: str) -> str | None:
    """What stands after an amount in a unit of money: "" for GBP, ``" per household"`` for GBP per household.

    ``" million"`` for GBP millions too. None for any other unit.
    """
    if unit == POUNDS:
        return ""
    match = _MONEY.fullmatch(unit)
    return _MANY_OF_MONEY.sub(r"\1", match["rest"]) if match else None


def is_in_currency(unit: str, sign: str) -> bool:
    """Whether a unit is of the money that a sign stands for.

    >>> is_in_currency("GBP per household", "£"), is_in_currency("per cent", "£"), is_in_currency("thousands of €", "€")
    (True, False, True)
    """
    if sign in unit:
        return True
    return sign in _STERLING and (of_money(unit) is not None or bool(_STERLING_WORDS.search(unit)))


def name(unit: str) -> str:
    """A unit by itself, for people: ``pounds`` for GBP, ``pounds per household``; any other as the register has it."""
    after = of_money(unit)
    if after is None:
        return unit
    return f"pounds{after}" if after.startswith((" per ", " a ")) or not after else f"£{after}"


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
