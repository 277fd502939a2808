"""The partnerships side by side: each by itself, in the register's order, and why that is no league table."""

from oxdash.documents import markup
from oxdash.documents.edition import Edition
from oxdash.documents.markup import block, bullets, heading, paragraph
from oxdash.documents.papers import Kind
from oxdash.documents.quarter_view import Standing
from oxdash.findings import comparison
from oxdash.vocabulary.model import AGREEMENT
from oxdash.web import screen
from oxdash.web.desk import papers


def arranged(position, view):
    """The reason first, then the table, then the same in sentences."""
    at = Standing(
        position, Edition(view.quarter or position.newest, view.standing), kind=view.kind, priority=view.priority
    )
    table = comparison.of(at.rows, position.judged, position.names, at.quarters)
    return block(
        paragraph(AGREEMENT, "ox-over"),
        heading(f"Partnerships side by side, {at.when}", 1),
        paragraph(comparison.no_league_table(table), "ox-lead"),
        markup.found.comparison(table, view.address),
        markup.status.key(markup.rules.has_tolerance(position.register.rules)),
        heading("The same in words"),
        bullets(table.sentence),
        markup.notice.source(position.as_at, position.register.fingerprint, *papers.leads_to(view, Kind.BOARD)),
    )


position = screen.position()
view = screen.pick("compare", position, "quarter", "standing", "priority", "kind")
screen.put(screen.once(arranged, view, position))
