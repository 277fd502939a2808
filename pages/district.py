"""One district: its own figures, how they are judged beside the area's, and what no return says of it."""

from oxdash.documents import district
from oxdash.web import page, pickers, screen
from oxdash.web.view import DISTRICT

position = screen.position()
view = pickers.pick(DISTRICT, position, "quarter", "standing", DISTRICT, "kind", "agreement")
page.show(district.page, view, position, part={"kind": view.kind}, district=view.district)
