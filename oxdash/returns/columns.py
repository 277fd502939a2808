"""The sheets of a return and their columns, declared once, here: heading, what it holds, how it looks, what it becomes.

The template writes them, the reader looks for them, the guidance explains them and what is carried over fills them in,
all from this declaration. A column whose cells need no rule of their own is one entry here and one in the schema of the
table it becomes (`vocabulary.tables`); with a column more, or one fewer, the template has a new version.
"""

from dataclasses import replace

from oxdash.excel.cells import letters
from oxdash.returns import layout
from oxdash.returns.layout import ACTIONS, DISTRICTS, NARRATIVE, RETURN, RISKS, Column, Entered, ReturnSheet, WordList
from oxdash.vocabulary import tables

TEMPLATE_VERSION = "2"  # on the Cover of what is written now
READABLE_VERSIONS = ("1", TEMPLATE_VERSION)  # oldest first; a return made with another version is refused


KINDS_OF_FIGURE = WordList(layout.FIGURE_IS, "list_figure_is", layout.FIGURE_IS_WORDS)
REASONS = WordList(layout.WHY, "list_reasons", layout.REASON_WORDS)
ACHIEVED = WordList(layout.ACHIEVED, "list_achieved", layout.YES_NO)
STATES = WordList("State", "list_states", layout.ACTION_STATES)
SCORES = WordList("Score", "list_scores", layout.SCORES)
SECTIONS = WordList(layout.SECTION, "list_sections", layout.SECTIONS + layout.YEARLY_SECTIONS)
DISTRICT_NAMES = WordList("District", "list_districts")
TARGETS = WordList(layout.TARGET, "list_targets")
SUBJECTS = WordList(layout.FOR, "list_for", open=True)
BODIES = WordList(layout.WITH, "list_with", open=True)
BASES = WordList(layout.BASIS, "list_basis", open=True)
# in the order of the sheet Lists
LISTS = (
    *(KINDS_OF_FIGURE, REASONS, ACHIEVED, STATES, SCORES, SECTIONS),
    *(DISTRICT_NAMES, TARGETS, SUBJECTS, BODIES, BASES),
)

_FIGURE, _WORD, _DAY, _TEXT, _OTHER = Entered.FIGURE, Entered.WORD, Entered.DAY, Entered.TEXT, Entered.OTHER
# those that several sheets have
_OF_TARGET = Column(layout.TARGET, "target", _OTHER, 10, TARGETS, carried=True)
_ACTUAL = Column(layout.ACTUAL, "actual", _FIGURE, 11)
_OWNER = Column("Owner", "owner", _TEXT, 26, carried=True)

_OF_RETURN = (
    Column(layout.TARGET, "target", _OTHER, 9, locked=True),
    Column(layout.TITLE, None, _TEXT, 30, locked=True, optional=True),  # shown for the officer
    Column(layout.UNIT, None, _OTHER, 12, locked=True),
    Column(layout.BETTER, None, _OTHER, 9, locked=True),
    Column(layout.MILESTONE, None, _FIGURE, 11, locked=True),
    Column(layout.LAST_ACTUAL, None, _FIGURE, 11, locked=True, optional=True),
    Column(layout.LAST_STATUS, None, _OTHER, 12, locked=True, optional=True),
    _ACTUAL,
    Column(
        layout.FIGURE_IS,
        "figure_is",
        _WORD,
        11,
        KINDS_OF_FIGURE,
        called="kind of figure",
        guidance=f"Figure is: {', '.join(layout.FIGURE_IS_WORDS)}. Left empty, a figure is final.",
    ),
    Column(
        layout.FIGURE_IS_FOR,
        "figure_is_for",
        Entered.PERIOD,
        13,
        called="period of the figure",
        guidance="Figure is for: leave it empty when the figure is for this quarter. If it measures an earlier period, "
        "write which, such as {quarter} or 2008 survey. It is then shown, and not judged as this quarter's.",
    ),
    Column(layout.WHY, "absence", _WORD, 19, REASONS, called="reason why there is no figure"),
    Column(
        layout.EXPECTED_ON,
        "expected_on",
        _DAY,
        12,
        called="day the figure is expected",
        guidance="Expected on: the day a missing figure is expected, such as 30/09/2010.",
    ),
    Column(
        layout.FORECAST,
        "forecast",
        _FIGURE,
        11,
        guidance="Year-end forecast: what you expect for the whole year, in the same unit. It never changes the status "
        "now.",
    ),
    Column(
        layout.ACHIEVED,
        "declared",
        _WORD,
        11,
        ACHIEVED,
        called="whether it will be achieved",
        guidance="Will it be achieved? Write no only when the partnership declares that the target will not be "
        "achieved. The target is then off track, whatever the figure. What your last return said is filled in: change "
        "it where it no longer stands.",
    ),
    Column(
        layout.COMMENTARY,
        "commentary",
        _TEXT,
        45,
        guidance="Commentary: why the figure is what it is and what is being done, up to 4,000 characters.",
    ),
)
_OF_ACTIONS = (
    replace(_OF_TARGET, carried=False, until=1),
    Column(
        layout.FOR,
        "for_what",
        _OTHER,
        22,
        SUBJECTS,
        since=2,
        called="what the action is for",
        guidance="For: what the action is for. The code of one of your targets, such as {target}; or, where it is for "
        f"no single target, the name of a priority, a theme in your own words, or {layout.THE_PARTNERSHIP}.",
    ),
    Column("Action", "action", _TEXT, 56, carried=True, needed="Say what will be done, or empty the row."),
    _OWNER,
    Column(layout.DUE, "due", _DAY, 13, carried=True, called="day the action is due"),
    Column("State", "state", _WORD, 12, STATES, carried=True),
    Column("Progress", "progress", _TEXT, 44, carried=True),
    Column(
        layout.WITH,
        "with_bodies",
        _OTHER,
        30,
        BODIES,
        since=2,
        called="other bodies of the action",
        guidance="With: the other bodies that act in it, separated by semicolons. It is shown under each partnership "
        "named.",
    ),
)
_OF_RISKS = (
    _OF_TARGET,
    Column("Risk", "risk", _TEXT, 50, carried=True, needed="Say what could go wrong, or empty the row."),
    Column("Likelihood", "likelihood", Entered.SCORE, 12, SCORES, carried=True),
    Column("Impact", "impact", Entered.SCORE, 10, SCORES, carried=True),
    Column("Mitigation", "mitigation", _TEXT, 50, carried=True),
    _OWNER,
)
_OF_DISTRICTS = (
    _OF_TARGET,
    Column("District", "district", _OTHER, 28, DISTRICT_NAMES, carried=True),
    replace(_ACTUAL, width=12),
)
_OF_NARRATIVE = (
    Column(layout.SECTION, "section", _OTHER, 24, SECTIONS),
    Column("Text", "text", _TEXT, 100, carried=True),
    Column(
        layout.BASIS,
        "basis",
        Entered.BASIS,
        26,
        BASES,
        since=2,
        carried=True,
        called="basis of the text",
        guidance=f"Basis: leave it empty for the partnership's own words. {layout.DOCUMENTED_BASIS} and the source, "
        f"where a text is taken from a paper; {layout.ILLUSTRATIVE_BASIS}, where it is made up to show how it looks.",
    ),
)


