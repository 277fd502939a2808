"""One target: how it stands in one sentence, where it goes, what is done about it, and where every figure came from."""

from oxdash.web import screen
from oxdash.web.desk import drafting, target

position = screen.position()
view = screen.pick("target", position, "quarter", "standing", "target")
sheet = screen.once(target.arranged, view, position)
code = target.chosen(position, view)
screen.put(sheet.top)
if sheet.course is not None:
    screen.chart(sheet.course, sheet.said, f"{code} by quarter")
    screen.put(sheet.middle)
    if sheet.usual is not None:
        screen.chart(sheet.usual, sheet.usual_said, f"{code} usual ups and downs")
    drafting.offer(position, view)
    screen.put(sheet.rest)
