"""How many targets of each status, partnership by partnership."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from oxdash.charts.course import say_instead
from oxdash.charts.template import HEIGHT, TEMPLATE
from oxdash.findings.counts import segments
from oxdash.vocabulary.wording import LOOKS, NOTHING_COUNTED, PAPER

ROW, FULL = 46, 7  # px a bar; the seven partnerships fill the height of a chart


def status_bars(counts: pd.DataFrame, names: Mapping[str, str]) -> go.Figure:
    """One stacked bar a partnership, in the order of every stack, each part with its count.

    ``counts`` is findings.counts.of; the first row is on top.
    """
    labels = [_wrapped(names.get(code, code)) for code in counts.partnership]
    figure = go.Figure()
    for one, number in segments(counts).items():
        look = LOOKS[one]
        outlined = look.outline != look.fill
        figure.add_bar(
            name=look.word,
            y=labels,
            x=number,
            orientation="h",
            text=[str(n) if n else "" for n in number],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            zorder=1 if outlined else 0,  # on top: it is told by its outline, which a neighbour would cut
            # unknown is hatched, so its number stands on a white ground of its own
            textfont={"color": look.text, "size": 15},
            marker={
                "color": look.fill,
                "line": {"color": look.outline if outlined else PAPER, "width": 1 if outlined else 2},
                "pattern": {"shape": "/", "fgcolor": "#b9bcbf", "bgcolor": PAPER, "size": 7, "solidity": 0.25}
                if look.hatched
                else {"shape": ""},
            },
            customdata=[_literal(names.get(code, code)) for code in counts.partnership],
            hovertemplate="%{customdata}: %{x} " + look.word.lower() + "<extra></extra>",
        )
    figure.update_layout(
        template=TEMPLATE,
        barmode="stack",
        bargap=0.42,
        height=HEIGHT + ROW * (max(len(counts), 1) - FULL),
        uniformtext_minsize=12,
    )
    figure.update_yaxes(autorange="reversed", ticklabelstandoff=8, showgrid=False)
    figure.update_xaxes(rangemode="tozero", dtick=_step(counts))
    if counts.empty:
        figure.update_layout(height=HEIGHT)
        say_instead(figure, NOTHING_COUNTED)
    return figure


def _wrapped(name: str, width: int = 26) -> str:
    lines = [""]
    for word in name.split():
        if lines[-1] and len(lines[-1]) + len(word) + 1 > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "<br>".join(_literal(line) for line in lines)


def _literal(text: str) -> str:
    """Plotly takes a few tags in a text for markup; a name is never that."""
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _step(counts: pd.DataFrame) -> int:
    """Whole targets between ticks, few enough for a telephone."""
    most = int(counts["targets"].max()) if len(counts) else 1
    return next((step for step in (1, 2, 5, 10, 20, 50) if most / step <= 5), 100)
