"""Where the agreement stands in one quarter: in one screen what the Board has to know, and the lists behind it."""

from dataclasses import replace

from oxdash import charts
from oxdash.documents import markup
from oxdash.documents.edition import Edition
from oxdash.documents.markup import block, brief, heading, link, paragraph
from oxdash.documents.papers import Kind
from oxdash.documents.quarter_view import Standing
from oxdash.findings import arrivals, asked, counts, unknowns
from oxdash.output import chart_plotly
from oxdash.register import sources
from oxdash.register.sources import OWNER
from oxdash.vocabulary import wording
from oxdash.vocabulary.model import Status
from oxdash.web import screen
from oxdash.web.desk import papers


def arranged(position, view):
    """What stands above the chart, the chart and its sentence, and what is below."""
    quarter = view.quarter or position.newest
    at = Standing(
        position,
        Edition(quarter, view.standing),
        kind=view.kind,
        partnership=view.partnership,
        priority=view.priority,
        compared_with=view.since,
    )
    since = wording.quarter(view.since) if view.since else "the quarter before"
    returned = arrivals.sentence(position.returns, quarter, position.names)
    if at.nothing_counted:
        return nothing_counted(at, returned, view), None, at.nothing_counted, block()
    known = (counts.range_sentence(at.total), returned)
    unknown = unknowns.cannot_judge(at.rows)
    top = block(
        heading(f"Targets on track, {at.when}", 1),
        paragraph(counts.sentence(at.total), "ox-lead"),
        markup.standing.headline(at.total),
        paragraph(" ".join(known), "ox-source"),
        heading("In brief"),
        brief.of(at, view.address, since),
        heading(asked.TITLE, anchor=brief.ASKED),
        markup.asked.numbered(at.asked, position.names, view.address),
        heading("By partnership"),
        markup.standing.by_partnership(at.by_partnership, position.names, at.since, at.states, view.address),
        heading(counts.BY_STATUS_TABLE, 3),
        paragraph(f"Oxfordshire, {at.when}; each partnership at the quarter in the table above.", "ox-note"),
        markup.status.key(markup.rules.has_tolerance(position.register.rules)),
    )
    answering = at.targets.loc[unknown.target]
    rest = block(
        heading(f"What changed since {since}", anchor=brief.CHANGED),
        markup.lists.changed(at.moved, at.targets.title, view.address, at.nothing_moved(at.rows)),
        heading("Off track", anchor=brief.OFF_TRACK),
        markup.lists.off_track(at.off_track, position.actions, view.address, at.bodies),
        heading(wording.LOOKS[Status.INSUFFICIENT_DATA].word, anchor=brief.UNKNOWN),
        markup.lists.cannot_judge(unknown, sources.marked(answering, "owner", "Owner"), view.address),
        markup.notice.unsourced((answering, OWNER)),
        markup.notice.source(position.as_at, position.register.fingerprint, *papers.leads_to(view, Kind.BOARD)),
    )
    figure = chart_plotly.figure(charts.status_bars(at.by_partnership, position.names))
    return top, figure, counts.sentence(at.total), rest


def nothing_counted(at, returned, view):
    """All there is to say where no target of the kind looked at is counted: the lists of it would all be empty."""
    others = len(at.position.at(at.edition.quarter, at.edition.standing, kind="all", partnership=at.partnership))
    every = replace(view, kind="all").address("overview", partnership=view.partnership)
    shown = link(f"All kinds of targets counted together: {others}", every)
    return block(
        heading(f"Targets on track, {at.when}", 1),
        paragraph(at.nothing_counted, "ox-lead"),
        paragraph(returned, "ox-source"),
        *([paragraph(shown)] if others and view.kind != "all" else []),
        heading(asked.TITLE, anchor=brief.ASKED),
        markup.asked.numbered(at.asked, at.names, view.address),
        markup.notice.source(at.position.as_at, at.register.fingerprint, *papers.leads_to(view, Kind.BOARD)),
    )


position = screen.position()
view = screen.pick("overview", position, "quarter", "since", "standing", "partnership", "priority", "kind")
top, figure, sentence, rest = screen.once(arranged, view, position)
papers.notice_of(view.quarter or position.newest or "", view.address("papers"))
screen.put(top)
if figure is not None:
    screen.chart(figure, sentence, "targets by partnership")
screen.put(rest)
