"""The tidy tables: what columns they have, of what type, meaning what. Written once, here.

Text is pandas' ``str`` with NaN for missing, a quarter is its text form (``2009-10 Q3``, which sorts in time), a
figure is float64 in the target's own unit, a day is datetime64. An absence is a row, never a gap.
"""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from oxdash.vocabulary.model import (
    STATES,
    ActionFor,
    Better,
    FigureIs,
    Frequency,
    Kind,
    Measure,
    MilestoneKind,
    Reason,
    ToleranceBasis,
)
from oxdash.vocabulary.schemas import (
    LONG,
    Schema,
    day,
    figure,
    moment,
    number,
    quarter,
    reason,
    status,
    text,
    whole,
    yes_no,
)
from oxdash.vocabulary.schemas import Kind as Shown

SHORT = 16  # letters of a target's short name, which a tile of a picture holds
Columns = Mapping[str, list[Any]]  # a table as plain values, which JSON has too but for days

_SOURCE = {
    "workbook": text("file name of the return on file, e.g. environment.1.xlsx").shown(widest=30),
    "sheet": text("sheet of that workbook"),
    "cell": text("address of the cell, e.g. F9"),
}
ILLUSTRATIVE_FIELDS = text(
    "columns of the register that no source gives, separated by semicolons; all: every one"
).shown(widest=LONG)
_KEY = {
    "target": text("code in the register", missing=False),
    "quarter": quarter("financial quarter, e.g. 2009-10 Q3"),
    "partnership": text("code of the accountable lead, e.g. environment", missing=False),
}

# What an officer says of a target, one row a target: the part of `figures` that comes from the return.
RETURNED = Schema(
    {
        **_KEY,
        "actual": figure("the figure, in the target's unit; missing is never zero"),
        "figure_is": text("final, provisional or estimate", of=FigureIs),
        "absence": text("why there is no figure: one of the officer's reasons", of=Reason),
        "figure_is_for": text("the period measured, where it is not this quarter: shown, never judged").shown(
            widest=20
        ),
        "expected_on": day("when a missing figure is expected"),
        "forecast": figure("the officer's year-end forecast, in the target's unit").shown("Year-end forecast"),
        "declared": text('"Will it be achieved?": yes or no', of=("yes", "no")).shown("Will it be achieved"),
        "commentary": text("the officer's own words; always shown as text").shown(widest=LONG),
        **_SOURCE,
    },
    unique=("target", "quarter"),
)

# One row per target per quarter of its life, returned or not.
FIGURES = Schema(
    {
        **{name: column for name, column in RETURNED.columns.items() if name not in _SOURCE},
        "received": yes_no("the partnership's return for the quarter counts (not withdrawn)"),
        "damaged": yes_no("the return no longer matches its receipt"),
        "milestone": figure("value in force for this quarter, as agreed on or before the as-at day"),
        "milestone_upper": figure("upper milestone, for within range").shown("Upper milestone"),
        "floor": figure("floor value, where the rule is a floor"),
        "milestone_kind": text("milestone, interim proxy or year end", of=MilestoneKind).shown(kind=Shown.CASED),
        "agreed_on": day("when the value in force was agreed"),
        "original_milestone": figure("the first value ever agreed for this quarter"),
        "original_upper": figure("the first upper value ever agreed for this quarter"),
        "year_end_target": figure("the value in force for Q4 of the same year").shown("Year-end target"),
        "year_end_upper": figure("the upper value in force for Q4 of the same year"),
        "year_end_floor": figure("the floor in force for Q4 of the same year"),
        "value_agreed_for_year": yes_no("any value was ever agreed for the financial year"),
        "tolerance_override": text("the target's own tolerance: 5%, 2 points, floor or none; missing is the rule's"),
        "places": whole("decimal places as printed", within=(0, 6)).shown("Decimal places"),
        "better": text("higher, lower or within range", of=Better, missing=False).shown(kind=Shown.CASED),
        "measure": text("snapshot, cumulative in year, rolling year or annual", of=Measure, missing=False),
        "frequency": text("quarterly, annual or two yearly", of=Frequency, missing=False),
        "unit": text("per cent, percentage points, count, level, a currency or the unit's own name", missing=False),
        "basis": text("documented (naming its source) or illustrative; missing where nobody says").shown(widest=LONG),
        **_SOURCE,
    },
    unique=("target", "quarter"),
)

