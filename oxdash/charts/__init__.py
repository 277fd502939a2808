"""A table in, a plotly figure out.

A chart never stands alone: its headline is page text, and a sentence and a table say the same.
"""

from oxdash.charts.bars import status_bars
from oxdash.charts.course import history
from oxdash.charts.template import TEMPLATE, WIDTH

__all__ = ["TEMPLATE", "WIDTH", "history", "status_bars"]
