"""The word for a unit beside a number: one home, two homes.

A leaf. A register names its own units in the plural, and no program knows the singular of every noun: those that
councils count in are written down here, and beside a 1 any other stands in brackets as the register has it.
"""

import re

ONE_OF = {  # the last word of what is counted, several and one
    **{"accidents": "accident", "adults": "adult", "appointments": "appointment", "apprentices": "apprentice"},
    **{"apprenticeships": "apprenticeship", "babies": "baby", "beds": "bed", "births": "birth", "bookings": "booking"},
    **{"buildings": "building", "businesses": "business", "callers": "caller", "calls": "call", "carers": "carer"},
    **{"cases": "case", "casualties": "casualty", "children": "child", "clients": "client", "collisions": "collision"},
    **{"companies": "company", "complaints": "complaint", "conceptions": "conception", "convictions": "conviction"},
    **{"crimes": "crime", "customers": "customer", "days": "day", "deaths": "death", "dwellings": "dwelling"},
    **{"employees": "employee", "enquiries": "enquiry", "events": "event", "families": "family", "fires": "fire"},
    **{"flats": "flat", "grants": "grant", "groups": "group", "hectares": "hectare", "homes": "home"},
    **{"hospitals": "hospital", "hours": "hour", "households": "household", "houses": "house", "incidents": "incident"},
    **{"infants": "infant", "jobs": "job", "journeys": "journey", "kilograms": "kilogram", "kilometres": "kilometre"},
    **{"learners": "learner", "libraries": "library", "litres": "litre", "members": "member", "men": "man"},
    **{"metres": "metre", "miles": "mile", "minutes": "minute", "months": "month", "mothers": "mother"},
    **{"offences": "offence", "offenders": "offender", "organisations": "organisation", "patients": "patient"},
    **{"people": "person", "persons": "person", "places": "place", "plans": "plan", "prisoners": "prisoner"},
    **{"projects": "project", "properties": "property", "pupils": "pupil", "re-offences": "re-offence"},
    **{"referrals": "referral", "registrations": "registration", "residents": "resident", "responses": "response"},
    **{"schemes": "scheme", "schools": "school", "seconds": "second", "services": "service", "sites": "site"},
    **{"smokers": "smoker", "staff": "member of staff", "starts": "start", "students": "student", "surveys": "survey"},
    **{"tenancies": "tenancy", "tenants": "tenant", "tonnes": "tonne", "trees": "tree", "trips": "trip"},
    **{"units": "unit", "users": "user", "vehicles": "vehicle", "victims": "victim", "visitors": "visitor"},
    **{"visits": "visit", "volunteers": "volunteer", "weeks": "week", "women": "woman", "workers": "worker"},
    **{"years": "year"},
}
_NAMES = {"GBP": "pounds"}
_SAME = re.compile(r"(per|out of|kg|km|g|m|kWh|MWh|GWh|million|thousand|CO2)\b|[%°£€$]")  # one or many
_COUNTED = re.compile(r"(?P<what>.*?)(?P<rest>(?: (?:per|of|in|on|at|for|from|aged|with|without|who|under|over)\b.*)?)")


def name(unit: str) -> str:
    """A unit by itself, for people: ``pounds`` for GBP; any other as the register has it."""
    return _NAMES.get(unit, unit)


def beside(number: str, unit: str) -> str:
    """The unit as it stands after a number as printed.

    >>> beside("2", "bed days"), beside("1", "bed days"), beside("1", "people aged 65 and over"), beside("1.0", "homes")
    ('bed days', 'bed day', 'person aged 65 and over', 'homes')
    >>> beside("1", "kg per household"), beside("1", "widgets"), beside("-1", "homes")
    ('kg per household', '(widgets)', 'home')
    """
    if number.removeprefix("-") != "1" or _SAME.match(unit):
        return unit
    what, rest = _COUNTED.fullmatch(unit).groups()
    before, _, last = what.rpartition(" ")
    single = ONE_OF.get(last.casefold())
    if single is None:
        return f"({unit})"
    single = single.capitalize() if last.istitle() else single
    return f"{before} {single}{rest}".strip()
