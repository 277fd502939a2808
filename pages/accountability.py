"""Who answers for what: the gaps, the targets of each partnership, what is due, and who sits where."""

from oxdash.web import screen
from oxdash.web.desk import answering

position = screen.position()
# the register alone is enough for this page; its picker is for a position that has returns
view = screen.pick("accountability", position, *(() if position.empty else ("partnership",)))
screen.put(screen.once(answering.arranged, view, position))
