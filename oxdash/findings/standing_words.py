"""Where a target stands among other areas, in words: the sentence, what has to be known beside it, and a table."""

from collections.abc import Sequence
from dataclasses import replace
from math import inf
from typing import Any

from oxdash.comparators import periods
from oxdash.findings.standing_among import QUARTERS, Among, Area, outside
from oxdash.vocabulary import wording
from oxdash.vocabulary.comparator_tables import COMPARATORS, State
from oxdash.vocabulary.rounding import as_printed
from oxdash.vocabulary.schemas import Schema, figure, number, text
from oxdash.vocabulary.tables import JUDGED

TITLE, SHORT_HEADING = "Compared with others", "Compared"
METHOD = "the median and quartiles of the areas ranked, ours among them, as Excel's QUARTILE.INC works them out"
OUR_RETURN, PUBLISHED = "our own return", "published"
NOT_A_STATUS = "A comparison is no status, and moves none."
FEWER_THAN = "eight"  # standing_among.QUARTILES_FROM, in words

AMONG = Schema(
    {
        "target": JUDGED.columns["target"],
        "group": text("code of the group of areas", missing=False),
        "group_name": text("name of the group").shown("Compared with"),
        "period": text("the period compared, as data writes it; missing where nothing is comparable"),
        "value": figure("our figure for it").shown("Our figure"),
        "ours_from": text("published, or our own return").shown("Our figure is from"),
        "rank": number("1 and how many areas of the group do better").shown("Rank"),
        "equal": number("how many areas have our rank, ours among them").shown("Areas of this rank"),
        "areas": number("how many areas are ranked, ours among them").shown("Areas ranked"),
        "without_figure": number("how many areas of the group have no figure for the period"),
        "median": figure("median of the areas ranked; missing for fewer than eight"),
        "best_quartile": figure("the better quartile of the areas ranked; missing for fewer than eight"),
        "worst_quartile": figure("the worse quartile of the areas ranked; missing for fewer than eight"),
        "quarter": text("which quarter of the areas our figure is in", of=QUARTERS).shown("Quarter of the areas"),
        "against_median": text("better, worse, the same, or not different").shown("Against the median"),
        "average": figure("published figure of the group as a whole"),
        "against_average": text("better, worse, the same, or not different").shown("Against the average"),
        "overlapping": number("how many areas have confidence limits that overlap with ours"),
        "why_not": text("why it is not comparable").shown("Not comparable because", widest=60),
        "sentence": text("the same in a sentence").shown("In one sentence", widest=60),
        "short": text("the same in a few words").shown(SHORT_HEADING, widest=40),
        "notes": text("what has to be known beside it").shown("Notes", widest=60),
        "source": COMPARATORS.columns["source"].shown(widest=60),
        "file": replace(COMPARATORS.columns["file"], missing=True),
        "line": number("line of our figure in the file"),
        "unit": JUDGED.columns["unit"],
        "places": JUDGED.columns["places"],
    }
)


def ordinal(number: int) -> str:
    """``1st``, ``22nd``, ``113th``

    >>> [ordinal(one) for one in (1, 2, 3, 4, 11, 12, 13, 21, 102, 113)]
    ['1st', '2nd', '3rd', '4th', '11th', '12th', '13th', '21st', '102nd', '113th']
    """
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number:,}{ending}"


def place(one: Among) -> str:
    """``4th of 16 neighbours``, ``equal 4th of 16 neighbours``."""
    assert one.ours is not None and one.ours.place is not None
    equal = "equal " if one.equal > 1 else ""
    return f"{equal}{ordinal(one.ours.place)} of {len(one.ranked)} {one.group.called}"


def sentence(one: Among) -> str:
    """``4th of 16 neighbours, better than their median of 48.1%; period 2008/09.``"""
    if one.why_not:
        return f"Not comparable with {one.group.name}: {one.why_not}."
    said = wording.sentence_case(place(one))
    if one.range is not None:
        printed = as_printed([area.value for area in one.ranked if area.value is not None], one.facts.places)
        inside = sum(outside(value, one.range) == 0 for value in printed)
        said += f", {inside} of them within {_range(one, *one.range)}"
    parts = []
    if one.median is not None and (than := one.against_median):
        parts.append(f"{_than(than)} their median of {one.quantity(one.median)}")
    if one.average is not None and one.average.value is not None and (than := one.against_average):
        parts.append(f"{_than(than)} {one.average.name}'s {one.quantity(one.average.value)}")
    said += f", {wording.listed(parts)}" if parts else ""
    return f"{said}; period {_period(one)}."


