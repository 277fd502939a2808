"""What cannot be judged, as something managed: why, who, when it will be known; and how good the data are."""

from oxdash.documents import frame, unknown
from oxdash.documents.papers import Kind
from oxdash.documents.unknown import Received
from oxdash.submissions import versions
from oxdash.web import on_file, page, pickers, screen


def arranged(position, view):
    """What everybody may see, and the readings confirmed, which are for those who may see receipts; the foot."""
    at, held = page.standing(position, view), screen.receipts()
    received = Received(versions.receipts(held), versions.warnings(held))
    seen_by_all = frame.named(at, unknown.page(at, view.partnership, received))
    foot = page.made_from(at, Kind.EXCEPTIONS)
    return page.draw(seen_by_all, view), unknown.readings(at, received), page.draw(foot, view)


position = screen.position()
view = pickers.pick("unknown", position, "quarter", "standing", "agreement", "partnership")
seen_by_all, readings, foot = screen.once(arranged, view, position)
page.put(seen_by_all)
on_file.confirmed(readings, {code: name for code, name in position.names.items() if view.partnership in (None, code)})
page.put(foot)
