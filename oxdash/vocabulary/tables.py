"""The tidy tables: what columns they have, of what type, meaning what. Written once, here.

Text is pandas' ``str`` with NaN for missing, a quarter is its text form (``2009-10 Q3``, which sorts in time), a
figure is float64 in the target's own unit, a day is datetime64. An absence is a row, never a gap.
"""

from collections.abc import Iterable

import pandas as pd
import pandera.pandas as pa

from oxdash.vocabulary import table_checks
from oxdash.vocabulary.model import (
    ActionFor,
    Better,
    FigureIs,
    Frequency,
    Kind,
    Measure,
    MilestoneKind,
    Reason,
    Status,
    ToleranceBasis,
)

DAY = "datetime64[ns]"  # what pandera settles on


def _text(meaning: str, *, of: Iterable[str] | None = None, missing: bool = True) -> pa.Column:
    checks = [pa.Check.isin([str(member) for member in of])] if of else None
    return pa.Column("str", checks, nullable=missing, coerce=True, description=meaning)


def _number(meaning: str) -> pa.Column:
    return pa.Column("float64", nullable=True, coerce=True, description=meaning)


def _yes_no(meaning: str) -> pa.Column:
    return pa.Column("bool", coerce=True, description=meaning)


def _day(meaning: str) -> pa.Column:
    return pa.Column(DAY, nullable=True, coerce=True, description=meaning)


def _one_of(words: Iterable[str], meaning: str) -> pa.Column:
    kind = pd.CategoricalDtype([str(word) for word in words])
    return pa.Column(kind, nullable=True, coerce=True, description=meaning)


_SOURCE = {
    "workbook": _text("file name of the return on file, e.g. childrens-trust.1.xlsx"),
    "sheet": _text("sheet of that workbook"),
    "cell": _text("address of the cell, e.g. F9"),
}
ILLUSTRATIVE_FIELDS = _text("columns of the register that no source gives, separated by semicolons; all: every one")
_KEY = {
    "target": _text("code in the register, e.g. NI 154", missing=False),
    "quarter": _text("financial quarter, e.g. 2009-10 Q3", missing=False),
    "partnership": _text("code of the accountable lead, e.g. childrens-trust", missing=False),
}

# What an officer says of a target, one row a target: the part of `figures` that comes from the return.
RETURNED = pa.DataFrameSchema(
    {
        **_KEY,
        "actual": _number("the figure, in the target's unit; missing is never zero"),
        "figure_is": _text("final, provisional or estimate", of=FigureIs),
        "absence": _text("why there is no figure: one of the officer's reasons", of=Reason),
        "figure_is_for": _text("the period measured, where it is not this quarter: shown, never judged"),
        "expected_on": _day("when a missing figure is expected"),
        "forecast": _number("the officer's year-end forecast, in the target's unit"),
        "declared": _text('"Will it be achieved?": yes or no', of=("yes", "no")),
        "commentary": _text("the officer's own words; always shown as text"),
        **_SOURCE,
    },
    strict=True,
    ordered=True,
    unique=["target", "quarter"],
)

# One row per target per quarter of its life, returned or not.
FIGURES = pa.DataFrameSchema(
    {
        **{name: column for name, column in RETURNED.columns.items() if name not in _SOURCE},
        "received": _yes_no("the partnership's return for the quarter counts (not withdrawn)"),
        "damaged": _yes_no("the return no longer matches its receipt"),
        "milestone": _number("value in force for this quarter, as agreed on or before the as-at day"),
        "milestone_upper": _number("upper milestone, for within range"),
        "floor": _number("floor value, where the rule is a floor"),
        "milestone_kind": _text("milestone, interim proxy or year end", of=MilestoneKind),
        "agreed_on": _day("when the value in force was agreed"),
        "original_milestone": _number("the first value ever agreed for this quarter"),
        "original_upper": _number("the first upper value ever agreed for this quarter"),
        "year_end_target": _number("the value in force for Q4 of the same year"),
        "year_end_upper": _number("the upper value in force for Q4 of the same year"),
        "year_end_floor": _number("the floor in force for Q4 of the same year"),
        "value_agreed_for_year": _yes_no("any value was ever agreed for the financial year"),
        "tolerance_override": _text("the target's own tolerance: 5%, 2 points, floor or none; missing is the rule's"),
        "places": pa.Column("int64", pa.Check.in_range(0, 6), coerce=True, description="decimal places as printed"),
        "better": _text("higher, lower or within range", of=Better, missing=False),
        "measure": _text("snapshot, cumulative in year, rolling year or annual", of=Measure, missing=False),
        "frequency": _text("quarterly, annual or two yearly", of=Frequency, missing=False),
        "unit": _text("per cent, percentage points, count, level, GBP or the unit's own name", missing=False),
        "basis": _text("documented (naming its source) or illustrative", missing=False),
        **_SOURCE,
    },
    strict=True,
    ordered=True,
    unique=["target", "quarter"],
)

