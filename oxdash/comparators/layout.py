"""How the columns of a published file map to ours: the layouts that are known, and what a file's own map may say.

Fingertips' header is that which its own tests hold it to (github.com/PublicHealthEngland/fingertips-open,
DataControllerTest, HeaderText); later downloads add columns at its end, and its columns "Compared to ..." have other
names in every download, so only those named here are looked for. Open SDG's data files have ``Year`` first, ``Value``
last, and between them what they are broken down by, where a blank means all (open-sdg.readthedocs.io, "Data format").
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from oxdash.archive.receipts import as_text
from oxdash.excel.cells import folded
from oxdash.vocabulary.comparator_tables import State

OURS, FINGERTIPS, OPEN_SDG, MAPPED = "ours", "fingertips", "open-sdg", "map"
LAYOUTS = (OURS, FINGERTIPS, OPEN_SDG)
FIELDS = {  # what a figure is made of, and whether there is none without it
    **dict.fromkeys(("indicator", "area", "period", "value"), True),
    **dict.fromkeys(("area_code", "indicator_name", "numerator", "denominator", "lower", "upper", "note"), False),
}
NUMBERS = ("value", "numerator", "denominator", "lower", "upper")
_AREA_HEADINGS = ("geocode", "area", "area name", "local authority", "region", "geography", "district")
_NOT_BROKEN_DOWN = ("year", "value", "units", "series", "unit multiplier", "unit measure", "observation status")
_writable = BeforeValidator(lambda said: as_text(said) if isinstance(said, str) else said)
_Text = Annotated[str, _writable, Field(min_length=1, max_length=300)]


class Columns(BaseModel):
    """How a file is read. ``columns``: the heading of each of `FIELDS`; ``indicator`` and ``area``: what all rows are
    of that name none; ``only``: by heading, the words of the rows that are read ("" for a blank); ``series``: headings
    whose words make several indicators of one, where a file has more than one of them; ``words``: what a cell without
    a number means; ``times``: what every value and limit is multiplied by, to be in the target's unit.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    layout: str = MAPPED
    columns: dict[str, _Text]
    indicator: _Text | None = None
    area: _Text | None = None
    only: dict[str, list[str]] = {}
    series: list[_Text] = []
    words: dict[str, State] = {}
    times: Annotated[float, Field(gt=0, allow_inf_nan=False)] = 1


class About(BaseModel):
    """What is told of a published file, beside what is in it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: _Text | None = None
    publisher: _Text | None = None
    address: _Text | None = None
    published_on: date | None = None
    licence: _Text | None = None


def guessed(headings: Sequence[str]) -> str | None:
    """Which layout a file with these headings has; None where it has none of those that are known."""
    there = {folded(one) for one in headings}
    if {"indicator id", "area name", "time period", "value"} <= there:
        return FINGERTIPS
    if {"area", "period", "value"} <= there:
        return OURS
    return OPEN_SDG if {"year", "value"} <= there else None


def of(layout: str, headings: Sequence[str], file: str, indicator: str | None, area: str | None) -> Columns:
    """How a file of a known layout is read; ``indicator`` and ``area`` are told where rows name none."""
    if layout == FINGERTIPS:
        columns = {
            **{"indicator": "Indicator ID", "indicator_name": "Indicator Name", "area": "Area Name"},
            **{"area_code": "Area Code", "period": "Time period", "value": "Value", "numerator": "Count"},
            **{"denominator": "Denominator", "lower": "Lower CI 95.0 limit", "upper": "Upper CI 95.0 limit"},
            "note": "Value note",
        }
        there = _there(columns, headings)
        only = {"Category": [""]} if "category" in map(folded, headings) else {}
        series = [one for one in ("Sex", "Age") if folded(one) in map(folded, headings)]
        return Columns(layout=layout, columns=there, only=only, series=series)
    if layout == OPEN_SDG:
        return _open_sdg(headings, indicator or _indicator_of(file), area)
    ours = {name: name.replace("_", " ").capitalize() for name in FIELDS}
    return Columns(layout=OURS, columns=_there(ours, headings), indicator=indicator, area=area)


def _there(columns: Mapping[str, str], headings: Sequence[str]) -> dict[str, str]:
    """Without the optional columns that the file does not have."""
    known = {folded(one) for one in headings}
    return {name: heading for name, heading in columns.items() if FIELDS[name] or folded(heading) in known}


def _open_sdg(headings: Sequence[str], indicator: str | None, area: str | None) -> Columns:
    by_word = {folded(one): one for one in headings if one.strip()}
    columns = {"period": by_word.get("year", "Year"), "value": by_word.get("value", "Value")}
    named = next((by_word[word] for word in _AREA_HEADINGS if word in by_word), None)
    if named:
        columns["area"] = named
    of_areas = _AREA_HEADINGS if "geocode" in by_word else ()  # which then say again whose code it is
    broken_down = [one for word, one in by_word.items() if word not in (*_NOT_BROKEN_DOWN, *of_areas) and one != named]
    return Columns(
        layout=OPEN_SDG,
        columns=columns,
        indicator=indicator,
        area=area,
        only={one: [""] for one in broken_down},
        series=[by_word[word] for word in ("series", "units") if word in by_word],
    )


def _indicator_of(file: str) -> str | None:
    """``indicator_3-2-1.csv`` is of the indicator 3.2.1.

    >>> _indicator_of("indicator_3-2-1.csv"), _indicator_of("3-2-b.csv"), _indicator_of("waste.csv")
    ('3.2.1', '3.2.b', None)
    """
    match = re.fullmatch(r"(?:indicator_)?(\d+-[0-9a-z]+-[0-9a-z]+)\.csv", file, re.IGNORECASE | re.ASCII)
    return match[1].replace("-", ".") if match else None