_VERDICT = {
    "status": status("on track, off track or insufficient data"),
    "reason": reason("the code of the rule's row that decided"),
    "close": yes_no("missed, within the tolerance of the rule in force"),
    "shortfall": figure("signed, in the target's unit: positive is short, whichever way is better"),
    "forecast_status": status("the year-end forecast judged against the year-end target; missing without one"),
    "forecast_reason": reason("why the forecast has that status"),
    "original_status": status("the same figure judged against the original milestone").shown(
        "Status against the original"
    ),
    "original_reason": reason("why it has that status"),
    "own_quarter": yes_no("no other period is named for the figure, so it can be judged; not kept: it follows"),
}

JUDGED = Schema({**FIGURES.columns, **_VERDICT}, unique=("target", "quarter"))

RULES = Schema(
    {
        "from_quarter": quarter("the rule is in force from this quarter"),
        "basis": text("what the tolerance is measured in", of=ToleranceBasis, missing=False).shown(
            "Tolerance basis", Shown.CASED, widest=40
        ),
        "tolerance": number("per cent of the milestone, or points; missing for none and floor"),
        "within_counts_as": text("what such a miss counts as", of=("on track", "off track"), missing=False).shown(
            "A miss within it counts as", Shown.CASED
        ),
        "source": text("documented (naming its source) or illustrative"),
        "illustrative_fields": ILLUSTRATIVE_FIELDS,
    },
    unique=("from_quarter",),
)

ACTIONS = Schema(
    {
        "target": text("code of the target it is for; missing where it is for no target"),
        "quarter": _KEY["quarter"],
        "partnership": text("code of the partnership whose return has it", missing=False),
        "for_kind": text(
            "what it is for: target, priority, theme or the partnership", of=ActionFor, missing=False
        ).shown("For", Shown.CASED),
        "for_what": text("the target's code, the priority's name or the theme; missing for the partnership").shown(
            "Priority or theme", widest=50
        ),
        "action": text("what will be done").shown(widest=LONG),
        "owner": text("post that does it").shown(widest=60),
        "due": day("by when"),
        "state": text("open, done or dropped", of=("open", "done", "dropped")).shown(kind=Shown.CASED),
        "progress": text("the officer's own words").shown(widest=LONG),
        "with_bodies": text(
            "other bodies that act in it, separated by semicolons: the register's codes, names of those without one"
        ).shown("With", widest=50),
        **_SOURCE,
    },
)

RISKS = Schema(
    {
        **_KEY,
        "risk": text("what could go wrong"),
        "likelihood": number("1 to 5"),
        "impact": number("1 to 5"),
        "mitigation": text("what is done about it"),
        "owner": text("post"),
        **_SOURCE,
    },
)

DISTRICTS = Schema(
    {**_KEY, "district": text("name in the register", missing=False), "actual": figure("the figure"), **_SOURCE},
)

NARRATIVE = Schema(
    {
        "quarter": _KEY["quarter"],
        "partnership": _KEY["partnership"],
        "section": text(
            "Outcomes, Partnership working, Response; yearly Achievements, Strengths, Areas to improve"
        ).shown(widest=40),
        "text": text("the officer's own words").shown(widest=LONG),
        "basis": text("documented (naming its source) or illustrative; missing is the partnership's own account").shown(
            widest=60
        ),
        **_SOURCE,
    },
)

# What is on file, one row per partnership per quarter from the first on file to the newest.
RETURNS = Schema(
    {
        "partnership": _KEY["partnership"],
        "quarter": _KEY["quarter"],
        "state": text("received, placed by hand, not received, withdrawn or damaged", of=STATES, missing=False),
        "number": number("number of the deciding receipt"),
        "received_at": moment("as on the receipt"),
        "received_from": text("who"),
        "workbook": text("file name of the counting workbook"),
        "sha256": text("fingerprint of that workbook"),
        "fault": text("what does not verify, in a sentence; missing where all is well"),
        "withdrawn_because": text("the reason given, of a return that was withdrawn"),
    },
    unique=("partnership", "quarter"),
)