def short(one: Among) -> str:
    """``4th of 16 neighbours, better than median (2008/09)``"""
    if one.why_not:
        return "Not comparable"
    than = one.against_median
    beside = f", {_than(than)} median" if than else ""
    return f"{wording.sentence_case(place(one))}{beside} ({_period(one)})"


def _period(one: Among) -> str:
    """``2008/09``; and that figures for it are illustrative, where nobody published them."""
    return f"{periods.people(one.period or '')}{', illustrative' if one.illustrative else ''}"


def notes(one: Among) -> list[str]:
    """What has to be known beside the sentence, a sentence each."""
    if one.why_not or one.ours is None:
        return []
    found = []
    if one.ours.mark:
        found.append(f"Our figure is {_one_of(one.ours.mark)}.")
    if one.ours.file is None:
        found.append("Our figure is from our own return, those of the others as published.")
    elif one.ours.note:
        found.append(f"Our figure: {one.ours.note.rstrip('.')}.")
    if one.unranked:
        found.append(f"Not ranked: {_why_unranked(one.unranked, periods.people(one.period or ''))}.")
    marked = [area.mark for area in one.ranked if area.mark and not area.ours]
    if marked:
        kinds = wording.listed(f"{marked.count(mark)} {mark}" for mark in dict.fromkeys(marked))
        found.append(f"Of the figures of the others, {kinds}.")
    if one.overlapping:
        overlap = "overlap" if one.overlapping > 1 else "overlaps"
        limits = wording.counted(one.overlapping, "area")
        found.append(f"By confidence limits, {limits} {overlap} with ours: not different from it.")
    if one.range is None and one.quartiles is None:
        found.append(f"Fewer than {FEWER_THAN} areas, so no median and no quartile.")
    return found


def row(one: Among) -> dict[str, Any]:
    """The same as a row of `AMONG`."""
    ours = one.ours
    there = ours is not None and not one.why_not
    best, median, worst = one.quartiles or (None, None, None)
    return {
        "target": one.facts.target,
        "group": one.group.code,
        "group_name": one.group.name,
        "period": one.period if there else None,
        "value": ours.value if ours and there else None,
        "ours_from": (PUBLISHED if ours.file else OUR_RETURN) if ours and there else None,
        "rank": ours.place if ours and there else None,
        "equal": one.equal if there else None,
        "areas": len(one.ranked) if there else None,
        "without_figure": len(one.unranked) if there else None,
        "median": median,
        "best_quartile": best,
        "worst_quartile": worst,
        "quarter": one.quarter,
        "against_median": one.against_median,
        "average": one.average.value if one.average and there else None,
        "against_average": one.against_average if there else None,
        "overlapping": one.overlapping if there else None,
        "why_not": one.why_not,
        "sentence": sentence(one),
        "short": short(one),
        "notes": " ".join(notes(one)) or None,
        "source": one.source,
        "file": ours.file if ours and there else None,
        "line": ours.line if ours and there else None,
        "unit": one.facts.unit,
        "places": one.facts.places,
    }


def _range(one: Among, low: float, high: float) -> str:
    """``22 days to 26 days``, ``22 days or more``, ``up to 26 days``"""
    if high == inf:
        return f"{one.quantity(low)} or more"
    return f"up to {one.quantity(high)}" if low == -inf else wording.span(low, high, one.facts.unit, one.facts.places)


def _than(word: str) -> str:
    return {"the same": "the same as", "not different": "not different from"}.get(word, f"{word} than")


def _one_of(mark: str) -> str:
    return {State.ESTIMATED: "an estimate"}.get(State(mark), mark)


def _why_unranked(areas: Sequence[Area], when: str) -> str:
    """``2 without a figure for 2008/09, 1 suppressed``"""
    suppressed = [one.name for one in areas if one.state == State.SUPPRESSED]
    others = [one.name for one in areas if one.state != State.SUPPRESSED]
    said = []
    if others:
        said.append(f"{_some(others)}, without a figure for {when}")
    if suppressed:
        said.append(f"{_some(suppressed)}, whose figure is suppressed")
    return "; ".join(said)


def _some(names: Sequence[str], most: int = 4) -> str:
    more = len(names) - most
    return f"{', '.join(names[:most])} and {more} more" if more > 0 else wording.listed(names)
