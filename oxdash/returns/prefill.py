"""What a return says before an officer types anything, a dict a row, by heading; its guidance; what is then typed."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pandas as pd

from oxdash.returns import layout, subjects
from oxdash.returns.agreement import Agreement, such_as
from oxdash.returns.columns import LISTS, SHEETS, TO_FILL
from oxdash.returns.layout import ReturnSheet
from oxdash.rule import tolerance
from oxdash.vocabulary import bodies, wording
from oxdash.vocabulary.model import ActionFor, BodyKind, Reason
from oxdash.vocabulary.quarters import Quarter
from oxdash.vocabulary.reasons import RULE_TITLE
from oxdash.vocabulary.wording import number

Row = dict[str, Any]


@dataclass(frozen=True)
class Typed:
    """A value typed into a cell that also has a number format of its own, such as 0.45 shown as ``0%``."""

    value: object
    number_format: str


@dataclass(frozen=True)
class Filled:
    """What an officer types into a template, as raw cell values: text, numbers, dates, yes/no, or `Typed`.

    ``figures``: by target, by heading of the sheet Return; None empties a cell that was filled in beforehand (such as
    *survey not due*), a heading that is not named stays as it was. Rows of the other sheets are by heading too and
    stand in place of what was filled in beforehand; None leaves that as it is, and a section that ``narrative`` does
    not name keeps last time's text.
    """

    figures: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    actions: Sequence[Mapping[str, object]] | None = None
    risks: Sequence[Mapping[str, object]] | None = None
    districts: Sequence[Mapping[str, object]] | None = None
    narrative: Sequence[Mapping[str, object]] = ()
    prepared_by: object = None
    prepared_on: object = None


def return_rows(
    register: Agreement,
    partnership: str,
    quarter: str,
    before: pd.DataFrame | None,
    declared: pd.DataFrame | None,
    as_at: date,
) -> list[tuple[Row, int]]:
    """The partnership's targets in their life that quarter, in register order, each with its decimal places.

    Milestones are those agreed on or before ``as_at``. ``before``: target, actual and status of the quarter before;
    ``declared``: target and declared of the newest earlier return.
    Where the register says in which quarters a result is due, and this is none of them and has no milestone, it is
    filled in as *survey not due*; where the register does not say, nobody is told that it is not.
    """
    targets = register.targets_of(partnership, quarter)
    agreed_now = register.values_in_force(as_at, quarter)[["target", "milestone", "milestone_upper"]]
    milestones = {row["target"]: row for row in agreed_now.to_dict("records")}
    told_then = [] if before is None else before[["target", "actual", "status"]].to_dict("records")
    last = {row["target"]: row for row in told_then}
    said = {} if declared is None else dict(zip(declared["target"], declared["declared"], strict=True))
    rows, this = [], Quarter.parse(quarter)
    for target in targets.to_dict("records"):
        code, places = target["target"], int(target["places"])
        agreed, told = milestones.get(code), last.get(code, {})
        due = target["results_due"]
        not_due = isinstance(due, str) and not this.among(due)
        row = {
            layout.TARGET: code,
            layout.TITLE: target["title"],
            layout.UNIT: target["unit"],
            layout.BETTER: target["better"],
            layout.MILESTONE: None if agreed is None else _milestone(agreed, places),
            layout.LAST_ACTUAL: _present(told.get("actual")),
            layout.LAST_STATUS: _capital(told.get("status")),
            layout.ACTUAL: None,
            layout.WHY: str(Reason.SURVEY_NOT_DUE) if not_due and agreed is None else None,
            layout.ACHIEVED: _present(said.get(code)),
        }
        rows.append((row, places))
    return rows


def action_rows(register: Agreement, partnership: str, actions: pd.DataFrame | None) -> list[Row]:
    """The actions still open, as `tables.ACTIONS` has them; none for a target that is another partnership's by now."""
    if actions is None:
        return []
    names = register.body_names
    return [
        {layout.FOR: layout.THE_PARTNERSHIP if row["for_kind"] == ActionFor.PARTNERSHIP else str(row["for_what"])}
        | _carried(layout.ACTIONS, row)
        | {layout.WITH: bodies.named(row["with_bodies"], names)}
        for row in actions.to_dict("records")
        if row["for_kind"] != ActionFor.TARGET or register.leads.get(row["for_what"]) == partnership
    ]


