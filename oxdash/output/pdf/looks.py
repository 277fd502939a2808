"""How a PDF paper looks: the sizes and spaces of the Word papers, so that one reads as the other.

A style is (points, space above, space below, lines), the spaces in points; of two that meet, the greater is left.
"""

from dataclasses import dataclass

from oxdash.documents.blocks import Outline

A4, TALL = 595.28, 841.89  # points wide and tall
PADDING, CLOSE = 5.0, 2.75  # points left and right in a cell; the same under a chart
TOP, BOTTOM = 37.0, 48.0  # points: margins
FOOT = 8.5  # points: what stands at the foot of a page
SIZES = (1.0, 0.97, 0.94, 0.91, 0.88, 0.85, 0.8, 0.75)  # of a paper that is held to one page, the first that fits
Style = tuple[float, float, float, float]


@dataclass(frozen=True)
class Look:
    """The styles of a paper, and its margins at the sides, in points."""

    styles: dict[str, Style]
    side: float

    @property
    def height(self) -> float:
        """Between the margins above and below."""
        return TALL - TOP - BOTTOM

    @property
    def width(self) -> float:
        """Between the margins."""
        return A4 - 2 * self.side


PAPER = Look(
    {
        "Normal": (12, 0, 6, 1.1),
        "OverTitle": (12, 0, 2, 1.1),
        "Title": (20, 3, 8.4, 1),
        "Heading1": (17, 17, 6, 1.1),
        "Heading2": (14, 12.6, 3, 1.1),
        "Heading3": (12, 9.6, 2, 1.1),
        "Lead": (14, 0, 6, 1.1),
        "SmallPrint": (9, 0, 6, 1.1),
        "ListBullet": (12, 0, 3.6, 1.1),
        "Caption": (10.5, 4, 2, 1),
        "FigureCaption": (10.5, 0, 1, 1),
        "FigureSubtitle": (9, 0, 1, 1),
        "Source": (8, 2, 6, 1),
        "TableText": (10, 2, 2, 1),
        "SmallTableText": (9, 2, 2, 1),
        "FigureTableText": (9, 0.5, 0.5, 1),
        "FigureTableCaption": (9, 0, 1, 1),
        "TableSection": (10, 5, 2, 1),
        "TableBullet": (10, 2, 2, 1),
    },
    side=56.7,
)
ONE_PAGE = Look(
    PAPER.styles
    | {
        "Normal": (10, 0, 5, 1),
        "OverTitle": (10, 0, 2, 1),
        "Title": (16, 2, 7, 1),
        "Heading1": (12, 12, 4.2, 1),
        "Heading2": (11, 9.9, 3, 1),
        "Heading3": (10, 8, 2, 1),
        "Lead": (11, 0, 5, 1),
        "SmallPrint": (9, 0, 5, 1),
        "ListBullet": (10, 0, 3, 1),
        "Caption": (9.5, 4, 2, 1),
        "FigureCaption": (9.5, 0, 1, 1),
        "TableText": (9, 2, 2, 1),
        "TableSection": (9, 5, 2, 1),
        "TableBullet": (9, 2, 2, 1),
    },
    side=42.5,
)


def of(outline: Outline) -> Look:
    return ONE_PAGE if outline.one_page else PAPER
