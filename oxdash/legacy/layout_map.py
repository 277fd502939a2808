"""What a map of a layout says: its keys, and what each may be."""

from collections.abc import Mapping
from typing import Annotated, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from oxdash.excel.cells import CORNER, column_number, folded
from oxdash.legacy.pattern import Pattern
from oxdash.returns import layout

T = TypeVar("T")
FURTHEST_HEADING = 300  # row
MOST_HEADING_ROWS = 3

# what a column of a workbook is to us: the heading of the return that its cells are put under
FIELDS = {
    "actual": layout.ACTUAL,
    "figure_is": layout.FIGURE_IS,
    "figure_is_for": layout.FIGURE_IS_FOR,
    "reason": layout.WHY,
    "expected_on": layout.EXPECTED_ON,
    "forecast": layout.FORECAST,
    "declared": layout.ACHIEVED,
    "comment": layout.COMMENTARY,
}
ACTION_FIELDS = {
    "for": layout.FOR,
    "action": "Action",
    "owner": "Owner",
    "due": "Due",
    "state": "State",
    "progress": "Progress",
    "with": layout.WITH,
}
OUR_WORDS = {  # of each table of words, those that one may mean; "" is none
    "reason": ("", *layout.REASON_WORDS),
    "figure_is": ("", *layout.FIGURE_IS_WORDS),
    "declared": ("", *layout.YES_NO),
    "state": ("", *layout.ACTION_STATES),
}


def _pattern(text: str) -> str:
    Pattern(text)
    return text


def _plain_pattern(text: str) -> str:
    if Pattern(text).parts:
        raise ValueError("Only * can stand in it for something else.")
    return text


def _address(text: str) -> str:
    match = CORNER.fullmatch(text.strip().upper())
    if match is None or not column_number(match[1]):
        raise ValueError("It is no cell. Write it like B2.")
    return match[0]


def _by_folded(table: Mapping[str, T]) -> dict[str, T]:
    return {folded(said): meant for said, meant in table.items()}


Called = Annotated[str, AfterValidator(_pattern)]
Known = Annotated[str, AfterValidator(_plain_pattern)]
Address = Annotated[str, AfterValidator(_address)]
Number = Annotated[float, Field(allow_inf_nan=False)]
Meanings = Annotated[dict[str, str], AfterValidator(_by_folded)]  # of texts, looked up as `folded`


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, populate_by_name=True)


class Files(_Table):
    named: Called
    not_read: list[Known] = []


class Sheets(_Table):
    named: Called = "*"
    not_read: list[Known] = []
    heading_row: Annotated[int, Field(ge=1, le=FURTHEST_HEADING)] | None = None
    heading_rows: Annotated[int, Field(ge=1, le=MOST_HEADING_ROWS)] = 1


class Cells(_Table):
    partnership: Address | None = None
    quarter: Address | None = None
    year: Address | None = None
    number: Address | None = None


class Columns(_Table):
    target: Known
    actual: Called
    figure_is: Called | None = None
    figure_is_for: Called | None = None
    reason: Called | None = None
    expected_on: Called | None = None
    forecast: Called | None = None
    declared: Called | None = None
    comment: Called | None = None
    not_read: list[Known] = []


class Rows(_Table):
    left_out: list[Known] = []


class Words(_Table):
    reason: Meanings = {}
    figure_is: Meanings = {}
    declared: Meanings = {}
    state: Meanings = {}
    number: Annotated[dict[str, Number], AfterValidator(_by_folded)] = {}


class ActionColumns(_Table):
    action: Known
    for_: Annotated[Known | None, Field(alias="for")] = None
    owner: Known | None = None
    due: Known | None = None
    state: Known | None = None
    progress: Known | None = None
    with_: Annotated[Known | None, Field(alias="with")] = None


class Actions(_Table):
    sheet: Called
    heading_row: Annotated[int, Field(ge=1, le=FURTHEST_HEADING)] | None = None
    columns: ActionColumns


class Map(_Table):
    files: Files
    sheets: Sheets = Sheets()
    cells: Cells = Cells()
    columns: Columns
    rows: Rows = Rows()
    words: Words = Words()
    partnerships: Meanings = {}
    quarters: Meanings = {}
    targets: Meanings = {}
    actions: Actions | None = None

    def pattern(self, text: str) -> Pattern:
        """A name or heading of this map, which knows its words for quarters."""
        return Pattern(text, self.quarters)

    def target(self, text: str) -> str:
        """The target that is called so, or else what it is called."""
        return self.targets.get(folded(text), text)
