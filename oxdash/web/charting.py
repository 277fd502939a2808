"""A chart on a page: to look into, under its message, and the buttons that hand it over as a file that stands alone."""

from functools import partial
from typing import NamedTuple

import streamlit as st

from oxdash.charts import WIDTH
from oxdash.documents.blocks import Chart
from oxdash.documents.page_blocks import Picture
from oxdash.judging.position import Position
from oxdash.output import chart_alone, chart_plotly, target_history
from oxdash.web import downloads, screen

FILES = (  # what its button says, of which format, and what a browser is told of it
    ("Save as PNG", "png", "image/png"),
    ("Save as SVG", "svg", "image/svg+xml"),
    ("Save figures (CSV)", "csv", "text/csv"),
)
_CONFIG = {"displayModeBar": False, "locale": "en-GB"}


class Drawn(NamedTuple):
    """A picture of a page, drawn."""

    figure: chart_plotly.Kept
    picture: Picture


def drawn(one: Picture) -> Drawn:
    """What is worked out once for all who look at the same view."""
    return Drawn(chart_plotly.Kept(chart_plotly.figure(one.drawing)), one)


def put(one: Drawn) -> None:
    """The chart with its sentence for a screen reader, its source, and the buttons."""
    picture = one.picture
    st.plotly_chart(
        one.figure, width=WIDTH, theme=None, alt=picture.sentence, config=_CONFIG, key=f"chart {picture.name}"
    )
    screen.say(picture.below)
    with st.container(horizontal=True):
        for said, form, mime in FILES:
            made = downloads.in_turn(partial(_made, picture.chart, form), officer=False)
            downloads.button(said, made, f"{picture.name}.{form}", mime, key=f"{form} of {picture.name}")


def offer_history(position: Position, code: str) -> None:
    """The button that hands over every quarter of a target, as CSV."""

    def made(stands: Position) -> bytes:
        return target_history.write(stands.history(code, stands.newest or ""))

    taken = downloads.in_turn(downloads.later(position, made), officer=False)
    downloads.button("Every quarter (CSV)", taken, f"{code} every quarter.csv", "text/csv", key=f"history of {code}")


def _made(chart: Chart, form: str) -> bytes:
    return chart_alone.FORMS[form](chart)