def risk_rows(targets: Collection[str], risks: pd.DataFrame | None) -> list[Row]:
    """The risks of ``targets`` as `tables.RISKS` has them."""
    if risks is None:
        return []
    return [_carried(layout.RISKS, row) for row in risks[risks["target"].isin(targets)].to_dict("records")]


def district_rows(register: Agreement, targets: Collection[str], districts: pd.DataFrame | None) -> list[Row]:
    """Targets and districts as `tables.DISTRICTS` has them, without their figures, which are of another quarter."""
    if districts is None:
        return []
    own = districts[districts["target"].isin(targets) & districts["district"].isin(register.districts["name"])]
    return [_carried(layout.DISTRICTS, row) for row in own.to_dict("records")]


def as_returned(
    register: Agreement,
    partnership: str,
    quarter: str,
    figures: pd.DataFrame,
    districts: pd.DataFrame,
    narrative: pd.DataFrame,
) -> Filled:
    """What a return for the quarter said beyond what is carried over, for a template of the same quarter.

    Rows of that return: `tables.JUDGED`, `tables.DISTRICTS`, `tables.NARRATIVE`.
    """
    own = list(register.targets_of(partnership, quarter)["target"])
    columns = {column.becomes: column.heading for column in TO_FILL[layout.RETURN] if column.becomes}
    said = {
        row["target"]: {heading: _present(row.get(name)) for name, heading in columns.items()}
        for row in figures.to_dict("records")
        if row["target"] in own
    }
    known = districts[districts["target"].isin(own) & districts["district"].isin(register.districts["name"])]
    split = [
        _carried(layout.DISTRICTS, row) | {layout.ACTUAL: _present(row["actual"])} for row in known.to_dict("records")
    ]
    told = [{layout.SECTION: row["section"]} | _carried(layout.NARRATIVE, row) for row in narrative.to_dict("records")]
    return Filled(said, districts=split, narrative=told)


def formats_of(
    rows: Sequence[Mapping[Any, Any]], given: Sequence[Mapping[Any, Any]], formats: Mapping[Any, str]
) -> list[str | None]:
    """How the figure of each row is shown that was ``given`` beforehand; None for a row of the officer's own."""
    known = {(row[layout.TARGET], row["District"]) for row in given}
    return [
        formats[row[layout.TARGET]] if (row.get(layout.TARGET), row.get("District")) in known else None for row in rows
    ]


def narrative_rows(narrative: pd.DataFrame | None, quarter: str) -> list[Row]:
    """The sections of the quarter's narrative with last time's text; the yearly review's are asked for with Q4."""
    told = {} if narrative is None else {row["section"]: row for row in narrative.to_dict("records")}
    return [
        {layout.SECTION: section} | _carried(layout.NARRATIVE, told.get(section, {}))
        for section in sections_of(quarter)
    ]


def sections_of(quarter: str) -> tuple[str, ...]:
    """The sections of the narrative that are asked for with the quarter's return."""
    return layout.SECTIONS + (layout.YEARLY_SECTIONS if Quarter.parse(quarter).number == 4 else ())


def choices(
    register: Agreement,
    partnership: str,
    targets: Sequence[str],
    actions: Sequence[Mapping[Any, Any]],
    account: Sequence[Mapping[Any, Any]],
) -> dict[str, tuple[Any, ...]]:
    """The words of each drop-down, by the heading of its column on the sheet Lists."""
    others = register.every_body[register.every_body["code"] != partnership]
    acting = others["kind"].isin([str(BodyKind.PARTNERSHIP), str(BodyKind.DELIVERY_GROUP)])
    return {listed.heading: listed.words for listed in LISTS} | {
        "District": tuple(register.districts["name"]),
        layout.TARGET: tuple(targets),
        layout.FOR: subjects.offered(register, targets, [row[layout.FOR] for row in actions if row.get(layout.FOR)]),
        layout.WITH: tuple(dict.fromkeys((*others["name"][acting], *others["name"][~acting]))),
        layout.BASIS: tuple(
            dict.fromkeys((layout.ILLUSTRATIVE_BASIS, *(row[layout.BASIS] for row in account if row.get(layout.BASIS))))
        ),
    }


