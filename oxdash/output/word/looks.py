"""How a native chart looks: python-pptx's chart in Arial and black, in the colours of the house.

Names and values stand beside its lines and in its bars, none of them on another.
"""

import math
from collections.abc import Sequence

from lxml import etree
from pptx.chart.chart import Chart as NativeChart
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_AXIS_CROSSES, XL_LEGEND_POSITION, XL_MARKER_STYLE, XL_TICK_MARK
from pptx.enum.dml import MSO_LINE, MSO_PATTERN
from pptx.oxml import parse_xml
from pptx.util import Pt

from oxdash.charts.description import FAINT, Bars, Dash, Line, Lines, Mark, Part, Shape, round_step
from oxdash.output.word.chart_room import ON_PAPER, Room
from oxdash.output.word.series import Series, number_format
from oxdash.vocabulary.wording import INK, OUTLINE, PAPER

FONT = "Arial"
C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
SPACES = f'xmlns:c="{C}" xmlns:a="{A}"'
NO_LEADERS = (  # LibreOffice would join a moved label and its point by a line
    '<c:extLst><c:ext uri="{CE6537A1-D6FC-4f65-9D91-7224C49458BB}" '
    'xmlns:c15="http://schemas.microsoft.com/office/drawing/2012/chart"><c15:showLeaderLines val="0"/>'
    "</c:ext></c:extLst>"
)
DASHES = {
    **{Dash.DASH: MSO_LINE.DASH, Dash.DOT: MSO_LINE.ROUND_DOT},
    **{Dash.DASH_DOT: MSO_LINE.DASH_DOT, Dash.LONG: MSO_LINE.LONG_DASH},
}
WIDEST = 2.75  # points of a line
PLOT = {"y": 0.03, "h": 0.74}  # of the chart's height; below it the quarters, the years and the key
MARKERS = {  # and how large, in points
    **dict.fromkeys((Shape.CIRCLE, Shape.RING), (XL_MARKER_STYLE.CIRCLE, 8)),
    **dict.fromkeys((Shape.DIAMOND, Shape.OPEN_DIAMOND), (XL_MARKER_STYLE.DIAMOND, 10)),
    Shape.SQUARE: (XL_MARKER_STYLE.SQUARE, 8),
    Shape.TRIANGLE: (XL_MARKER_STYLE.TRIANGLE, 9),
    Shape.STROKE: (XL_MARKER_STYLE.DASH, 12),
}
OPEN = (Shape.RING, Shape.SQUARE, Shape.TRIANGLE)


def bars(chart: NativeChart, drawing: Bars, found: Sequence[Series], room: Room = ON_PAPER) -> None:
    """Stacked bars, one a partnership, the first on top."""
    plot, category, value = chart.plots[0], chart.category_axis, chart.value_axis
    plot.gap_width = 55
    for native, series in zip(plot.series, found, strict=True):
        part = series.drawn
        assert isinstance(part, Part)
        look = part.look
        native.invert_if_negative = False
        fill, line = native.format.fill, native.format.line
        if look.hatched:
            fill.patterned()
            fill.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL
            fill.fore_color.rgb, fill.back_color.rgb = colour(OUTLINE), colour(PAPER)
        else:
            fill.solid()
            fill.fore_color.rgb = colour(look.fill)
        line.color.rgb = colour(look.outline if part.outlined else PAPER)
        line.width = Pt(0.75 if look.hatched else 1.5)
        _counts(native._element, series, look.text, PAPER if look.hatched else None, room)
    category.reverse_order = True
    value._element.find(f"{{{C}}}crosses").set("val", "max")  # or the numbers would stand above the bars
    low, high, step = scale([0.0, max(drawing.longest, 1)], least_step=1)
    _axes(chart, low, high, step, "0", room)
    _key(chart, room)


def lines(chart: NativeChart, drawing: Lines, found: Sequence[Series], room: Room = ON_PAPER) -> None:
    """The lines of one target, told apart by stroke and marker as well as colour, the last value of each beside it."""
    values = [value for one in found for value in one.values if value is not None]
    held = [*values, drawing.least] if values else [0.0, 1.0]  # the axis reaches down to where the others' does
    low, high, step = scale(held, places=drawing.places, can_be=drawing.can_be)
    _axes(chart, low, high, step, number_format(drawing), room)
    for native, series in zip(chart.plots[0].series, found, strict=True):
        _stroke(native, series)
    chart.value_axis.crosses = XL_AXIS_CROSSES.MINIMUM  # the quarters stand below negative figures too
    printed = [len(drawing.beside(value)) for value in (low, high, high - step)]
    ends = [(one.name, value) for one in found if _names_its_end(one) for value in one.values if value is not None]
    beside = [len(f"{name} {drawing.beside(value)}") for name, value in ends]
    left, right = 0.035 + room.letter * max(printed), min(0.8, 0.99 - room.letter * max(beside, default=0))
    inner = {"x": left, "w": right - left, **PLOT}
    _place(chart, inner)
    _name_ends(chart, found, number_format(drawing), inner, low, high, room)
    _key(chart, room)
    for series_at in reversed([n for n, series in enumerate(found) if series.piece]):  # a line has one entry
        entry = parse_xml(f'<c:legendEntry {SPACES}><c:idx val="{series_at}"/><c:delete val="1"/></c:legendEntry>')
        chart.legend._element.find(f"{{{C}}}legendPos").addnext(entry)
    _once(chart._chartSpace, "dispBlanksAs").set("val", "span")  # pieces are series of their own: no other is joined


