"""One partnership: what is asked, what changed, what is being done, what is not known, and its own account."""

from oxdash.documents import partnership
from oxdash.documents.papers import Kind
from oxdash.web import page, pickers, screen

position = screen.position()
view = pickers.pick("partnership", position, "quarter", "standing", "agreement", "partnership")
page.show(partnership.page, view, position, Kind.PARTNERSHIP, partnership=view.partnership)
