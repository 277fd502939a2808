"""Every kind of chart, drawn from the table that it is made of: as a figure, as a drawing of a page, as a block."""

import pandas as pd
import plotly.graph_objects as go
from markupsafe import Markup

from oxdash import charts
from oxdash.documents.blocks import Chart, Table
from oxdash.findings.xmr import Xmr
from oxdash.output import chart_plotly, chart_svg
from oxdash.output.element import joined


def course_figure(rows: pd.DataFrame, **beside) -> go.Figure:
    return chart_plotly.figure(charts.course_lines(rows, **beside))


def bars_figure(counts: pd.DataFrame, names: dict[str, str]) -> go.Figure:
    return chart_plotly.figure(charts.status_bars(counts, names))


def usual_figure(result: Xmr) -> go.Figure:
    return chart_plotly.figure(charts.xmr_lines(result))


def course_picture(rows: pd.DataFrame, **beside) -> Markup:
    return joined([chart_svg.drawn(charts.course_lines(rows, **beside), "In words.", "it")])


def bars_picture(counts: pd.DataFrame, names: dict[str, str]) -> Markup:
    return joined([chart_svg.drawn(charts.status_bars(counts, names), "In words.", "it")])


def block(drawing: charts.Drawing, table: Table, name: str = "NI-154", **more) -> Chart:
    return Chart(name, "Headline", "Subtitle", "In words.", "Source.", table, drawing, **more)
