"""Find a target or an action by words, code, who answers for it and how it stands; every choice is in the address."""

from oxdash.documents.markup import heading
from oxdash.web import screen
from oxdash.web.desk import finding

position = screen.position()
if not position.empty:
    screen.show(heading("Find a target", 1))
view = finding.ask(position)
screen.put(screen.once(finding.found, view, position))
