"""Who answers for what: the gaps, the targets of each partnership, what is due, and who sits where."""

from oxdash.documents import accountability
from oxdash.documents.papers import Kind
from oxdash.web import page, screen

position = screen.position()
# the register alone is enough for this page; its picker is for a position that has returns
view = screen.pick("accountability", position, *(() if position.empty else ("agreement", "partnership")))
page.show(accountability.page, view, position, Kind.ANSWERS, partnership=view.partnership)
