"""The blank return of one partnership for one quarter, pre-filled, and the same workbook as an officer fills it in."""

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from numbers import Real
from typing import Any

import pandas as pd
import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from oxdash.register import sources
from oxdash.returns import layout, prefill
from oxdash.returns.agreement import Agreement
from oxdash.returns.columns import LISTS as WORD_LISTS
from oxdash.returns.columns import SHEETS, TEMPLATE_VERSION
from oxdash.returns.layout import ACTIONS, DISTRICTS, LISTS, NARRATIVE, RETURN, RISKS, TARGET, Column, Entered, WordList
from oxdash.returns.prefill import Filled, Typed, guidance
from oxdash.vocabulary import safe_text, units
from oxdash.vocabulary.quarters import Quarter
from oxdash.vocabulary.wording import sentence_case

__all__ = ["TEMPLATE_VERSION", "Filled", "Typed", "write"]

# how it looks; nothing of it is read back
DATE_FORMAT = "dd/mm/yyyy"
YELLOW, GREY, HEADING_FILL = "#FFF6BF", "#F3F2F1", "#12436D"
SPARE_ROWS = 15  # empty yellow rows below what is filled in, on the sheets an officer adds rows to; each costs time
LAST_ROW = 500  # further down on those sheets a row is not coloured, but not locked either, and has the drop-downs
LINE, MOST_LINES = 14.5, 28  # points a line of text takes, and the lines that Excel can make a row tall for
LETTERS_A_WIDTH = 1.1  # letters of a text that fit where a column is wide enough for one figure
BOLD = 0.7  # of those, in a heading


def write(
    register: Agreement,
    partnership: str,
    quarter: str,
    *,
    before: pd.DataFrame | None = None,
    declared: pd.DataFrame | None = None,
    actions: pd.DataFrame | None = None,
    risks: pd.DataFrame | None = None,
    districts: pd.DataFrame | None = None,
    narrative: pd.DataFrame | None = None,
    as_at: date,
    filled: Filled | None = None,
    notes: Sequence[str] = (),
) -> bytes:
    """The workbook's bytes: the same for the same inputs, whatever the clock says.

    ``before``: JUDGED rows of the quarter before (target, actual, status). What stands until the partnership says
    otherwise is carried over from its newest earlier return: ``declared`` (target, declared), ``actions`` (ACTIONS
    still open), ``risks`` (RISKS), ``districts`` (DISTRICTS, without their figures), ``narrative`` (NARRATIVE).
    Milestones are those agreed on or before ``as_at``; ``notes`` are lines of the cover. Text is written as text.
    KeyError for a partnership the register does not have; ValueError for a quarter that is not one, or for a target or
    heading in ``filled`` that the workbook has no place for.
    """
    filled = filled or Filled()
    targets = prefill.return_rows(register, partnership, quarter, before, declared, as_at)
    unplaced = set(filled.figures) - {row[TARGET] for row, _ in targets}
    if unplaced:
        raise ValueError(f"{partnership} has no target {', '.join(sorted(unplaced))} in {quarter}.")
    told = {row["Section"]: row for row in filled.narrative}
    asked = prefill.narrative_rows(narrative, quarter)
    account = [_changed(row, told.pop(row["Section"], {})) for row in asked] + list(told.values())
    own = [row[TARGET] for row, _ in targets]
    started = _rows(filled.actions, prefill.action_rows(register, partnership, actions))
    at_risk = _rows(filled.risks, prefill.risk_rows(own, risks))
    given = prefill.district_rows(register, own, districts)
    split = _rows(filled.districts, given)

    held = io.BytesIO()
    choices = prefill.choices(register, partnership, own, started, account)
    book = _Book(held, register, partnership, quarter, as_at, choices)
    book.cover(filled.prepared_by, filled.prepared_on, notes)
    formats = {row[TARGET]: number_format_of(row[layout.UNIT], places) for row, places in targets}
    book.sheet(RETURN, [row | dict(filled.figures.get(row[TARGET], {})) for row, _ in targets], [*formats.values()])
    book.sheet(ACTIONS, started)
    book.sheet(RISKS, at_risk)
    if len(register.districts):
        book.sheet(DISTRICTS, split, prefill.formats_of(split, given, formats), fixed=True)
    book.sheet(NARRATIVE, account)
    book.guidance()
    book.lists()
    book.book.close()
    return held.getvalue()


def _rows(typed: Sequence[Mapping[Any, Any]] | None, carried: Sequence[Mapping[Any, Any]]) -> list[Mapping[Any, Any]]:
    """What an officer typed stands in place of what was carried over."""
    return list(carried if typed is None else typed)


def _changed(row: Mapping[Any, Any], typed: Mapping[Any, Any]) -> Mapping[Any, Any]:
    """A section as an officer left it; another text does not keep the basis of the one before."""
    kept = {} if typed.get("Text", row["Text"]) == row["Text"] else {layout.BASIS: None}
    return {**row, **kept, **typed}


