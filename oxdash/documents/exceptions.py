"""The parts that papers share: the tables of the Board paper, a partnership's block, and the charts."""

import itertools
from collections.abc import Iterator
from dataclasses import replace

import pandas as pd

from oxdash.charts import course_lines, status_bars
from oxdash.documents import cells, frame
from oxdash.documents.blocks import (
    Block,
    Bullets,
    Chart,
    Column,
    Heading,
    Paragraph,
    Schedule,
    Section,
    StatusWord,
    Table,
)
from oxdash.documents.quarter_view import Standing
from oxdash.findings import arrivals, counts, unknowns
from oxdash.findings.actions import DOING_HEADING
from oxdash.findings.changes import SINCE_HEADING, in_their_words
from oxdash.findings.course import TO_COME
from oxdash.findings.review import NO_ACCOUNT, PERFORMANCE, RESPONSE
from oxdash.register import sources
from oxdash.register.sources import OWNER
from oxdash.vocabulary import source, unit_words, wording
from oxdash.vocabulary.model import Reason, Status
from oxdash.vocabulary.quarters import Quarter

QUARTERS_IN_TABLE = 8  # under a chart: two years
IN_TABLE = (  # what its cells are written from
    *("quarter", "status", "close", "to_come", "actual", "figure_is", "figure_is_for", "own_quarter", "corrected"),
    *("milestone", "milestone_upper", "milestone_kind", "better", "unit", "places"),
)


def sentences(at: Standing) -> list[Block]:
    """The counts over all targets, the honest range, and who has returned."""
    return [
        *(_nothing_counted(at) if at.nothing_counted else _counted(at)),
    ]


def _nothing_counted(at: Standing) -> list[Block]:
    apart = f"{len(at.others)} local and stretch target{'' if len(at.others) == 1 else 's'}"
    told = f"{apart} {'is' if len(at.others) == 1 else 'are'} counted apart." if len(at.others) else "Nor is any other."
    return [Paragraph(at.nothing_counted or "", "lead"), Paragraph(told)]


def _counted(at: Standing) -> list[Block]:
    total, *honest = counts.sentences(at.total)
    returned = arrivals.sentence(at.position.returns, at.edition.quarter, at.names)
    return [Paragraph(total, "lead"), *map(Paragraph, honest), Paragraph(returned)]


def by_partnership(at: Standing) -> Table:
    """Counts by partnership, each at the quarter it stands at, and what changed there in words."""
    rows = list(at.by_partnership.itertuples())
    return Table(
        "LAA targets by partnership, each at the quarter beside it",
        (
            Column("Partnership", [at.names[row.partnership] for row in rows], names_row=True, share=3.2),
            Column("As at", [cells.as_at(row, at.states.get(row.partnership)) for row in rows], share=1.5),
            Column("Targets", [f"{row.targets}" for row in rows], numeric=True, share=1.1),
            Column("Off track", [_with_close(row) for row in rows], numeric=True, share=1),
            Column(cells.INSUFFICIENT, [f"{row.insufficient_data}" for row in rows], numeric=True, share=1.3),
            Column("On track", [f"{row.on_track}" for row in rows], numeric=True, share=1),
            Column(SINCE_HEADING, [at.since.get(row.partnership, "") for row in rows], share=2.4),
        ),
        none=f"There is no table by partnership: {_no_target(at)}.",
    )


def _no_target(at: Standing) -> str:
    return f"no LAA target is counted at {at.when}"


def changed(at: Standing, level: int = 2) -> list[Block]:
    """What changed, kind by kind: a sentence each, and what was said of it."""
    if at.moved.empty:
        return [Paragraph(at.nothing_moved(at.rows))]
    found: list[Block] = []
    for kind, rows in at.moved.groupby("change", sort=False):
        lines = (
            f"{row.sentence} {in_their_words(row.change, row.said_by_officer) or ''}".rstrip()
            for row in rows.itertuples()
        )
        found += [Heading(f"{wording.sentence_case(kind)} ({len(rows)})", level), Bullets(tuple(lines))]
    return found