def finish(space, room: Room = ON_PAPER) -> None:
    """What every chart has: square corners, its language, Arial in black on white, and no title of its own."""
    chart = NativeChart(space, None)
    chart.has_title = False
    chart.font.name, chart.font.size = FONT, Pt(room.points)
    chart.font.color.rgb = colour(INK)
    for language in space.iter(f"{{{A}}}endParaRPr"):
        language.set("lang", room.language)
    first = space.find(f"{{{C}}}date1904")
    for said in ('<c:roundedCorners %s val="0"/>', f'<c:lang %s val="{room.language}"/>'):
        first.addnext(parse_xml(said % SPACES))
    ground = f'<c:spPr {SPACES}><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill><a:ln><a:noFill/></a:ln></c:spPr>'
    space.find(f"{{{C}}}chart").addnext(parse_xml(ground))


def colour(code: str) -> RGBColor:
    return RGBColor.from_string(code.lstrip("#").upper())


def scale(
    values: list[float],
    least_step: float = 0.0,
    places: int | None = None,
    can_be: tuple[float, float] = (-math.inf, math.inf),
) -> tuple[float, float, float]:
    """Round ends of an axis that hold every value, and the step between its five or so lines.

    An axis of figures that are never negative does not go below nought; bars (``least_step``) start there. Nor does
    one go beyond what a figure ``can_be``.
    """
    bottom, top = min(values), max(values)
    span = (top - bottom) or abs(top) * 0.1 or 1.0
    step = max(round_step(span, 5, places), least_step)
    margin = 0.0 if least_step else 0.06 * span
    low = math.floor((bottom - margin) / step) * step
    high = math.ceil((top + margin) / step - 1e-9) * step
    if bottom >= 0:
        low = max(low, 0.0)
    low, high = max(low, can_be[0]), min(high, can_be[1])
    return round(low, 10), round(high, 10), round(step, 10)


def _axes(chart: NativeChart, low: float, high: float, step: float, number_format: str, room: Room) -> None:
    value, category = chart.value_axis, chart.category_axis
    value.minimum_scale, value.maximum_scale, value.major_unit = low, high, step
    value.has_major_gridlines = True
    value.major_gridlines.format.line.color.rgb = colour(FAINT)
    value.major_gridlines.format.line.width = Pt(0.5)
    value.tick_labels.number_format, value.tick_labels.number_format_is_linked = number_format, False
    value.format.line.fill.background()
    value._element.find(f"{{{C}}}crosses").addnext(parse_xml(f'<c:crossBetween {SPACES} val="between"/>'))
    category.format.line.color.rgb = colour(OUTLINE)
    category.format.line.width = Pt(0.75)
    for axis in (value, category):
        axis.major_tick_mark = XL_TICK_MARK.NONE
        axis.tick_labels.font.size, axis.tick_labels.font.name = Pt(room.points), FONT
        upright = axis._element.find(f"{{{C}}}txPr/{{{A}}}bodyPr")
        upright.set("rot", "0")
        upright.set("vert", "horz")


def _key(chart: NativeChart, room: Room) -> None:
    chart.has_legend = True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    chart.legend.font.size, chart.legend.font.name = Pt(room.points), FONT


def _stroke(native, series: Series) -> None:
    drawn = series.drawn
    assert isinstance(drawn, Line)
    mark, line = drawn.mark, native.format.line
    native.smooth = False
    line.color.rgb, line.width = colour(mark.colour), Pt(min(mark.width, WIDEST))
    if mark.dash in DASHES:
        line.dash_style = DASHES[mark.dash]
    known = [n for n, value in enumerate(series.values) if value is not None]
    if mark.shape == Shape.STROKE and len(known) != 1:  # the stroke is enough, where there is one
        native.marker.style = XL_MARKER_STYLE.NONE
        return
    _mark(native.marker, mark)
    if not drawn.path.stroked:
        line.fill.background()
    for n in known:
        if (other := drawn.mark_at(n)) is not mark:
            point = native.points[n]
            _mark(point.marker, other)
            point.format.line.color.rgb, point.format.line.width = line.color.rgb, line.width


def _mark(marker, mark: Mark) -> None:
    marker.style, marker.size = MARKERS[mark.shape]
    marker.format.fill.solid()
    marker.format.fill.fore_color.rgb = colour(PAPER if mark.shape in OPEN else mark.colour)
    marker.format.line.color.rgb, marker.format.line.width = colour(mark.edge or mark.colour), Pt(1.75)