class _Book:
    """The workbook being written, with its formats."""

    def __init__(
        self,
        held: io.BytesIO,
        register: Agreement,
        partnership: str,
        quarter: str,
        as_at: date,
        choices: Mapping[str, Sequence[Any]],
    ):
        self.book = xlsxwriter.Workbook(held, safe_text.IN_A_WORKBOOK)
        self.register, self.partnership, self.quarter = register, partnership, quarter
        self.name, self.people = register.partnership_name(partnership), Quarter.parse(quarter).people
        self.illustrative = sources.any_illustrative(register.targets, register.milestones)
        self.book.formats[0].set_font_name("Arial")
        self.book.set_properties(
            {
                "title": f"Return for {self.people}: {self.name}",
                "subject": sentence_case(f"{register.council.agreement} performance return"),
                "created": datetime(as_at.year, as_at.month, as_at.day),  # noqa: DTZ001 a day, the same in every run
            }
        )
        self.formats: dict[tuple[Any, ...], object] = {}
        self.wanted: dict[object, dict[str, Any]] = {}  # of each format, what it was made of
        self.choices = choices

    def format(self, **wanted: object) -> Any:
        key = tuple(sorted(wanted.items()))
        if key not in self.formats:
            made = self.book.add_format({"font_name": "Arial", "font_size": 11, "valign": "top", **wanted})
            self.formats[key], self.wanted[made] = made, wanted
        return self.formats[key]

    def yellow(self, number_format: str = "General") -> Any:
        return self.format(locked=False, bg_color=YELLOW, border=1, text_wrap=True, num_format=number_format)

    def grey(self, number_format: str = "General") -> Any:
        return self.format(bg_color=GREY, border=1, text_wrap=True, num_format=number_format)

    def start(self, name: str, title: str, hint: str = "", *, landscape: bool = True) -> Any:
        """A sheet with its title in A1 and its hint below, protected without a password, ready to be printed."""
        sheet = self.book.add_worksheet(name)
        sheet.set_row(0, 26)
        self.put(sheet, 0, 0, title, self.format(bold=True, font_size=16))
        if hint:
            sheet.write_string(1, 0, hint, self.format())
        sheet.protect("", {"format_columns": True, "format_rows": True})
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4)
        sheet.set_footer("&LReturn for " + self.people + "&C&A&RPage &P of &N")
        if landscape:
            sheet.set_landscape()
        return sheet

    def cover(self, prepared_by: object, prepared_on: object, notes: Sequence[str]) -> None:
        sheet = self.start(layout.COVER, f"Return of {self.name}", f"For {self.people}.", landscape=False)
        sheet.set_column(0, 0, 22)
        sheet.set_column(1, 1, 60)
        values = (self.name, self.quarter, TEMPLATE_VERSION, prepared_by, prepared_on)
        for row, (label, value) in enumerate(zip(layout.COVER_CELLS, values, strict=True), start=2):
            sheet.write_string(row, 0, label, self.format(bold=True))
            theirs = {"Prepared by": self.yellow(), "Prepared on": self.yellow(DATE_FORMAT)}.get(label)
            self.put(sheet, row, 1, value, theirs or self.grey())
        if self.illustrative:
            sheet.write_string(8, 0, self.register.council.said_illustrative, self.format())
        sheet.write_column(9, 0, ["How to fill it in: see the sheet Guidance.", *notes], self.format())

    def sheet(
        self, name: str, rows: Sequence[Mapping[Any, Any]], formats: Sequence[str | None] = (), *, fixed: bool = False
    ) -> None:
        """A table: headings in row 3, then the rows, then spare yellow ones where it grows.

        ``formats``: of the figures of each row, where they have one of their own. Such a row is ``fixed`` where all
        that was carried over into it is locked, so that figures alone are typed there.
        """
        declared = SHEETS[name]
        columns, headings = declared.columns, declared.headings
        widths = [column.width for column in columns]
        spare = SPARE_ROWS if declared.grows else 0
        for row in rows:
            if unplaced := set(row) - set(headings):
                raise ValueError(f"The sheet {name} has no column {', '.join(sorted(unplaced))}.")
        sheet = self.start(name, f"{name}: {self.name}, {self.people}", declared.hint)
        for column, (heading, width) in enumerate(zip(headings, widths, strict=True)):
            sheet.set_column(column, column, width, self.format(locked=False) if spare else None)
            heading_format = self.format(
                bold=True, bg_color=HEADING_FILL, font_color="#FFFFFF", border=1, text_wrap=True
            )
            sheet.write_string(layout.HEADING_ROW - 1, column, heading, heading_format)
        sheet.set_row(
            layout.HEADING_ROW - 1,
            tallest(headings, [BOLD * wide for wide in widths]) + 4,
        )
        looks: dict[str | None, list[Any]] = {}  # of a row's cells, by the number format of its figures
        top, bottom = layout.HEADING_ROW, layout.HEADING_ROW + max(len(rows) + spare, 1) - 1
        for at in range(bottom - top + 1):
            row = rows[at] if at < len(rows) else {}
            kept = formats[at] if at < len(formats) else None
            if row:
                values = [row.get(heading) for heading in headings]
                sheet.set_row(top + at, tallest(values, widths, declared.shortest))
            if kept not in looks:
                locked = fixed and kept is not None
                looks[kept] = [self.look(one, kept, locked=one.locked or (locked and one.carried)) for one in columns]
            for column, (heading, look) in enumerate(zip(headings, looks[kept], strict=True)):
                self.put(sheet, top + at, column, row.get(heading), look)
        for column, one in enumerate(columns):
            if one.offers and self.choices[one.offers.heading]:
                last = LAST_ROW if spare else bottom
                sheet.data_validation(top, column, last, column, self.drop_down(one.offers))
        sheet.freeze_panes(layout.HEADING_ROW, 2 if name == RETURN else 0)
        sheet.repeat_rows(layout.HEADING_ROW - 1)

    def look(self, column: Column, kept: str | None, *, locked: bool) -> Any:
        """The format of a data cell: grey and locked, or yellow; in the target's own decimal places."""
        dated = DATE_FORMAT if column.holds == Entered.DAY else "General"
        shown = (kept or "General") if column.holds == Entered.FIGURE else dated
        return self.grey(shown) if locked else self.yellow(shown)

    def drop_down(self, listed: WordList) -> dict[str, Any]:
        """Refers to a name of the workbook: Excel moves a list on another sheet out of what other programs read."""
        return {
            "validate": "list",
            "source": f"={listed.name}",
            "show_error": not listed.open,
            "error_title": "Choose from the list",
            "error_message": "Choose one of the words in the drop-down, or leave the cell empty.",
        }

    def put(self, sheet: Any, row: int, column: int, value: object, cell_format: Any) -> None:
        """Write one raw value as what it is; text is never turned into a number, a formula or a link."""
        if isinstance(value, Typed):
            cell_format, value = self.yellow(value.number_format), value.value
        if value is None:
            sheet.write_blank(row, column, None, cell_format)
        elif isinstance(value, bool):
            sheet.write_boolean(row, column, value, cell_format)
        elif isinstance(value, Real):  # numpy's numbers too
            sheet.write_number(row, column, value, cell_format)
        elif isinstance(value, date | datetime | time):
            # a date in a cell without a date format would be a plain number to every reader
            dated = cell_format if cell_format.num_format == DATE_FORMAT else self.yellow(DATE_FORMAT)
            sheet.write_datetime(row, column, value, dated if not isinstance(value, time) else self.yellow("hh:mm"))
        else:
            text = str(value)
            if text.startswith("<r>") and text.endswith("</r>"):
                text += " "  # xlsxwriter would take it for markup of its own and spoil the workbook
            if safe_text.calculates(text):  # stays text even when somebody edits the cell
                cell_format = self.format(**self.wanted[cell_format], quote_prefix=True)
            sheet.write_string(row, column, text, cell_format)

    def guidance(self) -> None:
        sheet = self.start(layout.GUIDANCE, "Guidance", landscape=False)
        sheet.set_column(0, 0, 95)
        row = 2
        for heading, lines in guidance(self.register, self.partnership, self.quarter):
            sheet.set_row(row, 2 * LINE)
            sheet.write_string(row, 0, heading, self.format(bold=True, font_size=12, valign="bottom"))
            for row, line in enumerate(lines, start=row + 1):  # noqa: B020 the next heading goes on below
                sheet.write_string(row, 0, line, self.format(text_wrap=True))
                sheet.set_row(row, tallest([line], [95]))
            row += 1

    def lists(self) -> None:
        sheet = self.start(LISTS, "Lists", "The words that the drop-downs offer. Nothing to fill in here.")
        for column, listed in enumerate(WORD_LISTS):
            heading, words = listed.heading, self.choices[listed.heading]
            sheet.set_column(column, column, 26)
            sheet.write_string(layout.HEADING_ROW - 1, column, heading, self.format(bold=True, border=1))
            for row, word in enumerate(words, start=layout.HEADING_ROW):
                self.put(sheet, row, column, word, self.format(border=1))
            if words:
                letter, last = xl_col_to_name(column), layout.HEADING_ROW + len(words)
                area = f"{LISTS}!${letter}${layout.HEADING_ROW + 1}:${letter}${last}"
                self.book.define_name(listed.name, f"={area}")


def tallest(values: Iterable[object], widths: Iterable[float], least: int = 1) -> float:
    """The height in points of a row that shows its texts in full, up to what a row can be."""
    lines = [least]
    for value, width in zip(values, widths, strict=True):
        said = str(value.value if isinstance(value, Typed) else value or "")
        lines.append(sum(1 + int(len(line) // (width * LETTERS_A_WIDTH)) for line in said.split("\n")))
    return LINE * min(max(lines), MOST_LINES)


def number_format_of(unit: object, places: int) -> str:
    """How the target's figures are shown. Per cents are kept as 45 and shown as 45.0, never as Excel's 0.45."""
    digits = "#,##0" + ("." + "0" * places if places else "")
    money = units.alone(unit)
    if money is None:
        return digits
    return f"{money.sign}{digits}" if len(money.sign) == 1 else f'"{money.prefix}"{digits}'  # letters are formats
