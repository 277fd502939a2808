"""Where the agreement stands in one quarter: in one screen what the Board has to know, and the lists behind it."""

from oxdash.documents import overview
from oxdash.documents.papers import Kind
from oxdash.web import page, papers, pickers, screen

position = screen.position()
view = pickers.pick(
    "overview", position, "quarter", "since", "standing", "partnership", "priority", "kind", "agreement"
)
papers.notice_of(position, view)
looked_at = {"kind": view.kind, "partnership": view.partnership, "priority": view.priority, "compared_with": view.since}
page.show(overview.page, view, position, Kind.BOARD, part=looked_at)
