"""What was decided of what was asked, who acts by when, and what became of it; for managers, the desk to record it."""

from oxdash.documents import decisions
from oxdash.documents.papers import Kind
from oxdash.web import deciding, page, pickers, screen

position = screen.position()
view = pickers.pick("decisions", position)
deciding.way_there()
page.show(decisions.page, view, position, Kind.DECISIONS, counts=False)
latest = screen.latest()
deciding.offer(page.standing(latest, view), latest)
