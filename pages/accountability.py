"""Who answers for what: the gaps, the targets of each partnership, what is due, and who sits where."""

from oxdash.documents import accountability
from oxdash.documents.papers import Kind
from oxdash.web import page, screen

position = screen.position()
# the register alone is enough for this page; its picker is for a position that has returns, and for no single body
of_one = screen.asks("body", position.register.body_names)
pickers = () if position.empty or of_one else ("agreement", "partnership")
view = screen.pick("accountability", position, *pickers)
page.show(accountability.page, view, position, Kind.ANSWERS, partnership=view.partnership, body=view.body)
