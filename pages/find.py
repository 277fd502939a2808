"""Find a target or an action by words, code, who answers for it and how it stands; every choice is in the address."""

from oxdash.documents.blocks import Heading
from oxdash.web import finding, page, screen

position = screen.position()
if not position.empty:
    screen.say(Heading("Find a target", 0))
view = finding.ask(position)
page.put(screen.once(finding.found, view, position))
