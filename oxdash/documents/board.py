"""The Board paper and what is taken from it: the schedule for scrutiny, and the exceptions only."""

from oxdash.documents import among, covering_report, decisions, first_screen, frame, promised, reservations
from oxdash.documents import by_partnership as standing
from oxdash.documents import exceptions as shared
from oxdash.documents.asked import requests
from oxdash.documents.blocks import Block, Chart, Heading, Outline, PageBreak, Paragraph
from oxdash.documents.columns import INSUFFICIENT
from oxdash.documents.quarter_view import Standing
from oxdash.findings import asked
from oxdash.findings.actions import OFF_TRACK_TITLE


def board(at: Standing) -> Outline:
    """The whole Board paper, in the order of a meeting: first the picture of all of it."""
    charts = shared.charts(at)
    off_track: list[Block] = [Heading("Off-track targets by quarter"), *charts.courses] if charts.courses else []
    return frame.paper(
        at,
        f"Performance of the {at.council.agreement}, {at.when}",
        f"Position at {at.when}, for the {at.register.board}",
        *standing.sentences(at),
        *(() if at.nothing_counted else (first_screen.picture(at),)),
        *decisions.arising(at),
        Heading(asked.title(at.register.the_board)),
        requests(at.asked, at.names, at.register.the_board),
        *covering_report.blocks(at.edition.words),
        *where_it_stands(at, charts.status),
        *changes_and_off_track(at),
        *promised.blocks(at),
        *cannot_be_judged(at, when=True),
        *(() if at.nothing_counted else reservations.blocks(at)),
        *off_track,
        *among.section(at, at.every.target, charts.among),
        PageBreak(),
        Heading("Partnership by partnership"),
        *standing.schedules(at, with_actions=True),
        PageBreak(),
        Heading("Appendix: every target"),
        *shared.every_target(at),
        covered=True,
    )


def where_it_stands(at: Standing, chart: Chart) -> list[Block]:
    """The counts by partnership, as a table and drawn; nothing where no target is counted, which is said above."""
    if at.nothing_counted:
        return []
    return [Heading("Where the agreement stands"), standing.by_partnership(at), chart]


def scrutiny(at: Standing) -> Outline:
    """The account of a quarter: a block a partnership."""
    return frame.paper(
        at,
        f"{at.council.whose} partnerships: performance at {at.when}",
        "Schedule for scrutiny",
        *decisions.questions(at),
        *standing.sentences(at),
        *standing.schedules(at, level=1),
    )


def exceptions(at: Standing) -> Outline:
    """Only what needs a decision or an answer."""
    return frame.paper(
        at,
        f"Exceptions at {at.when}",
        f"Targets that are off track or cannot be judged at {at.when}",
        *standing.sentences(at),
        *changes_and_off_track(at),
        *cannot_be_judged(at),
    )


def cannot_be_judged(at: Standing, *, when: bool = False) -> list[Block]:
    """The targets that cannot be judged, and ``when`` they will be known; nothing where no target is counted."""
    if at.nothing_counted:
        return []
    known = at.when_known(at.expected)
    told = [Paragraph(known)] if when and len(at.expected) else []
    return [Heading(INSUFFICIENT), *told, *shared.cannot_judge(at)]


def changes_and_off_track(at: Standing) -> list[Block]:
    """What changed, what is off track and what is done; nothing where no target is counted."""
    if at.nothing_counted:
        return []
    return [
        Heading("What changed"),
        *shared.changed(at, at.moved, at.rows),
        Heading(OFF_TRACK_TITLE),
        shared.off_track(
            at.off_track, at.position.actions, at.bodies, at.trends, among.column(at, at.off_track.target)
        ),
    ]