def off_track(at: Standing) -> list[Block]:
    """Every off-track target: the figures, why, what is done by whom and when, and the forecast."""
    rows = list(at.off_track.itertuples())
    if not rows:
        return [Paragraph(counts.NONE_OFF_TRACK)]
    return [
        Table(
            counts.OFF_TRACK_TABLE,
            (
                Column("Target", [(cells.named(row), cells.whose(row)) for row in rows], names_row=True, share=2.6),
                Column("Figures", [cells.against(row) for row in rows], share=2.2),
                Column("Why", [cells.why(row) for row in rows], share=2.4),
                Column(
                    DOING_HEADING,
                    [cells.doing(at.actions(row.target, row.quarter), at.bodies) for row in rows],
                    share=3,
                ),
                Column("Year-end forecast", [cells.forecast(row) for row in rows], share=1.5),
            ),
        )
    ]


def cannot_judge(at: Standing) -> list[Block]:
    """Every target that cannot be judged: why, who answers for it, when a figure is expected, for how long."""
    rows = list(unknowns.cannot_judge(at.rows).itertuples())
    if not rows:
        return [Paragraph(counts.NONE_UNKNOWN)]
    answering = at.targets.loc[[row.target for row in rows]]
    owners = sources.marked(answering, "owner", "Owner")
    return [
        Table(
            unknowns.UNKNOWN_TABLE,
            (
                Column("Target", [(cells.named(row), cells.whose(row)) for row in rows], names_row=True, share=3),
                Column("Why", [cells.why(row) for row in rows], share=2.6),
                Column("Who", [cells.said(owners[row.target], "no owner named") for row in rows], share=2.4),
                Column("Expected", [wording.day(row.expected_on) or "no date given" for row in rows], share=1.5),
                Column("Unknown for", [wording.quarters_running(int(row.unknown_for)) for row in rows], share=1.4),
            ),
        ),
        *frame.unsourced((answering, OWNER)),
    ]


def schedule(at: Standing, partnership: str) -> Schedule:
    """One partnership's block in the shape of July 2010: its counts, then its own account in two columns."""
    told = at.account(partnership)
    counted = cells.counted(at.of(partnership), at.stands_at[partnership])
    outcomes = (counted, *told.get(PERFORMANCE[0], ())) if told else (counted, NO_ACCOUNT)
    performance = [Section(PERFORMANCE[0], outcomes)]
    if said := told.get(PERFORMANCE[1]):
        performance.append(Section(PERFORMANCE[1], tuple(said)))
    response = tuple(told.get(RESPONSE, ("Nothing said.",)))
    caption = f"Performance and response, as at {wording.quarter(at.stands_at[partnership])}"
    return Schedule(caption, tuple(performance), (Section("", response),))


def schedules(at: Standing, level: int = 2) -> Iterator[Block]:
    """A block for every partnership, under its name."""
    for code, name in at.names.items():
        yield Heading(name, level, anchor=code)
        yield schedule(at, code)
        if (basis := at.account_basis(code)) is not None:
            yield Paragraph(basis, "note")


def every_target(at: Standing) -> list[Block]:
    """The appendix: every target with status and sentence; local and stretch targets in a table of their own."""
    tables: list[Block] = [
        _sentences("Every LAA target", at.rows, f"There is no table of LAA targets: {_no_target(at)}.")
    ]
    if len(at.others):
        tables.append(_sentences(counts.OTHERS_TABLE, at.others))
    return tables


def _sentences(caption: str, rows: pd.DataFrame, none: str = "") -> Table:
    shown = list(rows.itertuples())
    return Table(
        caption,
        (
            Column("Target", [(cells.named(row), row.partnership_name) for row in shown], names_row=True, share=3),
            Column("Status", [StatusWord(row.status, bool(row.close)) for row in shown], share=1.6),
            Column("In one sentence", [row.sentence for row in shown], share=4.6),
        ),
        small=True,
        none=none,
    )


