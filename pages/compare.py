"""The partnerships side by side: each by itself, in the register's order, and why that is no league table."""

from oxdash.documents import compare
from oxdash.documents.papers import Kind
from oxdash.web import page, pickers, screen

position = screen.position()
view = pickers.pick("compare", position, "quarter", "standing", "priority", "kind", "agreement")
page.show(compare.page, view, position, Kind.BOARD, part={"kind": view.kind, "priority": view.priority})
