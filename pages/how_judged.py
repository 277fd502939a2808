"""How a target is judged, in words; where the figures come from; how to use these pages."""

from oxdash.documents import rules
from oxdash.web import page, pickers, screen

position = screen.position()
page.show(rules.page, pickers.pick("how_judged", position), position, foot=False, counts=False)
