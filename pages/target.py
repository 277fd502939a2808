"""One target: how it stands in one sentence, where it goes, what is done about it, and where every figure came from."""

from oxdash.documents import target
from oxdash.web import charting, drafting, page, pickers, screen


def arranged(position, view):
    """What stands above the form that drafts milestones, and what below."""
    at = page.standing(position, view)
    above, below = target.page(at, view.target or position.register.targets.target.iloc[0])
    return page.draw(above, view), below and page.draw([*below, *page.made_from(at)], view)


position = screen.position()
view = pickers.pick("target", position, "quarter", "standing", "target")
above, below = screen.once(arranged, view, position)
page.put(above)
if below:
    code = view.target or position.register.targets.target.iloc[0]
    drafting.offer(position, code, page.standing(position, view))
    page.put(below)
    charting.offer_history(position, code)
