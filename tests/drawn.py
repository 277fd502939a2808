"""Documents as a page draws them."""

from itertools import groupby
from typing import Any, NamedTuple

from markupsafe import Markup

from oxdash.documents import accountability, target
from oxdash.documents.blocks import Table
from oxdash.documents.inline import lines
from oxdash.documents.page_blocks import Picture
from oxdash.documents.quarter_view import Standing
from oxdash.output import chart_plotly, html
from oxdash.output.element import joined
from oxdash.web import page
from oxdash.web.view import View

TO = View().address


def part(*blocks, to=TO) -> Markup:
    return html.part(blocks, to)


def line(held, to=TO) -> Markup:
    """What stands in a line or a cell."""
    return joined([html._How(to).line(held)])


def words(table: Table, heading: str) -> list[str]:
    """The cells of a column, in words."""
    return [" ".join(lines(cell)) for column in table.columns if column.heading == heading for cell in column.cells]


def answers(position, **asked) -> str:
    """The page of who answers for what."""
    view = View(**asked)
    blocks = accountability.page(page.standing(position, view), view.partnership, view.body)
    return str(html.page([*blocks, *page.made_from(page.standing(position, view))], view.address))


class TargetPage(NamedTuple):
    """The page of a target: HTML above, between and below its charts."""

    top: Markup
    course: Any = None
    said: str = ""
    middle: Markup | None = None
    usual: Any = None
    usual_said: str = ""
    rest: Markup | None = None


def of_target(position, code: str, at: Standing | None = None, **asked) -> TargetPage:
    """``at``: where all of several targets stand, worked out once for them."""
    view = View(target=code, **asked)
    above, below = target.page(at or page.standing(position, view), code)
    runs = [(chart, list(run)) for chart, run in groupby(above, lambda one: isinstance(one, Picture))]
    parts = [html.part(run, view.address) for chart, run in runs if not chart]
    charts = [one for chart, run in runs if chart for one in run]
    figures = [(chart_plotly.figure(one.drawing), one.sentence) for one in charts]
    found = TargetPage(parts[0])
    if figures:
        found = found._replace(course=figures[0][0], said=figures[0][1], middle=parts[1])
    if len(figures) > 1:
        found = found._replace(usual=figures[1][0], usual_said=figures[1][1])
    return found if below is None else found._replace(rest=html.part(below, view.address))