_VERDICT = {
    "status": _one_of(Status, "on track, off track or insufficient data"),
    "reason": _one_of(Reason, "the code of the rule's row that decided"),
    "close": _yes_no("missed, within the tolerance of the rule in force"),
    "shortfall": _number("signed, in the target's unit: positive is short, whichever way is better"),
    "forecast_status": _one_of(Status, "the year-end forecast judged against the year-end target; missing without one"),
    "forecast_reason": _one_of(Reason, "why the forecast has that status"),
    "original_status": _one_of(Status, "the same figure judged against the original milestone"),
    "original_reason": _one_of(Reason, "why it has that status"),
    "own_quarter": _yes_no("no other period is named for the figure, so it can be judged; not kept: it follows"),
}

JUDGED = pa.DataFrameSchema({**FIGURES.columns, **_VERDICT}, strict=True, ordered=True, unique=["target", "quarter"])

RULES = pa.DataFrameSchema(
    {
        "from_quarter": _text("the rule is in force from this quarter", missing=False),
        "basis": _text("what the tolerance is measured in", of=ToleranceBasis, missing=False),
        "tolerance": _number("per cent of the milestone, or points; missing for none and floor"),
        "within_counts_as": _text("what such a miss counts as", of=("on track", "off track"), missing=False),
        "source": _text("documented (naming its source) or illustrative"),
        "illustrative_fields": ILLUSTRATIVE_FIELDS,
    },
    strict=True,
    ordered=True,
    unique=["from_quarter"],
)

ACTIONS = pa.DataFrameSchema(
    {
        "target": _text("code of the target it is for, e.g. NI 154; missing where it is for no target"),
        "quarter": _KEY["quarter"],
        "partnership": _text("code of the partnership whose return has it", missing=False),
        "for_kind": _text("what it is for: target, priority, theme or the partnership", of=ActionFor, missing=False),
        "for_what": _text("the target's code, the priority's name or the theme; missing for the partnership"),
        "action": _text("what will be done"),
        "owner": _text("post that does it"),
        "due": _day("by when"),
        "state": _text("open, done or dropped", of=("open", "done", "dropped")),
        "progress": _text("the officer's own words"),
        "with_bodies": _text(
            "other bodies that act in it, separated by semicolons: the register's codes, names of those without one"
        ),
        **_SOURCE,
    },
    strict=True,
    ordered=True,
)

RISKS = pa.DataFrameSchema(
    {
        **_KEY,
        "risk": _text("what could go wrong"),
        "likelihood": _number("1 to 5"),
        "impact": _number("1 to 5"),
        "mitigation": _text("what is done about it"),
        "owner": _text("post"),
        **_SOURCE,
    },
    strict=True,
    ordered=True,
)

DISTRICTS = pa.DataFrameSchema(
    {**_KEY, "district": _text("name in the register", missing=False), "actual": _number("the figure"), **_SOURCE},
    strict=True,
    ordered=True,
)

NARRATIVE = pa.DataFrameSchema(
    {
        "quarter": _KEY["quarter"],
        "partnership": _KEY["partnership"],
        "section": _text("Outcomes, Partnership working, Response; yearly Achievements, Strengths, Areas to improve"),
        "text": _text("the officer's own words"),
        "basis": _text("documented (naming its source) or illustrative; missing is the partnership's own account"),
        **_SOURCE,
    },
    strict=True,
    ordered=True,
)

RETURN_STATES = ("received", "placed by hand", "not received", "withdrawn", "damaged")

