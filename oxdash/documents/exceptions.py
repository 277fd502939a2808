"""The parts that papers share: the tables of the Board paper, a partnership's block, and the charts."""

import itertools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

import pandas as pd

from oxdash.charts import course_lines, status_bars
from oxdash.documents import among, cells, frame, inline
from oxdash.documents.blocks import Block, Bullets, Chart, Column, Heading, On, Paragraph, Table
from oxdash.documents.by_partnership import no_target
from oxdash.documents.columns import (
    ACTUAL,
    BY_STATUS,
    EXPECTED,
    FIGURES,
    FORECAST,
    MILESTONE,
    QUARTER,
    SENTENCE,
    SHORT_BY,
    STATUS,
    TARGET,
    UNKNOWN_FOR,
    WHO,
    WHY,
    partnership,
    trend,
)
from oxdash.documents.inline import Aside, Listed, Sentence
from oxdash.documents.quarter_view import Standing
from oxdash.findings import counts, unknowns
from oxdash.findings.actions import DOING_HEADING, NONE_RETURNED, returned
from oxdash.findings.changes import in_their_words
from oxdash.findings.series import TO_COME
from oxdash.register.sources import OWNER
from oxdash.vocabulary import source, units, wording
from oxdash.vocabulary.model import Reason, Status
from oxdash.vocabulary.quarters import Quarter
from oxdash.vocabulary.rows import each_row

QUARTERS_IN_TABLE = 8  # under a chart: two years
IN_TABLE = (  # what its cells are written from
    *("quarter", "status", "close", "to_come", "actual", "figure_is", "figure_is_for", "own_quarter", "corrected"),
    *("milestone", "milestone_upper", "milestone_kind", "better", "unit", "places"),
)


def changed(at: Standing, moved: pd.DataFrame, rows: pd.DataFrame) -> list[Block]:
    """What changed, kind by kind: a sentence each, and what was said of it.

    ``moved`` is of `Standing.moved`, ``rows`` those looked at: where nothing did, that is said of them.
    """
    if moved.empty:
        return [Paragraph(at.nothing_moved(rows))]
    found: list[Block] = []
    for kind, own in moved.groupby("change", sort=False):
        lines = (
            Sentence(row.sentence, row.target, at.targets.title[row.target], said or "")
            for row in each_row(own)
            for said in [in_their_words(row.change, row.said_by_officer)]
        )
        found += [Heading(f"{wording.sentence_case(kind)} ({len(own)})", 2), Bullets(tuple(lines))]
    return found


def off_track(
    rows: pd.DataFrame,
    acted: pd.DataFrame,
    bodies: Mapping[str, str],
    trends: pd.DataFrame | None = None,
    beside: tuple[Column, ...] = (),
) -> Table:
    """Every off-track target: the figures, which way it goes, why, what is done by whom and when, and the forecast.

    ``rows`` are off-track rows of a position; ``acted`` is tables.ACTIONS, of which those for the row's quarter show;
    ``bodies`` are names by code; ``trends`` is `Standing.trends`, without which there is no such column; ``beside``:
    what else is said of each, such as where it stands among others. A paper is narrow: there the figures have one
    column, and with them stand the forecast and what is said ``beside``, where anything is.
    """

    of_target = returned(acted)

    def doing(row) -> Listed | str:
        mine = of_target(row.target, row.quarter)
        lines = tuple(Aside(act.action, cells.by_whom(act, bodies)) for act in each_row(mine))
        return Listed(lines) if lines else NONE_RETURNED

    def figures(row) -> tuple[str, ...]:
        said = ((column.heading, inline.plain(column.maker(row))) for column in beside if column.maker)
        more = (f"{heading}: {one}" for heading, one in said if one)
        return *cells.against(row), cells.forecast(row), *more

    return Table(
        counts.OFF_TRACK_TABLE,
        (
            replace(TARGET, share=2.4),
            replace(FIGURES, of=figures, share=2.4, on=On.PAPER),
            *(replace(column, on=On.PAGE) for column in (ACTUAL, MILESTONE, SHORT_BY)),
            *(trend(trends) if trends is not None else ()),
            *(replace(column, on=On.PAGE) for column in beside),
            WHY,
            Column(DOING_HEADING, doing, share=3, fits="wide"),
            replace(FORECAST, on=On.PAGE),
        ),
        none=counts.NONE_OFF_TRACK,
        of=rows,
    )


def cannot_judge(at: Standing) -> list[Block]:
    """Every target that cannot be judged: why, who answers for it, when a figure is expected, for how long."""
    rows = unknowns.cannot_judge(at.rows)
    answering = at.targets.loc[rows.target]
    beside = among.column(at, rows.target)
    return [unknown_table(cells.owned(rows, answering), at.trends, beside), *frame.unsourced((answering, OWNER))]


def unknown_table(rows: pd.DataFrame, trends: pd.DataFrame | None = None, beside: tuple[Column, ...] = ()) -> Table:
    """The same of judged rows, each with its ``owner``; ``trends`` and ``beside`` as `off_track` has them."""
    going = () if trends is None else trend(trends)
    return Table(
        unknowns.UNKNOWN_TABLE,
        (TARGET, replace(WHY, share=2.6), *going, *beside, WHO, EXPECTED, UNKNOWN_FOR),
        none=counts.NONE_UNKNOWN,
        of=rows,
    )


