"""How the return workbook looks: widths, colours, hints, drop-downs, number formats. Nothing of it is read back."""

from collections.abc import Iterable, Mapping

from oxdash.returns import layout
from oxdash.returns.filled import Typed
from oxdash.returns.layout import ACTIONS, BASIS, DISTRICTS, FOR, NARRATIVE, RETURN, RISKS, SECTION, TARGET, WITH
from oxdash.vocabulary.model import POUNDS

DATE_FORMAT = "dd/mm/yyyy"
YELLOW, GREY, HEADING_FILL = "#FFF6BF", "#F3F2F1", "#12436D"
SPARE_ROWS = 15  # empty yellow rows below what is filled in, on the sheets an officer adds rows to; each costs time
LAST_ROW = 500  # further down on those sheets a row is not coloured, but not locked either, and has the drop-downs
WIDTHS = {
    RETURN: (9, 30, 12, 9, 11, 11, 12, 11, 11, 13, 19, 12, 11, 11, 45),
    ACTIONS: (22, 56, 26, 13, 12, 44, 30),
    RISKS: (10, 50, 12, 10, 50, 26),
    DISTRICTS: (10, 28, 12),
    NARRATIVE: (24, 100, 26),
}
LINE, MOST_LINES = 14.5, 28  # points a line of text takes, and the lines that Excel can make a row tall for
LETTERS_A_WIDTH = 1.1  # letters of a text that fit where a column is wide enough for one figure
BOLD = 0.7  # of those, in a heading
SHORTEST = {RETURN: 3, NARRATIVE: 4}  # lines a row has at least, room to type in; on other sheets it grows by itself
HINTS = {
    RETURN: "Type in the yellow cells, columns H to O. Each target needs a figure, or a reason why there is none.",
    ACTIONS: "What will be done, for what, by whom and by when. One row for each action; it need not be for a target.",
    RISKS: "Optional. Last time's risks are there. Likelihood and impact are whole numbers from 1, low, to 5, high.",
    DISTRICTS: "Optional. Figures of single districts, in the target's unit. Last time's districts are there.",
    NARRATIVE: "The partnership's own account of the quarter. Last time's text is there to be changed.",
}
# heading on a sheet -> heading on Lists that its drop-down offers
CHOICES = {
    RETURN: {layout.FIGURE_IS: layout.FIGURE_IS, layout.WHY: layout.WHY, layout.ACHIEVED: layout.ACHIEVED},
    ACTIONS: {FOR: FOR, "State": "State", WITH: WITH},
    RISKS: {TARGET: TARGET, "Likelihood": "Score", "Impact": "Score"},
    DISTRICTS: {TARGET: TARGET, "District": "District"},
    NARRATIVE: {SECTION: SECTION, BASIS: BASIS},
}
# heading on Lists -> the name in the workbook that its words are known by
LIST_NAMES = {
    layout.FIGURE_IS: "list_figure_is",
    layout.WHY: "list_reasons",
    layout.ACHIEVED: "list_achieved",
    "State": "list_states",
    "Score": "list_scores",
    SECTION: "list_sections",
    "District": "list_districts",
    TARGET: "list_targets",
    FOR: "list_for",
    WITH: "list_with",
    BASIS: "list_basis",
}
WORDS_OF_THEIR_OWN = (FOR, WITH, BASIS)  # lists beside which an officer may type other words


def tallest(values: Iterable[object], widths: Iterable[float], least: int = 1) -> float:
    """The height in points of a row that shows its texts in full, up to what a row can be."""
    lines = [least]
    for value, width in zip(values, widths, strict=True):
        said = str(value.value if isinstance(value, Typed) else value or "")
        lines.append(sum(1 + int(len(line) // (width * LETTERS_A_WIDTH)) for line in said.split("\n")))
    return LINE * min(max(lines), MOST_LINES)


def number_format(row: Mapping, places: int) -> str:
    """How the target's figures are shown. Per cents are kept as 45 and shown as 45.0, never as Excel's 0.45."""
    digits = "#,##0" + ("." + "0" * places if places else "")
    return f"£{digits}" if row[layout.UNIT] == POUNDS else digits