# What is on file, one row per partnership per quarter from the first on file to the newest.
RETURNS = pa.DataFrameSchema(
    {
        "partnership": _KEY["partnership"],
        "quarter": _KEY["quarter"],
        "state": _text("received, placed by hand, not received, withdrawn or damaged", of=RETURN_STATES, missing=False),
        "number": _number("number of the deciding receipt"),
        "received_at": pa.Column("datetime64[ns, UTC]", nullable=True, coerce=True, description="as on the receipt"),
        "received_from": _text("who"),
        "workbook": _text("file name of the counting workbook"),
        "sha256": _text("fingerprint of that workbook"),
        "fault": _text("what does not verify, in a sentence; missing where all is well"),
        "withdrawn_because": _text("the reason given, of a return that was withdrawn"),
    },
    strict=True,
    ordered=True,
    unique=["partnership", "quarter"],
)

# A row for each actual that a later version of a return says differently from the version before it.
CORRECTIONS = pa.DataFrameSchema(
    {
        "target": _KEY["target"],
        "quarter": _KEY["quarter"],
        "was": _number("the figure before, in the target's unit; missing where there was none"),
        "now": _number("the figure since; missing where there is none"),
        "number": pa.Column("int64", coerce=True, description="number of the receipt that says it differently"),
        "corrected_on": _day("the day in Oxfordshire on which that version was received"),
    },
    strict=True,
    ordered=True,
    unique=["target", "quarter", "number"],
)

TARGETS = pa.DataFrameSchema(
    {
        "target": _text("code, e.g. NI 154, NI 157b, L1", missing=False),
        "title": _text("as in the register", missing=False),
        "agreement": _text("LAA1 2006-09, LAA2 2008-11 or local", missing=False),
        "kind": _text("designated, statutory, local or stretch", of=Kind, missing=False),
        "partnership": _text("code of the one accountable lead", missing=False),
        "contributing": _text("codes of contributing partnerships, separated by semicolons"),
        "delivery_group": _text("code"),
        "priorities": _text("codes of Oxfordshire 2030 priorities, separated by semicolons"),
        **{name: FIGURES.columns[name] for name in ("unit", "places", "better", "measure", "frequency")},
        "baseline": _number("value before the agreement"),
        "baseline_period": _text("what the baseline measures, e.g. 2007/08"),
        "owner": _text("post that answers for it"),
        "first_quarter": _text("first quarter of its life", missing=False),
        "last_quarter": _text("last quarter of its life", missing=False),
        "local_control": _yes_no("within local control"),
        "data_source": _text("where the figure comes from"),
        "definition": _text("what is measured"),
        "definition_changed_from": _text("quarter from which the definition changed"),
        "tolerance_override": FIGURES.columns["tolerance_override"],
        "supplied_by": _text("who supplies the figure"),
        "results_due": _text("quarters in which a result is due: Q4 of every year, or 2008-09 Q4; missing is not said"),
        "basis": FIGURES.columns["basis"],
        "illustrative_fields": ILLUSTRATIVE_FIELDS,
        "cell": _text("address of the target's code in the register"),
    },
    strict=True,
    ordered=True,
    unique=["target"],
)

# Rows are only ever added, so their order in the register is kept in `row`.
MILESTONES = pa.DataFrameSchema(
    {
        "target": _KEY["target"],
        "quarter": _KEY["quarter"],
        "value": _number("in the target's unit"),
        "upper": _number("upper value, for within range"),
        "floor": _number("floor, where the rule is a floor"),
        "kind": _text("milestone, interim proxy or year end", of=MilestoneKind, missing=False),
        "agreed_on": _day("when it was agreed"),
        "agreed_by": _text("by whom"),
        "reason": _text("why it changed"),
        "basis": _text("documented (naming its source) or illustrative"),
        "illustrative_fields": ILLUSTRATIVE_FIELDS,
        "row": pa.Column("int64", coerce=True, description="row in the register sheet"),
    },
    strict=True,
    ordered=True,
)


def settle(schema: pa.DataFrameSchema, frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with exactly the schema's columns in its order and types, checked; missing columns come in empty.

    Raises pandera's SchemaErrors, which name column, check and value: ours, as an officer's mistakes are found before.
    """
    frame = frame.reindex(columns=list(schema.columns)).reset_index(drop=True)
    for name, column in schema.columns.items():
        if str(column.dtype) == "bool" and frame[name].dtype != bool:
            frame[name] = frame[name].astype("boolean").fillna(False).astype(bool)
    settled = table_checks.quickly(schema, frame)
    return schema.validate(frame, lazy=True) if settled is None else settled  # which says what is wrong, and where


def empty(schema: pa.DataFrameSchema) -> pd.DataFrame:
    """A table of the schema with no rows."""
    return settle(schema, pd.DataFrame(columns=list(schema.columns)))
