"""What stands beside a native chart's lines and in its bars: names and values, none of them on another."""

from collections.abc import Sequence

from lxml import etree
from pptx.chart.chart import Chart as NativeChart
from pptx.oxml import parse_xml

from oxdash.output.word.series import Series
from oxdash.vocabulary.wording import INK

FONT, POINTS = "Arial", 10
C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
SPACES = f'xmlns:c="{C}" xmlns:a="{A}"'
WIDTH = 453.5  # points, of 16 cm
LABEL = 0.052  # of the height: a line of text
NO_LEADERS = (  # LibreOffice would join a moved label and its point by a line
    '<c:extLst><c:ext uri="{CE6537A1-D6FC-4f65-9D91-7224C49458BB}" '
    'xmlns:c15="http://schemas.microsoft.com/office/drawing/2012/chart"><c15:showLeaderLines val="0"/>'
    "</c:ext></c:extLst>"
)


def counts(element, series: Series, ink: str, ground: str | None) -> None:
    """The count in the middle of each part; none of nought, which would stand on its neighbour."""
    none = "".join(
        f'<c:dLbl><c:idx val="{n}"/><c:delete val="1"/></c:dLbl>' for n, count in enumerate(series.values) if not count
    )
    said = (
        f"<c:dLbls {SPACES}>{none}{_format('0;;;')}{_ground(ground)}{_text(ink, bold=True)}"
        f'<c:dLblPos val="ctr"/>{_shown(value=1)}</c:dLbls>'
    )
    element.find(f"{{{C}}}cat").addprevious(parse_xml(said))


def name_ends(
    chart: NativeChart, found: Sequence[Series], code: str, inner: dict[str, float], low: float, high: float
) -> None:
    """Name and value of each line where it ends, in the order of their values and never one on another."""
    ends = []
    for native, series in zip(chart.plots[0].series, found, strict=True):
        known = [(n, value) for n, value in enumerate(series.values) if value is not None]
        if series.last and known:
            newest, value = known[-1]
            at = inner["y"] + inner["h"] * (1 - (value - low) / (high - low))
            ends.append((at, newest, native))
    ends.sort(key=lambda end: end[0])
    wanted = spread([at for at, _, _ in ends], LABEL, inner["y"], inner["y"] + inner["h"])
    across = len(found[0].values)
    wide = inner["w"] / across
    for (at, point, native), to in zip(ends, wanted, strict=True):
        # a label stands off by half its point's marker, of which WIDTH is the chart's width
        right = wide * (across - point - 0.5) - (native.marker.size or 0) / 2 / WIDTH
        said = (
            f'<c:dLbls {SPACES}><c:dLbl><c:idx val="{point}"/><c:layout><c:manualLayout><c:x val="{right:.5f}"/>'
            f'<c:y val="{to - at:.5f}"/></c:manualLayout></c:layout>{_format(code)}{_ground(None)}'
            f'{_text(INK)}<c:dLblPos val="r"/>{_shown(value=1, series=1)}<c:separator> </c:separator></c:dLbl>'
            f"{_ground(None)}{_shown()}{NO_LEADERS}</c:dLbls>"
        )
        native._element.find(f"{{{C}}}cat").addprevious(parse_xml(said))


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


def _text(ink: str, *, bold: bool = False) -> str:
    return (
        '<c:txPr><a:bodyPr rot="0" vert="horz" wrap="none"/><a:lstStyle/><a:p><a:pPr>'
        f'<a:defRPr sz="{POINTS * 100}" b="{int(bold)}">{_solid(ink)}'
        f'<a:latin typeface="{FONT}"/></a:defRPr></a:pPr><a:endParaRPr lang="en-GB"/></a:p></c:txPr>'
    )


def _shown(*, value: int = 0, series: int = 0) -> str:
    said = {"LegendKey": 0, "Val": value, "CatName": 0, "SerName": series, "Percent": 0, "BubbleSize": 0}
    return "".join(f'<c:show{name} val="{shown}"/>' for name, shown in said.items())