def _place(chart: NativeChart, inner: dict[str, float]) -> None:
    said = "".join(f'<c:{edge}Mode val="edge"/>' for edge in "xy")
    said += "".join(f'<c:{name} val="{inner[name]:.4f}"/>' for name in ("x", "y", "w", "h"))
    layout = f'<c:layout {SPACES}><c:manualLayout><c:layoutTarget val="inner"/>{said}</c:manualLayout></c:layout>'
    area = _once(chart._chartSpace, "plotArea")
    area.insert(0, parse_xml(layout))


def _once(space, name: str):
    return next(space.iter(f"{{{C}}}{name}"))


def _counts(element, series: Series, ink: str, ground: str | None, room: Room) -> None:
    """The count in the middle of each part; none of nought, which would stand on its neighbour."""
    none = "".join(
        f'<c:dLbl><c:idx val="{n}"/><c:delete val="1"/></c:dLbl>' for n, count in enumerate(series.values) if not count
    )
    said = (
        f"<c:dLbls {SPACES}>{none}{_format('0;;;')}{_ground(ground)}{_text(ink, room, bold=True)}"
        f'<c:dLblPos val="ctr"/>{_shown(value=1)}</c:dLbls>'
    )
    element.find(f"{{{C}}}cat").addprevious(parse_xml(said))


def _name_ends(
    chart: NativeChart, found: Sequence[Series], code: str, inner: dict[str, float], low: float, high: float, room: Room
) -> None:
    """Name and value of each line where it ends, in the order of their values and never one on another."""
    ends = []
    for native, series in zip(chart.plots[0].series, found, strict=True):
        known = [(n, value) for n, value in enumerate(series.values) if value is not None]
        if series.last and known and _names_its_end(series):
            newest, value = known[-1]
            at = inner["y"] + inner["h"] * (1 - (value - low) / (high - low))
            ends.append((at, newest, native))
    ends.sort(key=lambda end: end[0])
    wanted = spread([at for at, _, _ in ends], room.label, inner["y"], inner["y"] + inner["h"])
    across = len(found[0].values)
    wide = inner["w"] / across
    for (at, point, native), to in zip(ends, wanted, strict=True):
        # a label stands off by half its point's marker, in parts of the chart's width
        right = wide * (across - point - 0.5) - (native.marker.size or 0) / 2 / room.width
        said = (
            f'<c:dLbls {SPACES}><c:dLbl><c:idx val="{point}"/><c:layout><c:manualLayout><c:x val="{right:.5f}"/>'
            f'<c:y val="{to - at:.5f}"/></c:manualLayout></c:layout>{_format(code)}{_ground(None)}'
            f'{_text(INK, room)}<c:dLblPos val="r"/>{_shown(value=1, series=1)}<c:separator> </c:separator></c:dLbl>'
            f"{_ground(None)}{_shown()}{NO_LEADERS}</c:dLbls>"
        )
        native._element.find(f"{{{C}}}cat").addprevious(parse_xml(said))


def _names_its_end(series: Series) -> bool:
    return not isinstance(series.drawn, Line) or series.drawn.named


def spread(places: list[float], least: float, top: float, bottom: float) -> list[float]:
    """Sorted places moved as little as may be so that each is ``least`` below the one before, and none leaves."""
    found: list[float] = []
    for place in places:
        found.append(max(place, found[-1] + least) if found else max(place, top))
    limit = bottom
    for n in reversed(range(len(found))):
        found[n] = min(found[n], limit)
        limit = found[n] - least
    return found


def _format(code: str) -> str:
    made = etree.Element("numFmt", formatCode=code, sourceLinked="0")
    return etree.tostring(made, encoding="unicode").replace("<numFmt", "<c:numFmt")


def _ground(fill: str | None) -> str:
    return f"<c:spPr>{_solid(fill) if fill else '<a:noFill/>'}<a:ln><a:noFill/></a:ln></c:spPr>"


def _solid(code: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{code.lstrip("#").upper()}"/></a:solidFill>'


def _text(ink: str, room: Room, *, bold: bool = False) -> str:
    return (
        '<c:txPr><a:bodyPr rot="0" vert="horz" wrap="none"/><a:lstStyle/><a:p><a:pPr>'
        f'<a:defRPr sz="{round(room.points * 100)}" b="{int(bold)}">{_solid(ink)}'
        f'<a:latin typeface="{FONT}"/></a:defRPr></a:pPr><a:endParaRPr lang="{room.language}"/></a:p></c:txPr>'
    )


def _shown(*, value: int = 0, series: int = 0) -> str:
    said = {"LegendKey": 0, "Val": value, "CatName": 0, "SerName": series, "Percent": 0, "BubbleSize": 0}
    return "".join(f'<c:show{name} val="{shown}"/>' for name, shown in said.items())
