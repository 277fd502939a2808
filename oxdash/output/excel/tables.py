"""The tables of the workbook, a sheet each, from a position at one quarter."""

from dataclasses import replace

import pandas as pd

from oxdash.documents.actions import ACTION, PROGRESS
from oxdash.documents.blocks import Column, Kind
from oxdash.documents.columns import ON_TRACK, UNKNOWN
from oxdash.documents.quarter_view import Standing
from oxdash.findings import counts, ledger
from oxdash.output.excel import judging, words
from oxdash.output.excel.tidy import Sheet
from oxdash.vocabulary import bodies, source, wording
from oxdash.vocabulary.model import FigureIs
from oxdash.vocabulary.quarters import Quarter
from oxdash.vocabulary.rows import each_row

LONG = 100  # characters on a line of a long text: in less, a row could not be made tall enough for a comment
NUMBER, DAY, CASED, FIGURE = Kind.NUMBER, Kind.DAY, Kind.CASED, Kind.FIGURE

NAMED = (Column("Target", "target"), Column("Title", "title", widest=60))
PARTNERSHIP = Column("Partnership", "partnership_name", widest=50)
AS_AT = (Column("As at", "quarter"), Column("Quarters old", "quarters_old", NUMBER))
QUARTER = Column("Quarter", "quarter")  # as it sorts
UNIT = Column("Unit", "unit")
STATUS = (Column("Status", "status", Kind.STATUS), Column("Reason", "reason", CASED))
ACTUAL = (
    Column("Actual", "actual", FIGURE),
    Column("Marker", "marker"),
    UNIT,
    Column("Figure is for", "figure_is_for", widest=20),
    Column("Expected on", "expected_on", DAY),
)
MILESTONE = (
    Column("Milestone", "milestone", FIGURE),
    Column("Upper milestone", "milestone_upper", FIGURE),
    Column("Milestone kind", "milestone_kind", CASED),
    Column("Better", "better", CASED),
    Column("Shortfall", "shortfall", FIGURE),
)
FORECAST = (
    Column("Year-end forecast", "forecast", FIGURE),
    Column("Forecast marker", lambda row: None if pd.isna(row.forecast) else words.FORECAST),
    Column("Forecast status", "forecast_status", Kind.STATUS),
)
SOURCE = (
    Column("Workbook", "workbook", widest=30),
    Column("Sheet", "sheet"),
    Column("Cell", "cell"),
    Column("Return number", "return_number", NUMBER),
    Column("Received on", "received_on", DAY),
)
# where a target comes from, and what of it no source gives
BASIS = (Column("Basis", "basis", widest=LONG), Column("Illustrative fields", "illustrative_fields", widest=LONG))


def all_of(at: Standing) -> list[Sheet]:
    """Every sheet with data, in order."""
    of_position = [positions(at), targets(at), figures(at), values_agreed(at), actions(at), narrative(at)]
    return [*of_position, judging.reasons(), judging.rule(at), judging.tolerance(at)]


def positions(at: Standing) -> Sheet:
    total, *honest = counts.sentences(at.total)
    now = Quarter.parse(at.edition.quarter).ordinal
    counted = at.by_partnership.set_index("partnership").reindex(list(at.names))
    counted = counted[["targets", "on_track", "off_track", "close", "insufficient_data"]].fillna(0).astype("int64")
    stands = [at.stands_at[code] for code in at.names]
    rows = counted.assign(
        partnership_name=list(at.names.values()),
        quarter=stands,
        quarters_old=[now - Quarter.parse(quarter).ordinal for quarter in stands],
        most=counted.on_track + counted.insufficient_data,
    )
    return Sheet(
        "Positions",
        f"LAA targets by status and partnership, {at.when}",
        "How many LAA targets of each partnership are on track, off track or cannot be judged",
        [f"All partnerships: {total}", *honest, words.standing(at)],
        (
            replace(PARTNERSHIP, widest=40),
            *AS_AT,
            Column("LAA targets", "targets", NUMBER),
            ON_TRACK,
            Column("Off track", "off_track", NUMBER),
            *((Column("Of those close to target", "close", NUMBER),) if rows["close"].any() else ()),
            UNKNOWN,
            replace(ON_TRACK, heading="On track at least"),
            Column("On track at most", "most", NUMBER),
        ),
        of=rows,
    )


def targets(at: Standing) -> Sheet:
    rows = _with_sources(at.every, at)
    rows = rows.assign(owner=rows.target.map(at.targets.owner))
    return Sheet(
        "Targets",
        f"Every target as it stands, {at.when}",
        "A row for each target: its status, the reason, and where the figure comes from",
        [words.standing(at)],
        (
            *NAMED,
            Column("Kind", "kind"),
            PARTNERSHIP,
            *AS_AT,
            *STATUS,
            Column("Sentence", "sentence", widest=LONG),
            *ACTUAL,
            *MILESTONE,
            *FORECAST,
            Column("Year-end target", "year_end_target", FIGURE),
            Column("Original milestone", "original_milestone", FIGURE),
            Column("Status against the original", "original_status", Kind.STATUS),
            Column("Quarters unknown", "unknown_for", NUMBER),
            Column("Owner", "owner", widest=60),
            *SOURCE,
            *BASIS,
        ),
        "There are no targets at this quarter.",
        of=rows,
    )


