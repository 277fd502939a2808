"""Who answers for what: the gaps, the targets of each partnership, what is due, and who sits where."""

from oxdash.documents import accountability
from oxdash.documents.papers import Kind
from oxdash.settings import current
from oxdash.web import page, pickers, screen

position = screen.position()
# the register alone is enough for this page; its picker is for a position that has returns, and for no single body
of_one = pickers.asks("body", position.register.body_names)
asked = () if position.empty or of_one else ("agreement", "partnership")
view = pickers.pick("accountability", position, *asked)
page.show(
    accountability.page,
    view,
    position,
    Kind.ANSWERS,
    partnership=view.partnership,
    body=view.body,
    calendars=not current().looking_needs_sign_in,
)