def charts(at: Standing) -> list[Chart]:
    """Status by partnership, then the course of every off-track target; numbered, with table, headline and source.

    One that has nothing to draw has no number: a paper says its sentence.
    """
    found = [status_chart(at), *(course_chart(at, row) for row in at.off_track.itertuples())]
    numbers = itertools.count(1)
    return [chart if chart.instead else replace(chart, number=next(numbers)) for chart in found]


def status_chart(at: Standing) -> Chart:
    """How many targets of each status, partnership by partnership."""
    rows = list(at.by_partnership.itertuples())
    total = at.total
    return Chart(
        name=cells.STATUS_CHART,
        headline=f"{total.on_track} of {total.targets} targets on track, {total.off_track} off track",
        subtitle=f"Number of LAA targets by status, Oxfordshire, {at.when}, each partnership at its own quarter",
        sentence=counts.sentence(total),
        each=_by_each(at),
        source=_source(at, "Returns on file and the register of targets"),
        table=Table(
            counts.BY_STATUS_TABLE,
            (
                Column("Partnership", [at.names[row.partnership] for row in rows], names_row=True, share=4),
                Column("Off track", [_with_close(row) for row in rows], numeric=True),
                Column(cells.INSUFFICIENT, [f"{row.insufficient_data}" for row in rows], numeric=True, share=1.3),
                Column("On track", [f"{row.on_track}" for row in rows], numeric=True),
            ),
            small=True,
        ),
        drawing=status_bars(at.by_partnership, at.names),
        none=f"There is no chart of status by partnership: {_no_target(at)}.",
    )


def _by_each(at: Standing) -> str:
    said = [
        f"{at.names[row.partnership]}: {_off_track(row)}, {row.insufficient_data} cannot be judged, "
        f"{row.on_track} on track"
        for row in at.by_partnership.itertuples()
    ]
    return "; ".join(said) + "."


def _with_close(row) -> str | tuple[str, ...]:
    """How many are off track; where any is close to target, how many in a line below."""
    number, *close = counts.off_track_in_words(row)
    return (number, *close) if close else number


def _off_track(row) -> str:
    number, *close = counts.off_track_in_words(row)
    return f"{number} off track ({close[0]})" if close else f"{number} off track"


def course_chart(at: Standing, row) -> Chart:
    """One target through its quarters. ``row`` is its judged row at the quarter it stands at."""
    rows, about = at.course(row.target), at.targets.loc[row.target]
    first, last = rows.quarter.iloc[0], rows.quarter.iloc[-1]
    span = f"{wording.quarter(first)} to {wording.quarter(last)}"
    return Chart(
        name=cells.file_name(row.target),
        headline=headline(row),
        subtitle=f"{row.title}: {unit_words.name(about.unit)}, Oxfordshire, {span}",
        sentence=cells.of_course(row, rows),
        source=_source(at, _cell(row)),
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


def _cell(row) -> str:
    return source.in_words(row) or "No return"


def _source(at: Standing, where: str) -> str:
    marked = " Illustrative figures." if at.position.illustrative else ""
    return f"Source: {where}, as at {wording.day(at.position.as_at)}. {at.edition.cited}.{marked}"


def _quarters(history: pd.DataFrame) -> Table:
    """The figures under a chart: quarters across, so that two charts stand on a page."""
    rows = list(history[list(IN_TABLE)].itertuples())
    columns = [Column("Quarter", ["Actual", "Milestone", "Status"], names_row=True, share=1.5)]
    for row in rows:
        actual, agreed = cells.in_a_few_letters(row)
        status = wording.look(row.status, bool(row.close)).short if not row.to_come else TO_COME
        said = [TO_COME if row.to_come else actual, agreed, status]
        columns.append(Column(Quarter.parse(row.quarter).people, said))
    return Table("The same in figures", tuple(columns), small=True)
