"""Where the agreement stands in one quarter, partnership by partnership: what the Board looks at first."""

from oxdash import charts, house_style, markup, screen
from oxdash.desk import papers
from oxdash.findings import arrivals, changes, counts, unknowns
from oxdash.markup import block, heading, paragraph
from oxdash.model import Status


def arranged(position, view):
    """What stands above the chart, the chart and its sentence, and what is below."""
    quarter = view.quarter or position.newest
    when = house_style.quarter(quarter)
    chosen = {"kind": view.kind, "partnership": view.partnership, "priority": view.priority}
    rows = position.at(quarter, view.standing, **chosen)
    by_partnership, total = counts.of(rows), counts.total(rows)
    moved = changes.between(rows, position.judged, position.quarters)
    since = changes.by_partnership(rows, position.judged, position.quarters).set_index("partnership").change
    warnings = arrivals.warnings(position.returns, position.stands_at(quarter, view.standing))
    targets = position.register.targets.set_index("target")
    history = position.rows[position.rows.target.isin(rows.target) & (position.rows.quarter <= quarter)]
    top = block(
        paragraph("Oxfordshire Local Area Agreement", "ox-over"),
        heading(f"Targets on track, {when}", 1),
        paragraph(counts.sentence(total), "ox-lead"),
        markup.standing.headline(total),
        paragraph(counts.range_sentence(total)),
        paragraph(arrivals.sentence(position.returns, quarter, position.names)),
        heading("By partnership"),
        markup.standing.by_partnership(by_partnership, position.names, since, warnings, view.address),
        heading("Number of targets by status", 3),
        paragraph(f"Oxfordshire, {when}; each partnership at the quarter in the table above.", "ox-note"),
        markup.status.key(markup.rules.has_tolerance(position.register.rules)),
    )
    rest = block(
        heading("What changed"),
        markup.lists.changed(moved, targets.title, view.address),
        heading("Off track"),
        markup.lists.off_track(rows[rows.status == Status.OFF_TRACK], position.actions, view.address),
        heading("Cannot be judged"),
        markup.lists.cannot_judge(unknowns.cannot_judge(rows), targets.owner, view.address),
        heading("Every target by quarter"),
        paragraph("As judged on what was returned for each quarter.", "ox-note"),
        markup.standing.grid(history, [one for one in position.quarters if one <= quarter], view.address),
        markup.notice.source(position.as_at, position.register.fingerprint),
    )
    return top, charts.status_bars(by_partnership, position.names), counts.sentence(total), rest


position = screen.position()
view = screen.pick("overview", position, "quarter", "standing", "partnership", "priority", "kind")
top, figure, sentence, rest = screen.once(arranged, view, position)
papers.notice_of(view.quarter or position.newest, view.address("papers"))
screen.put(top)
screen.chart(figure, sentence, "targets by partnership")
screen.put(rest)