def figures(at: Standing) -> Sheet:
    return Sheet(
        "Figures",
        f"Every figure of every target, up to {at.when}",
        "A row for each target and quarter: figure, marker, milestone, status and the officer's comment",
        ["A quarter for which nothing was returned has a row too."],
        (
            *NAMED,
            PARTNERSHIP,
            QUARTER,
            replace(ACTUAL[0], heading="Value"),
            *ACTUAL[1:],
            *MILESTONE,
            *STATUS,
            *FORECAST,
            Column("Will it be achieved", "declared"),
            Column("Commentary", "commentary", widest=LONG),
            *SOURCE,
            *BASIS,
        ),
        "No quarter has begun for any target.",
        of=_with_sources(_up_to_now(at.position.rows, at), at),
    )


def values_agreed(at: Standing) -> Sheet:
    judged = at.position.judged
    judged = judged[judged.quarter <= at.edition.quarter]
    rows = ledger.values(
        at.register.milestones, at.register.targets, judged, at.register.rules, at.position.as_at
    )  # its verdicts are left out: they are by the rule of today, and this may be printed again under a later one
    told = {name: rows.target.map(at.targets[name]) for name in ("title", "basis", "illustrative_fields")}
    return Sheet(
        "Values agreed",
        "Every value that a target was ever given",
        "A row for each value: the quarter it is for, who agreed it and when, in force or replaced",
        [f"Values agreed up to {wording.day(at.position.as_at)}; a renegotiated one is a row of its own."],
        (
            *NAMED,
            QUARTER,
            Column("Value", "value", FIGURE),
            Column("Upper value", "upper", FIGURE),
            Column("Floor", "floor", FIGURE),
            UNIT,
            Column("Kind of value", "kind"),
            Column("Agreed on", "agreed_on", DAY),
            Column("Agreed by", "agreed_by", widest=40),
            Column("Why it changed", "reason", widest=LONG),
            Column("Value number", "number", NUMBER),
            Column("In force or replaced", "state", CASED),
            Column("Against the value before", "direction", CASED),
            *BASIS,
        ),
        "No value had been agreed by then.",
        of=rows.assign(**told),
    )


def actions(at: Standing) -> Sheet:
    rows = source.with_return(_up_to_now(at.position.actions, at), at.position.returns)
    rows = rows.assign(
        title=rows.target.map(at.targets.title),
        for_what=rows.for_what.mask(rows.target.notna()),
        partnership_name=rows.partnership.map(at.names),
    )
    return Sheet(
        "Actions",
        f"What partnerships say they do, up to {at.when}",
        "A row for each action of each return: what, who, by when, and how far it is",
        ["Owner, progress and state are the partnership's own words. An action stands once for each return with it."],
        (
            *NAMED,
            Column("For", "for_kind", CASED),
            Column("Priority or theme", "for_what", widest=50),
            PARTNERSHIP,
            QUARTER,
            replace(ACTION, widest=LONG),
            Column("Owner", "owner", widest=60),
            Column("Due", "due", DAY),
            Column("State", "state", CASED),
            replace(PROGRESS, widest=LONG),
            Column("With", lambda row: bodies.named(row.with_bodies, at.bodies), widest=50),
            *SOURCE,
        ),
        "No return up to this quarter has an action.",
        of=rows,
    )


def narrative(at: Standing) -> Sheet:
    rows = source.with_return(_up_to_now(at.position.narrative, at), at.position.returns)
    return Sheet(
        "Narrative",
        f"What partnerships say of themselves, up to {at.when}",
        "A row for each section of each account: the partnership's own words, and where they come from",
        ["The words are the partnership's own. Some sections are of the yearly review, which comes with Q4."],
        (
            PARTNERSHIP,
            QUARTER,
            Column("Section", "section", widest=40),
            Column("Text", "text", widest=LONG),
            replace(BASIS[0], widest=60),
            *SOURCE,
        ),
        "No return up to this quarter has an account of it.",
        of=rows.assign(partnership_name=rows.partnership.map(at.names)),
    )


def _up_to_now(rows: pd.DataFrame, at: Standing) -> pd.DataFrame:
    return rows[rows.quarter <= at.edition.quarter].reset_index(drop=True)


def _with_sources(rows: pd.DataFrame, at: Standing) -> pd.DataFrame:
    """Judged rows with the return each comes from, and the marker of its figure."""
    rows = source.with_return(rows, at.position.returns)
    return rows.assign(marker=[_marker(row, (row.target, row.quarter) in at.revised) for row in each_row(rows)])


def _marker(row, revised: bool) -> str | None:
    kinds = {FigureIs.PROVISIONAL: words.PROVISIONAL, FigureIs.ESTIMATE: words.ESTIMATED}
    kind = words.NOT_AVAILABLE if pd.isna(row.actual) else kinds.get(row.figure_is)
    return " ".join(one for one in (kind, words.REVISED if revised else None) if one) or None
