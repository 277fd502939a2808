"""A table in, a plotly figure out.

A chart never stands alone: its headline is page text, and a sentence and a table say the same.
"""

from oxdash.charts.bars import status_bars
from oxdash.charts.course import history
from oxdash.charts.template import DOTS_AN_INCH, HEIGHT, PRINT_SCALE, TEMPLATE, WIDTH
from oxdash.charts.xmr import xmr

__all__ = ["DOTS_AN_INCH", "HEIGHT", "PRINT_SCALE", "TEMPLATE", "WIDTH", "history", "status_bars", "xmr"]
