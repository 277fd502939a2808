"""The one template of every chart: drawn on white in every theme, so that screen and paper are the same."""

import plotly.graph_objects as go

from oxdash.vocabulary.wording import INK, OUTLINE, PAPER, SERIES

FONT = (
    "Arial, Helvetica, Liberation Sans, sans-serif"  # on every machine: a web font would be missing from a saved file
)
FAINT = "#d9dbdd"
WIDTH, HEIGHT = 700, 394  # px: 16 x 9 cm, what an A4 page holds between its margins, so that a printed chart is whole
DOTS_AN_INCH = 300  # of a saved PNG
PRINT_SCALE = 1890 / WIDTH  # 16 cm at that density are 1890 dots
TEMPLATE = go.layout.Template(
    layout={
        "font": {"family": FONT, "size": 15, "color": INK},
        "paper_bgcolor": PAPER,
        "plot_bgcolor": PAPER,
        "colorway": SERIES,
        "margin": {"l": 12, "r": 16, "t": 12, "b": 28},
        "showlegend": False,
        "hovermode": "closest",
        "hoverlabel": {"bgcolor": PAPER, "bordercolor": OUTLINE, "font": {"family": FONT, "size": 14, "color": INK}},
        "xaxis": {
            "automargin": True,
            "gridcolor": FAINT,
            "zeroline": False,
            "nticks": 10,
            "tickangle": 0,
            "fixedrange": True,
        },
        "yaxis": {
            "automargin": True,
            "gridcolor": FAINT,
            "zeroline": False,
            "nticks": 8,
            "tickangle": 0,
            "fixedrange": True,
        },
    }
)