def every_target(at: Standing) -> list[Block]:
    """The appendix: every target with status and sentence; local and stretch targets in a table of their own."""
    tables: list[Block] = [
        _sentences(
            f"Every {at.council.one_target}",
            at.rows,
            at,
            f"There is no table of {at.council.targets}: {no_target(at)}.",
        )
    ]
    if len(at.others):
        tables.append(_sentences(counts.OTHERS_TABLE, at.others, at))
    return tables


def _sentences(caption: str, rows: pd.DataFrame, at: Standing, none: str = "") -> Table:
    return Table(
        caption,
        (
            replace(TARGET, of=lambda row: (cells.named(row), row.partnership_name)),
            STATUS,
            *trend(at.trends),
            *among.column(at, rows.target),
            SENTENCE,
        ),
        small=True,
        none=none,
        of=rows,
    )


class Charts(NamedTuple):
    """The charts of the Board paper, in its order."""

    status: Chart
    courses: list[Chart]
    among: list[Chart]

    @property
    def every(self) -> list[Chart]:
        return [self.status, *self.courses, *self.among]


def charts(at: Standing, rows: pd.DataFrame | None = None) -> Charts:
    """Status by partnership, the course of every off-track target, and where those drawn stand among other areas.

    Each is numbered, with table, headline and source. With ``rows`` (judged, one a target) they are of those. One that
    has nothing to draw has no number: a paper says its sentence.
    """
    drawn = at.off_track if rows is None else rows
    numbers = itertools.count(1)

    def numbered(found: Iterable[Chart]) -> list[Chart]:
        return [chart if chart.instead else replace(chart, number=next(numbers)) for chart in found]

    (status,) = numbered([status_chart(at)])
    courses = numbered(course_chart(at, row) for row in each_row(drawn))
    return Charts(status, courses, numbered(among.charts(at, among.drawn(at) if rows is None else rows.target)))


def status_chart(at: Standing) -> Chart:
    """How many targets of each status, partnership by partnership."""
    total, placed = at.total, at.council.placed(f"Number of {at.council.targets} by status")
    counted = f"{total.on_track} of {total.targets} targets on track, {total.off_track} off track"
    return Chart(
        name=cells.STATUS_CHART,
        headline=(at.nothing_counted or counted).removesuffix("."),
        subtitle=f"{placed}, {at.when}, {frame.AT_ITS_OWN}",
        sentence=counts.sentence(total),
        each=by_each(at.by_partnership, lambda row: at.names[row.partnership]),
        source=frame.chart_source(at, frame.OF_ALL),
        table=Table(
            counts.BY_STATUS_TABLE,
            (replace(partnership(at.names), share=4), *BY_STATUS),
            small=True,
            of=at.by_partnership,
        ),
        drawing=status_bars(at.by_partnership, at.names),
        none=f"There is no chart of status by partnership: {no_target(at)}.",
    )


def by_each(found: pd.DataFrame, called: Callable[[Any], str]) -> str:
    """The counts of each row of findings.counts.of in words, after what it is ``called``."""
    said = [
        f"{called(row)}: {_off_track(row)}, {row.insufficient_data} cannot be judged, {row.on_track} on track"
        for row in each_row(found)
    ]
    return "; ".join(said) + "."


def _off_track(row) -> str:
    number, *close = counts.off_track_in_words(row)
    return f"{number} off track ({close[0]})" if close else f"{number} off track"


def course_chart(at: Standing, row, rows: pd.DataFrame | None = None) -> Chart:
    """One target through its quarters.

    ``row`` is its judged row at the quarter it stands at; ``rows`` is `Standing.course`, where it is there already.
    """
    rows, about = at.course(row.target) if rows is None else rows, at.targets.loc[row.target]
    first, last = rows.quarter.iloc[0], rows.quarter.iloc[-1]
    span = f"{wording.quarter(first)} to {wording.quarter(last)}"
    return Chart(
        name=cells.file_name(row.target),
        headline=headline(row),
        subtitle=f"{at.council.placed(f'{row.title}: {units.name(about.unit)}')}, {span}",
        sentence=cells.of_course(row, rows),
        source=frame.chart_source(at, source.in_words(row) or "No return"),
        table=_quarters(rows.tail(QUARTERS_IN_TABLE)),
        drawing=course_lines(rows, baseline=about.baseline, forecast=row.forecast),
        none=f"No chart of {row.target}: it has no figure, no milestone, no baseline and no forecast.",
    )


def headline(row) -> str:
    """What a chart of one target says, in ten words or fewer."""
    if row.reason == Reason.WILL_NOT_BE_ACHIEVED:
        return f"{row.target} will not be achieved, the partnership declares"
    if row.status == Status.OFF_TRACK:
        return f"{row.target} is {cells.missed_by(row, 'its milestone')}"
    return f"{row.target}: {wording.status_words(row.status, bool(row.close)).lower()}"


def _quarters(history: pd.DataFrame) -> Table:
    """The figures under a chart: quarters across, so that two charts stand on a page."""
    rows = list(each_row(history[list(IN_TABLE)]))
    down = [column.heading for column in (ACTUAL, MILESTONE, STATUS)]
    columns = [replace(QUARTER, of=down, share=1.5, fits="")]
    for row in rows:
        actual, agreed = cells.in_a_few_letters(row)
        status = wording.look(row.status, bool(row.close)).short if not row.to_come else TO_COME
        said = [TO_COME if row.to_come else actual, agreed, status]
        columns.append(Column(Quarter.parse(row.quarter).people, said))
    return Table("The same in figures", tuple(columns), small=True)
