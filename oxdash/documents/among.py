"""Where a target stands among other areas: the sentence, a dot for each area, the years, and the table of both."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from oxdash.charts import among_dots, among_lines
from oxdash.charts.kinds import QUARTILES
from oxdash.comparators import periods
from oxdash.documents import cells, columns, frame
from oxdash.documents.blocks import Block, Chart, Column, Heading, Paragraph, Table
from oxdash.documents.columns import FIGURE, FROM, one
from oxdash.documents.inline import Tagged, Words
from oxdash.documents.page_blocks import PageBlock, Picture
from oxdash.documents.quarter_view import Standing
from oxdash.findings import standing_words as words
from oxdash.findings.standing_among import Among, Area
from oxdash.findings.standing_words import AMONG, METHOD, NOT_A_STATUS, OUR_RETURN, TITLE
from oxdash.vocabulary import units, wording
from oxdash.vocabulary.comparator_tables import COMPARATORS
from oxdash.vocabulary.rows import each_row
from oxdash.vocabulary.schemas import Kind

DRAWN = 8  # targets: of more that are compared, a paper draws those that are off track
IN_TABLE = 24  # areas under a chart that a page of paper holds beside it
ENDS = 5  # of more than these, so many of the best and of the worst
ABOUT = f"Compared as printed; {METHOD}. {NOT_A_STATUS}"
OVER_YEARS = "Over the years"
OURS, NOT_RANKED = "ours", "not ranked"


def of_target(at: Standing, code: str) -> list[PageBlock]:
    """All of it, of every group; nothing where nothing is on file for the target."""
    found = at.compared.of(code)
    faults = at.position.not_compared
    if not found and not faults:
        return []
    parts: list[PageBlock] = [Heading(TITLE), *(Paragraph(said, "note") for said in faults)]
    for place in found:
        if len(found) > 1:
            parts.append(Heading(place.group.name, 2))
        parts += [Paragraph(words.sentence(place)), *(Paragraph(said, "note") for said in words.notes(place))]
        if place.why_not is None:
            parts += _shown(at, code, place)
    if any(place.why_not is None for place in found):
        parts.append(Paragraph(ABOUT, "note"))
    return parts


def _shown(at: Standing, code: str, place: Among) -> Iterator[PageBlock]:
    called = f"{code} among {place.group.called}"
    yield Picture(chart(at, code, place), called)
    yield areas(place)
    yield Paragraph(source(place), "source")
    years = at.compared.over_time(code, place.group)
    if len(years) > 1:
        yield Heading(OVER_YEARS, 3 if len(at.compared.of(code)) > 1 else 2)
        yield Picture(years_chart(at, code, years), f"{called} over the years")
        yield over_time(years)


def said_of(place: Among) -> str:
    """What a chart of it shows, in words."""
    return f"{place.facts.target}: {wording.mid_sentence(words.sentence(place))}"


def measured(at: Standing, place: Among) -> str:
    """Above its chart: the unit, of when, where, and which mark is what."""
    unit, when = wording.sentence_case(units.name(place.facts.unit)), periods.people(place.period or "")
    return f"{at.council.placed(unit)} and {place.group.called}, {when}. {_key(place)}"


def _key(place: Among) -> str:
    """Which mark is what: ``The diamond is Anyshire, each dot another area; the best stands on the left.``"""
    estimates = any(one.mark for one in place.ranked if not one.ours)
    ring = "; a ring is a figure that is not final" if estimates else ""
    ours = place.ours.name if place.ours else ""
    return f"The diamond is {ours}, each dot another area{ring}; the best stands on the left."


def measured_over(at: Standing, years: list[Among]) -> str:
    """The same of the years."""
    unit = wording.sentence_case(units.name(years[-1].facts.unit))
    first, last = (periods.people(one.period or "") for one in (years[0], years[-1]))
    return f"{at.council.placed(unit)}, {first} to {last}, beside median and quartiles of the {years[-1].group.called}."


def drawn(at: Standing) -> list[str]:
    """The targets that the Board paper draws among other areas: all that are compared; of many, those off track."""
    every = [code for code in at.every.target if _first(at, code) is not None]
    return every if len(every) <= DRAWN else [code for code in at.off_track.target if code in every]


def _first(at: Standing, code: str) -> Among | None:
    """A target among the first group of the register in which it can be compared."""
    return next((place for place in at.compared.of(code) if place.why_not is None), None)


def charts(at: Standing, targets: Iterable[str]) -> list[Chart]:
    """A chart of each of these targets that can be compared, among the first group in which it can."""
    found = ((code, _first(at, code)) for code in targets)
    return [chart(at, code, place) for code, place in found if place is not None]


def chart(at: Standing, code: str, place: Among) -> Chart:
    """Where a target stands, with a dot for each area; its headline is its place."""
    best, worst = place.ranked[0], place.ranked[-1]
    return Chart(
        name=cells.file_name(f"{code} among {place.group.code}"),
        headline=f"{code}: {words.place(place)}",
        subtitle=f"{at.targets.title[code]}. {measured(at, place)}",
        sentence=said_of(place),
        each=f"From {place.quantity(best.value)} ({best.name}) to {place.quantity(worst.value)} ({worst.name}).",
        source=frame.chart_source(at, place.source or wording.sentence_case(OUR_RETURN)),
        table=in_figures(place),
        drawing=among_dots(place),
    )


def years_chart(at: Standing, code: str, years: list[Among]) -> Chart:
    """The same through the years; its headline is where it stood in the first and in the last."""
    first, last = years[0], years[-1]
    return Chart(
        name=cells.file_name(f"{code} among {last.group.code} over the years"),
        headline=f"{code}: {words.place(first)}, then {words.place(last)}",
        subtitle=f"{at.targets.title[code]}. {measured_over(at, years)}",
        sentence=f"{code}: {_over_time(years)}",
        source=frame.chart_source(at, last.source or wording.sentence_case(OUR_RETURN)),
        table=over_time(years),
        drawing=among_lines(years, periods.people),
    )


def in_figures(place: Among) -> Table:
    """The figures under a chart: every area, or the best, ours and the worst of very many; median and quartiles."""
    ranked = list(place.ranked)
    ours = next(n for n, area in enumerate(ranked) if area.ours)
    every = len(ranked) <= IN_TABLE
    shown = [area for n, area in enumerate(ranked) if every or min(n, len(ranked) - 1 - n) < ENDS or abs(n - ours) < 2]
    rows = [(f"{area.place}", _named(area), _marked(place, area)) for area in shown]
    for name, value in zip(QUARTILES, place.quartiles or (), strict=False):
        rows.append((NOT_RANKED, name, place.quantity(value)))
    if place.average is not None:
        rows.append((NOT_RANKED, f"{place.average.name}, as published", place.quantity(place.average.value)))
    caption = "The same in figures" if every else "The same in figures: the best, ours and the worst"
    return Table(
        caption,
        (
            one(AMONG, "rank", of=[rank for rank, _, _ in rows], share=1.2),
            one(COMPARATORS, "area", of=[name for _, name, _ in rows], names_row=True, share=4),
            replace(FIGURE, of=[figure for _, _, figure in rows], share=2),
        ),
        small=True,
    )


def _named(area: Area) -> str:
    return f"{area.name} ({OURS})" if area.ours else area.name


def _marked(place: Among, area: Area) -> str:
    """``48.1% (estimated)``"""
    return f"{place.quantity(area.value)}{f' ({area.mark})' if area.mark else ''}"


def source(place: Among) -> str:
    """``Source: Waste statistics 2008/09 (A department).``"""
    return f"Source: {place.source or OUR_RETURN}."


def areas(place: Among) -> Table:
    """Every area of a group, from the best on, ours marked; those without a figure last, with what there is instead."""

    def named(area: Area) -> Words | str:
        return Words((Tagged(area.name, "strong"), f" ({OURS})")) if area.ours else area.name

    def figure(area: Area) -> str | tuple[str, ...]:
        said = place.quantity(area.value) or str(area.state)
        marks = [
            *dict.fromkeys(
                one for one in (area.mark if area.value is not None else "", area.note) if one and one != said
            )
        ]
        return (said, *marks) if marks else said

    def where(area: Area) -> str:
        if area.ours and area.file is None:
            return OUR_RETURN
        return f"{area.file}, line {area.line}" if area.file else ""

    every = [*place.ranked, *place.unranked]
    limits = any(area.limits for area in every)
    when = periods.people(place.period or "")
    return Table(
        f"{wording.sentence_case(place.group.called)} for {when}, the best first",
        (
            one(COMPARATORS, "area", of=named, names_row=True, share=2, fits="wide"),
            one(AMONG, "rank", of=lambda area: "" if area.place is None else f"{area.place}", fits="tight"),
            replace(FIGURE, of=figure, share=1.5),
            *((Column("Confidence limits", lambda area: _limits(place, area)),) if limits else ()),
            replace(FROM, of=where, share=1.5),
        ),
        of=every,
    )


def _limits(place: Among, area: Area) -> str:
    if area.limits is None:
        return ""
    low, high = area.limits
    return f"{place.quantity(low)} to {place.quantity(high)}"


def over_time(years: list[Among]) -> Table:
    """The same through the periods that can be compared, the newest first."""
    return Table(
        "The same over the years, newest first",
        (
            one(AMONG, "period", of=lambda year: periods.people(year.period or ""), names_row=True),
            Column("Ours", lambda year: year.quantity(year.ours.value if year.ours else None), Kind.NUMBER),
            Column("Place", lambda year: wording.sentence_case(words.place(year)), share=2),
            one(AMONG, "median", of=lambda year: year.quantity(year.median) or "fewer than eight"),
            one(AMONG, "best_quartile", of=lambda year: _quartile(year, 0)),
            one(AMONG, "worst_quartile", of=lambda year: _quartile(year, 2)),
        ),
        of=years[::-1],
    )


def _quartile(place: Among, n: int) -> str:
    return place.quantity(place.quartiles[n]) if place.quartiles else "fewer than eight"


def _over_time(years: list[Among]) -> str:
    """``1st of 9 neighbours for 2007/08, 3rd of 9 for 2008/09.``"""
    each = (f"{words.place(one)} for {periods.people(one.period or '')}" for one in years)
    return f"{'; '.join(each)}."


def column(at: Standing, targets: Iterable[str]) -> tuple[Column, ...]:
    """The column of a table of judged rows that says where each target stands; none where none of them is compared."""
    if at.compared.empty or not {*at.compared.targets}.intersection(targets):
        return ()
    return (one(AMONG, "short", of=lambda row: at.compared.short(row.target), share=2, fits="middle"),)


def lines(at: Standing, targets: Iterable[str]) -> list[str]:
    """``NI 192: 5th of 9 neighbours, better than median (2008/09)``, a line for each target and group compared.

    Last those that cannot be compared with any group: ``not comparable: NI 154``.
    """
    found = at.compared.table(targets)
    compared = found[found["why_not"].isna()]
    left = [code for code in found["target"].unique() if code not in set(compared["target"])]
    told = [f"{row.target}: {row.short}" for row in each_row(compared)]
    return [*told, *([f"Not comparable: {wording.listed(left)}"] if left else [])]


def section(at: Standing, targets: Iterable[str], drawings: Iterable[Chart] = ()) -> list[Block]:
    """A paper's own account of it: how each target stands, in its sentences; charts. Nothing where none is compared."""
    table = at.compared.table(targets)
    if table.empty:
        return []
    shown = (
        one(
            AMONG,
            "target",
            names_row=True,
            of=lambda row: columns.target(row.target, at.targets.title[row.target]),
            share=2.4,
            fits="wide",
        ),
        one(AMONG, "group_name", share=1.6, fits="middle"),
        one(AMONG, "sentence", share=3.6, fits="wide"),
        one(AMONG, "source", share=2, fits="middle"),
    )
    told = "Targets that a figure of other areas is published for"
    return [Heading(TITLE), Paragraph(ABOUT), Table(told, shown, small=True, of=table), *drawings]
