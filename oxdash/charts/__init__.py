"""What is drawn, described once: a finding's table in, `Bars` or `Lines` out, which every drawer draws.

A chart never stands alone: its headline is text, and a sentence and a table say the same.
"""

from oxdash.charts.course import course_lines
from oxdash.charts.description import DOTS_AN_INCH, HEIGHT, PRINT_SCALE, WIDTH, Bars, Drawing
from oxdash.charts.status import status_bars
from oxdash.charts.xmr import xmr_lines

KINDS = (status_bars, course_lines, xmr_lines)

__all__ = [
    "DOTS_AN_INCH",
    "HEIGHT",
    "KINDS",
    "PRINT_SCALE",
    "WIDTH",
    "Bars",
    "Drawing",
    "course_lines",
    "status_bars",
    "xmr_lines",
]