def _yellow(columns: tuple[Column, ...]) -> str:
    """``H to O``: the columns to type in, which stand side by side."""
    to_fill = [at for at, column in enumerate(columns, 1) if not column.locked]
    return f"{letters(to_fill[0])} to {letters(to_fill[-1])}"


# in the order of the workbook, which is the order in which they are read
SHEETS = {
    sheet.name: sheet
    for sheet in (
        ReturnSheet(
            RETURN,
            "figures",
            tables.RETURNED,
            f"Type in the yellow cells, columns {_yellow(_OF_RETURN)}. Each target needs a figure, or a reason why "
            "there is none.",
            _OF_RETURN,
            shortest=3,
        ),
        ReturnSheet(
            ACTIONS,
            "actions",
            tables.ACTIONS,
            "What will be done, for what, by whom and by when. One row for each action; it need not be for a target.",
            _OF_ACTIONS,
            guidance=f"Actions: what will be done, by whom and by when. State is {', '.join(layout.ACTION_STATES)}. "
            "Actions still open are filled in from your last return: change their state, and do not just delete them.",
            grows=True,
        ),
        ReturnSheet(
            RISKS,
            "risks",
            tables.RISKS,
            "Optional. Last time's risks are there. Likelihood and impact are whole numbers from 1, low, to 5, high.",
            _OF_RISKS,
            guidance="Risks: optional. Likelihood and impact are whole numbers from 1, low, to 5, high. Those of your "
            "last return are filled in: change them, or empty the row of a risk that is gone.",
            optional=True,
            grows=True,
        ),
        ReturnSheet(
            DISTRICTS,
            "districts",
            tables.DISTRICTS,
            "Optional. Figures of single districts, in the target's unit. Last time's districts are there.",
            _OF_DISTRICTS,
            guidance="Districts: optional. The figure of a target for one district. The districts of your last return "
            "are filled in without their figures.",
            optional=True,
            grows=True,
        ),
        ReturnSheet(
            NARRATIVE,
            "narrative",
            tables.NARRATIVE,
            "The partnership's own account of the quarter. Last time's text is there to be changed.",
            _OF_NARRATIVE,
            guidance="Narrative: the partnership's own account. The text of your last return is there to be changed.",
            shortest=4,
        ),
    )
}
HEADINGS = {name: sheet.headings for name, sheet in SHEETS.items()}
HEADINGS_OF = {
    version: {name: sheet.headings_in(version) for name, sheet in SHEETS.items()} for version in READABLE_VERSIONS
}
OPTIONAL_SHEETS = tuple(name for name, sheet in SHEETS.items() if sheet.optional)
OPTIONAL_HEADINGS = tuple(column.heading for column in SHEETS[RETURN].columns if column.optional)
TO_FILL = {name: tuple(column for column in sheet.columns if not column.locked) for name, sheet in SHEETS.items()}
FIGURES = {  # of each sheet that has any, the headings of the columns of figures to fill in
    name: figures
    for name, columns in TO_FILL.items()
    if (figures := tuple(column.heading for column in columns if column.holds == _FIGURE))
}
PLAIN = {  # of each sheet, the columns that are read by themselves, whatever the row and the return
    name: tuple(column for column in columns if column.holds not in (_FIGURE, _OTHER, Entered.PERIOD))
    for name, columns in TO_FILL.items()
}
