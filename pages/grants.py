"""Grants: what was earned, agreed, allocated and spent, by grant, year, target and body; and what is not known."""

from oxdash.documents import grants
from oxdash.documents.papers import Kind
from oxdash.web import page, pickers, screen

position = screen.position()
view = pickers.pick("grants", position)
page.show(grants.page, view, position, Kind.GRANTS, counts=False)