# A row for each actual that a later version of a return says differently from the version before it.
CORRECTIONS = Schema(
    {
        "target": _KEY["target"],
        "quarter": _KEY["quarter"],
        "was": figure("the figure before, in the target's unit; missing where there was none"),
        "now": figure("the figure since; missing where there is none"),
        "number": whole("number of the receipt that says it differently"),
        "corrected_on": day("the day on which that version was received"),
    },
    unique=("target", "quarter", "number"),
)

TARGETS = Schema(
    {
        "target": text("code in the register", missing=False).shown("Code"),
        "title": text("as in the register", missing=False).shown(widest=60),
        "agreement": text("code of the agreement it is of; missing for one of the council's own"),
        "kind": text("designated, statutory, local or stretch", of=Kind, missing=False),
        "counted": yes_no("its agreement counts targets of its kind"),
        "partnership": text("code of the one accountable lead", missing=False),
        "contributing": text("codes of contributing partnerships, separated by semicolons").shown(
            "Contributing partnerships"
        ),
        "delivery_group": text("code"),
        "priorities": text("codes of the priorities it serves, separated by semicolons"),
        **{name: FIGURES.columns[name] for name in ("unit", "places", "better", "measure", "frequency")},
        "baseline": number("value before the agreement"),
        "baseline_period": text("what the baseline measures, such as a year"),
        "owner": text("post that answers for it").shown(widest=60),
        "first_quarter": quarter("first quarter of its life"),
        "last_quarter": quarter("last quarter of its life"),
        "local_control": yes_no("within local control").shown("Within local control"),
        "data_source": text("where the figure comes from"),
        "definition": text("what is measured"),
        "definition_changed_from": quarter("quarter from which the definition changed", missing=True),
        "tolerance_override": FIGURES.columns["tolerance_override"],
        "supplied_by": text("who supplies the figure"),
        "results_due": text("quarters in which a result is due: Q4 of every year, or 2008-09 Q4; missing is not said"),
        "short_name": text(f"as pictures call it, beside the code, in {SHORT} letters or fewer"),
        "also_called": text("everyday words that it is looked for by, separated by semicolons"),
        "basis": FIGURES.columns["basis"],
        "illustrative_fields": ILLUSTRATIVE_FIELDS,
        "cell": text("address of the target's code in the register"),
    },
    unique=("target",),
)

# Rows are only ever added, so their order in the register is kept in `row`.
MILESTONES = Schema(
    {
        "target": _KEY["target"],
        "quarter": _KEY["quarter"],
        "value": figure("in the target's unit"),
        "upper": figure("upper value, for within range").shown("Upper value"),
        "floor": figure("floor, where the rule is a floor"),
        "kind": text("milestone, interim proxy or year end", of=MilestoneKind, missing=False),
        "agreed_on": day("when it was agreed"),
        "agreed_by": text("by whom").shown(widest=40),
        "reason": text("why it changed").shown(widest=LONG),
        "basis": text("documented (naming its source) or illustrative"),
        "illustrative_fields": ILLUSTRATIVE_FIELDS,
        "row": whole("row in the register sheet"),
    },
)


def settle(schema: Schema, frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with exactly the schema's columns in its order and types, checked; missing columns come in empty.

    Raises pandera's SchemaErrors, which name column, check and value: ours, as an officer's mistakes are found before.
    """
    frame = frame.reindex(columns=list(schema.columns)).reset_index(drop=True)
    for name, column in schema.columns.items():
        if column.dtype == bool and frame[name].dtype != bool:
            frame[name] = frame[name].astype("boolean").fillna(False).astype(bool)
    settled = schema.settled(frame)
    return schema.validate(frame) if settled is None else settled  # which says what is wrong, and where


def of_columns(schema: Schema, values: Columns) -> pd.DataFrame:
    """The table of plain values by column, each of the column's type already; KeyError where a column is not there."""
    return pd.DataFrame({name: pd.array(values[name], dtype=one.dtype) for name, one in schema.columns.items()})


def empty(schema: Schema) -> pd.DataFrame:
    """A table of the schema with no rows."""
    return settle(schema, pd.DataFrame(columns=list(schema.columns)))
