"""About how tall a paper of one page is, so that what is put on it can be shortened before it runs over."""

from oxdash.documents.blocks import Outline, Table
from oxdash.documents.first_screen import Picture
from oxdash.output.on_paper import plain, widths, words_width
from oxdash.output.word import picture as wordpicture
from oxdash.output.word import styles as wordstyles
from oxdash.output.word.styles import LINE, Look, Measure
from oxdash.output.word.table import PADDING

BOLD, PLAIN = 0.95, 0.87  # of the width that `words_width` has for the same words, which is generous
INDENT = 340  # twips of a bullet, and of each line that stands under another
AFTER_A_TABLE = 8  # points above what is said next
IN_BOLD = ("OverTitle", "Title", "Heading1", "Heading2", "Heading3", "Lead", "Caption")
SPARE = 0.98  # of a page: programs that lay it out do not agree to the point


def fits(outline: Outline) -> bool:
    """Whether the paper is held to fit one page of A4."""
    return height(outline) <= wordstyles.look(outline).height * SPARE


def height(outline: Outline) -> float:
    """Points from the top of the first line to the end of the last; for headings, words, bullets and tables.

    Between two paragraphs stands the greater of the one's space after and the other's space before, as Word has it.
    TypeError for a block that no paper of one page has.
    """
    look = wordstyles.look(outline)
    total, gap = 0.0, 0.0
    for style, held in wordstyles.parts(outline):
        if isinstance(held, str):
            measure, width = look.styles[style], look.width - INDENT * (style == "ListBullet")
            total += max(gap, measure.before) + _tall(held, measure, width, bold=style in IN_BOLD)
            gap = measure.after
        elif isinstance(held, Table):
            total += gap + _table(held, look.styles[style], look.width)
            gap = AFTER_A_TABLE
        elif isinstance(held, Picture):
            total += gap + sum(_said(text, style, look) for style, text in _around(held))
            total += wordpicture.height(held.drawing, look)
            gap = look.styles["FigureDrawing"].after
        else:
            raise TypeError(f"{type(held).__name__} has no place on a paper of one page")
    return total


def _around(picture: Picture) -> list[tuple[str, str]]:
    said = (("FigureCaption", picture.headline), ("FigureSubtitle", picture.subtitle), ("Source", picture.source))
    return [(style, text) for style, text in said if text]


def _said(text: str, style: str, look: Look) -> float:
    measure = look.styles[style]
    return measure.before + _tall(text, measure, look.width) + measure.after


def _tall(text: str, measure: Measure, width: int, *, bold: bool = False) -> float:
    return _lines(text, measure.points, width, bold) * _line(measure)


def _line(measure: Measure) -> float:
    return measure.points * LINE * measure.line


def _lines(text: str, points: float, width: int, bold: bool = False) -> int:
    """How many lines a text takes, word after word."""
    count, space = 0, words_width(" ", points)
    for line in plain(text).split("\n"):
        count, reached = count + 1, 0.0
        for word in line.split():
            wide = words_width(word, points) * (BOLD if bold else PLAIN)
            if reached and reached + space + wide > width:
                count, reached = count + 1, 0.0
            count += int(wide // width)
            reached += (space if reached else 0.0) + wide % width
    return count


def _table(table: Table, measure: Measure, width: int) -> float:
    columns = list(zip(table.columns, widths(table.columns, width, measure.points, PADDING), strict=True))
    total = max(_cell(column.heading, measure, wide, bold=True) for column, wide in columns)
    for number in range(table.rows):
        total += max(_cell(column.cells[number], measure, wide, bold=column.names_row) for column, wide in columns)
    return total


def _cell(held: object, measure: Measure, wide: int, *, bold: bool) -> float:
    texts = held if isinstance(held, tuple) else (held,)
    spaces = measure.before + max(measure.before, measure.after) * (len(texts) - 1) + measure.after
    return 0.75 + spaces + sum(_tall(text, measure, wide - PADDING, bold=bold) for text in texts)  # and the line below
