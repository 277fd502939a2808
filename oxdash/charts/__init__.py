"""What is drawn, described once: a finding's table in, `Bars` or `Lines` out, which every drawer draws.

A chart never stands alone: its headline is text, and a sentence and a table say the same.
"""

from oxdash.charts.description import DOTS_AN_INCH, HEIGHT, PRINT_SCALE, WIDTH, Bars, Drawing
from oxdash.charts.kinds import KINDS, among_dots, among_lines, course_lines, status_bars, xmr_lines

__all__ = [
    "DOTS_AN_INCH",
    "HEIGHT",
    "KINDS",
    "PRINT_SCALE",
    "WIDTH",
    "Bars",
    "Drawing",
    "among_dots",
    "among_lines",
    "course_lines",
    "status_bars",
    "xmr_lines",
]
