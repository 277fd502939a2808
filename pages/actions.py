"""What is being done about the targets, by whom and by when, what was promised before, and what could go wrong."""

from oxdash.documents import actions
from oxdash.documents.papers import Kind
from oxdash.web import page, pickers, screen

position = screen.position()
view = pickers.pick("actions", position, "quarter", "standing", "agreement", "partnership", "by")
page.show(actions.page, view, position, Kind.ACTIONS, partnership=view.partnership, by=view.by)
