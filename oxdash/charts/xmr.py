"""One target's quarters against its own usual ups and downs: values, mean, limits, and what stands out."""

import plotly.graph_objects as go

from oxdash.charts import axis
from oxdash.charts.course import DRAWN, LABELS_FROM
from oxdash.charts.template import HEIGHT, TEMPLATE, WIDTH
from oxdash.findings.xmr import Xmr
from oxdash.vocabulary.model import COUNT, PER_CENT, POUNDS
from oxdash.vocabulary.wording import INK, OUTLINE, SERIES, quantity

LABEL = 36  # px of height of a label of two lines
TICK = 64  # px of width that the name of a quarter needs
STEPS = (1, 2, 4, 8, 12, 16, 20, 40)  # every so many quarters are named: from 4 on the same quarter of each year


def xmr(result: Xmr) -> go.Figure:
    """The individuals chart of findings.xmr: a point that stands out is a filled diamond, any other an open ring.

    A gap is left open. Mean and limits are named beside their lines; the limits are dashed.
    """
    points = result.points.reset_index(drop=True)
    low, high = _range(result)
    least = LABEL * (high - low) / DRAWN  # so that no label stands on another
    figure = go.Figure()
    for value, beside, called, dash in (
        (result.upper, max(result.upper, result.mean + least), "Upper limit", "dash"),
        (result.mean, result.mean, "Mean", "solid"),
        (result.lower, min(result.lower, result.mean - least), "Lower limit", "dash"),
    ):
        figure.add_hline(y=value, line={"color": OUTLINE, "width": 1.5, "dash": dash})
        stroke = "━" if dash == "solid" else "┅"
        said = quantity(value, _beside(result), result.places)
        figure.add_annotation(
            x=LABELS_FROM,
            xref="paper",
            xanchor="left",
            xshift=8,
            y=beside,
            align="left",
            showarrow=False,
            text=f'<span style="color:{OUTLINE}">{stroke}</span> {called}<br>{said}',
            font={"size": 14},
        )
    special = points["special"].tolist()
    figure.add_scatter(
        x=list(points.index),
        y=points["value"].tolist(),
        name="Each quarter" if result.added else "Figure",
        mode="lines+markers",
        connectgaps=False,
        cliponaxis=False,
        line={"width": 2, "color": SERIES[0]},
        marker={
            "opacity": 1,
            "symbol": ["diamond" if out else "circle-open" for out in special],
            "size": [14 if out else 9 for out in special],
            "color": [SERIES[1] if out else SERIES[0] for out in special],
            "line": {"width": 2, "color": [INK if out else SERIES[0] for out in special]},
        },
        customdata=[
            (label, quantity(value, result.unit, result.places), f"<br>{why}" if why else "")
            for label, value, why in zip(points["label"], points["value"], points["why"], strict=True)
        ],
        hovertemplate="%{customdata[0]}: %{customdata[1]}%{customdata[2]}<extra></extra>",
    )
    figure.update_layout(template=TEMPLATE, height=HEIGHT)
    needed = len(points) * TICK / (WIDTH * LABELS_FROM)
    step = next((step for step in STEPS if step >= needed), len(points))
    shown = list(points.index)[::step]
    figure.update_xaxes(
        tickvals=shown,
        ticktext=[points["label"][n].replace(" ", "<br>") for n in shown],
        showgrid=False,
        range=[-0.4, len(points) - 0.6],
        domain=[0, LABELS_FROM],
    )
    figure.update_yaxes(
        range=[low, high],
        tickprefix="£" if result.unit == POUNDS else "",
        ticksuffix="%" if result.unit == PER_CENT else "",
        tickformat=",",
    )
    axis.number_it(figure, result.can_be, result.places)
    return figure


def _beside(result: Xmr) -> str:
    """The sign that stands beside a number; the name of any other unit is in the subtitle."""
    return result.unit if result.unit in (PER_CENT, POUNDS) else COUNT


def _range(result: Xmr) -> tuple[float, float]:
    """From a little under everything to a little over it; where nothing ever varied, still a band to draw in."""
    values = result.points["value"].dropna()
    low, high = min(values.min(), result.lower), max(values.max(), result.upper)
    span = (high - low) or abs(high) or 1.0
    return low - 0.12 * span, high + 0.12 * span