def _carried(name: str, row: Mapping[Any, Any]) -> Row:
    """By heading, what a row of the last return says in the columns of a sheet that are carried over."""
    return {heading: _present(row.get(column)) for column, heading in SHEETS[name].carried.items()}


def _milestone(agreed: Mapping[Any, Any], places: int) -> object:
    """A number; for within range the words ``52.0 to 55.0``."""
    if pd.isna(agreed["milestone_upper"]):
        return _present(agreed["milestone"])
    return f"{number(agreed['milestone'], places)} to {number(agreed['milestone_upper'], places)}"


def _capital(status: object) -> str | None:
    return None if _present(status) is None else str(status).capitalize()


def _present(value: object) -> object:
    return None if pd.isna(value) else value.to_pydatetime() if isinstance(value, pd.Timestamp) else value


def _lines(*sheets: ReturnSheet) -> Iterator[str]:
    """What the sheets and those of their columns that need it say of themselves."""
    for sheet in sheets:
        yield from (said for said in (sheet.guidance, *(column.guidance for column in sheet.columns)) if said)


# heading and lines, in the order of the sheet
_OFF_TRACK = "Off track: the milestone is missed, or the partnership declares that the target will not be achieved."
_GUIDANCE: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "How to fill in this return",
        (
            "Type in the yellow cells only. Everything else comes from the register of targets and is locked.",
            "Sheet Return: one row for each target. Every target needs either a figure or a reason why there is none.",
            "Save it as an Excel Workbook, whose name ends in .xlsx; no other kind is taken. Check it, then submit it: "
            "checking stores nothing and lists every problem at once.",
            "A column or row of your own does no harm, but it is not read. Please do not merge or hide cells.",
        ),
    ),
    (
        "What the column Actual may hold",
        (
            "A plain number in the unit of the target, such as 12.5. Zero is a figure.",
            "45% or 45 both mean 45 in a target kept in per cent; you will be asked to confirm 45%.",
            "A number typed as text, such as 1,234, is read as 1234; you will be asked to confirm it.",
            "No figure: leave the cell empty, or write n/a, tbc or not available, and choose a reason in the column "
            "If no figure, why.",
            "Not a range, not a unit such as 9.5 days, not a note such as 36% (see footnote), not <5, not a date, "
            "not a comma for the decimal point. Put notes in Commentary.",
        ),
    ),
    ("The other columns", tuple(_lines(SHEETS[layout.RETURN]))),
    ("If no figure, why: choose one of these", layout.REASON_WORDS),
    (
        RULE_TITLE,
        (
            "On track: the milestone for the quarter is met or bettered.",
            _OFF_TRACK,
            "Insufficient data: there is no figure for the quarter, or no milestone to judge it by.",
            "A status column of your own is not read: the status is worked out the same way for every target.",
        ),
    ),
    ("The other sheets", tuple(_lines(*(sheet for name, sheet in SHEETS.items() if name != layout.RETURN)))),
)


def guidance(register: Agreement, partnership: str, quarter_of_return: str) -> Iterator[tuple[str, list[str]]]:
    """Each heading of the sheet Guidance and its lines, with quarters and targets as the council writes them.

    Where the register has no districts there is no sheet of them, and no line. What a tolerance means in the quarter
    of the return is said where one is in force.
    """
    quarter, target = str(register.calendar.example.of_year(2)), such_as(register, partnership)
    left_out = () if len(register.districts) else (SHEETS[layout.DISTRICTS].guidance,)
    for heading, lines in _GUIDANCE:
        said = [line.format(quarter=quarter, target=target) for line in lines if line not in left_out]
        if heading == RULE_TITLE and (within := tolerance.in_words(register.rules, quarter_of_return)):
            said.insert(lines.index(_OFF_TRACK) + 1, f"Close to target: {wording.mid_sentence(within)}")
        yield heading, said
