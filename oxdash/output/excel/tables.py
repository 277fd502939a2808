"""The tables of the workbook, a sheet each, from a position at one quarter."""

import pandas as pd

from oxdash.documents.quarter_view import Standing
from oxdash.findings import counts, ledger
from oxdash.output.excel import judging, words
from oxdash.output.excel.tidy import Column, Holds, Sheet, number_format, sentence_case
from oxdash.vocabulary import bodies, source, wording
from oxdash.vocabulary.model import FigureIs
from oxdash.vocabulary.quarters import Quarter

LONG = 100  # characters on a line of a long text: in less, a row could not be made tall enough for a comment
NUMBER, DAY = Holds.NUMBER, Holds.DAY


def all_of(at: Standing) -> list[Sheet]:
    """Every sheet with data, in order."""
    of_position = [positions(at), targets(at), figures(at), values_agreed(at), actions(at), narrative(at)]
    return [*of_position, judging.reasons(), judging.rule(at), judging.tolerance(at)]


def positions(at: Standing) -> Sheet:
    counted = at.by_partnership.set_index("partnership")
    named = list(at.names)

    def number(name: str) -> list[int]:
        return [int(counted[name].get(code, 0)) for code in named]

    unknown, on_track = number("insufficient_data"), number("on_track")
    total, *honest = counts.sentences(at.total)
    now = Quarter.parse(at.edition.quarter).ordinal
    return Sheet(
        "Positions",
        f"LAA targets by status and partnership, {at.when}",
        "How many LAA targets of each partnership are on track, off track or cannot be judged",
        [f"All partnerships: {total}", *honest, words.standing(at)],
        (
            Column("Partnership", list(at.names.values()), widest=40),
            Column("As at", [at.stands_at[code] for code in named]),
            Column("Quarters old", [now - Quarter.parse(at.stands_at[code]).ordinal for code in named], NUMBER),
            Column("LAA targets", number("targets"), NUMBER),
            Column("On track", on_track, NUMBER),
            Column("Off track", number("off_track"), NUMBER),
            *([Column("Of those close to target", number("close"), NUMBER)] if counted["close"].any() else []),
            Column("Insufficient data", unknown, NUMBER),
            Column("On track at least", on_track, NUMBER),
            Column("On track at most", [a + b for a, b in zip(on_track, unknown, strict=True)], NUMBER),
        ),
    )


def targets(at: Standing) -> Sheet:
    rows = at.every
    return Sheet(
        "Targets",
        f"Every target as it stands, {at.when}",
        "A row for each target: its status, the reason, and where the figure comes from",
        [words.standing(at)],
        (
            *_named(rows),
            Column("Kind", rows.kind),
            Column("Partnership", rows.partnership_name, widest=50),
            Column("As at", rows.quarter),
            Column("Quarters old", rows.quarters_old, NUMBER),
            *_status(rows),
            Column("Sentence", rows.sentence, widest=LONG),
            *_figure(rows, "Actual", at.revised),
            *_milestone(rows),
            *_forecast(rows),
            _value(rows, "Year-end target", "year_end_target"),
            _value(rows, "Original milestone", "original_milestone"),
            Column("Status against the original", _statuses(rows.original_status)),
            Column("Quarters unknown", rows.unknown_for, NUMBER),
            Column("Owner", rows.target.map(at.targets.owner), widest=60),
            *_source(rows, at),
            *_sources(rows),
        ),
        "There are no targets at this quarter.",
    )


def figures(at: Standing) -> Sheet:
    rows = at.position.rows
    rows = rows[rows.quarter <= at.edition.quarter].reset_index(drop=True)
    return Sheet(
        "Figures",
        f"Every figure of every target, up to {at.when}",
        "A row for each target and quarter: figure, marker, milestone, status and the officer's comment",
        ["A quarter for which nothing was returned has a row too."],
        (
            *_named(rows),
            Column("Partnership", rows.partnership_name, widest=50),
            Column("Quarter", rows.quarter),
            *_figure(rows, "Value", at.revised),
            *_milestone(rows),
            *_status(rows),
            *_forecast(rows),
            Column("Will it be achieved", rows.declared),
            Column("Commentary", rows.commentary, widest=LONG),
            *_source(rows, at),
            *_sources(rows),
        ),
        "No quarter has begun for any target.",
    )


def values_agreed(at: Standing) -> Sheet:
    judged = at.position.judged
    judged = judged[judged.quarter <= at.edition.quarter]
    rows = ledger.values(
        at.register.milestones, at.register.targets, judged, at.register.rules, at.position.as_at
    )  # its verdicts are left out: they are by the rule of today, and this may be printed again under a later one
    rows = rows.assign(
        **{name: rows.target.map(at.targets[name]) for name in ("title", "basis", "illustrative_fields")}
    )
    return Sheet(
        "Values agreed",
        "Every value that a target was ever given",
        "A row for each value: the quarter it is for, who agreed it and when, in force or replaced",
        [f"Values agreed up to {wording.day(at.position.as_at)}; a renegotiated one is a row of its own."],
        (
            *_named(rows),
            Column("Quarter", rows.quarter),
            _value(rows, "Value", "value"),
            _value(rows, "Upper value", "upper"),
            _value(rows, "Floor", "floor"),
            Column("Unit", rows.unit),
            Column("Kind of value", rows.kind),
            Column("Agreed on", rows.agreed_on, DAY),
            Column("Agreed by", rows.agreed_by, widest=40),
            Column("Why it changed", rows.reason, widest=LONG),
            Column("Value number", rows.number, NUMBER),
            Column("In force or replaced", sentence_case(rows.state)),
            Column("Against the value before", sentence_case(rows.direction)),
            *_sources(rows),
        ),
        "No value had been agreed by then.",
    )


def actions(at: Standing) -> Sheet:
    rows = at.position.actions
    rows = rows[rows.quarter <= at.edition.quarter].reset_index(drop=True)
    rows = rows.assign(title=rows.target.map(at.targets.title))
    return Sheet(
        "Actions",
        f"What partnerships say they do, up to {at.when}",
        "A row for each action of each return: what, who, by when, and how far it is",
        ["Owner, progress and state are the partnership's own words. An action stands once for each return with it."],
        (
            *_named(rows),
            Column("For", sentence_case(rows.for_kind)),
            Column("Priority or theme", rows.for_what.mask(rows.target.notna()), widest=50),
            Column("Partnership", rows.partnership.map(at.names), widest=50),
            Column("Quarter", rows.quarter),
            Column("Action", rows.action, widest=LONG),
            Column("Owner", rows.owner, widest=60),
            Column("Due", rows.due, DAY),
            Column("State", sentence_case(rows.state)),
            Column("Progress", rows.progress, widest=LONG),
            Column("With", [bodies.named(held, at.bodies) for held in rows.with_bodies], widest=50),
            *_source(rows, at),
        ),
        "No return up to this quarter has an action.",
    )


def narrative(at: Standing) -> Sheet:
    rows = at.position.narrative
    rows = rows[rows.quarter <= at.edition.quarter].reset_index(drop=True)
    return Sheet(
        "Narrative",
        f"What partnerships say of themselves, up to {at.when}",
        "A row for each section of each account: the partnership's own words, and where they come from",
        ["The words are the partnership's own. Some sections are of the yearly review, which comes with Q4."],
        (
            Column("Partnership", rows.partnership.map(at.names), widest=50),
            Column("Quarter", rows.quarter),
            Column("Section", rows.section, widest=40),
            Column("Text", rows.text, widest=LONG),
            Column("Basis", rows.basis, widest=60),
            *_source(rows, at),
        ),
        "No return up to this quarter has an account of it.",
    )


def _named(rows: pd.DataFrame) -> tuple[Column, ...]:
    return Column("Target", rows.target), Column("Title", rows.title, widest=60)


def _status(rows: pd.DataFrame) -> tuple[Column, ...]:
    said = [wording.status_words(one, close) for one, close in zip(rows.status, rows.close, strict=True)]
    return Column("Status", said), Column("Reason", sentence_case(rows.reason))


def _figure(rows: pd.DataFrame, heading: str, revised: set[tuple[str, str]]) -> tuple[Column, ...]:
    return (
        _value(rows, heading, "actual"),
        Column("Marker", [_marker(row, (row.target, row.quarter) in revised) for row in rows.itertuples()]),
        Column("Unit", rows.unit),
        Column("Figure is for", rows.figure_is_for, widest=20),
        Column("Expected on", rows.expected_on, DAY),
    )


def _milestone(rows: pd.DataFrame) -> tuple[Column, ...]:
    return (
        _value(rows, "Milestone", "milestone"),
        _value(rows, "Upper milestone", "milestone_upper"),
        Column("Milestone kind", sentence_case(rows.milestone_kind)),
        Column("Better", sentence_case(rows.better)),
        _value(rows, "Shortfall", "shortfall"),
    )


def _forecast(rows: pd.DataFrame) -> tuple[Column, ...]:
    return (
        _value(rows, "Year-end forecast", "forecast"),
        Column("Forecast marker", [None if missing else words.FORECAST for missing in rows.forecast.isna()]),
        Column("Forecast status", _statuses(rows.forecast_status)),
    )


def _source(rows: pd.DataFrame, at: Standing) -> tuple[Column, ...]:
    sent = source.with_return(rows, at.position.returns)
    place = Column("Workbook", rows.workbook, widest=30), Column("Sheet", rows.sheet), Column("Cell", rows.cell)
    return *place, Column("Return number", sent.return_number, NUMBER), Column("Received on", sent.received_on, DAY)


def _sources(rows: pd.DataFrame) -> tuple[Column, ...]:
    """Where a target comes from, and what of it no source gives."""
    fields = Column("Illustrative fields", rows.illustrative_fields, widest=LONG)
    return Column("Basis", rows.basis, widest=LONG), fields


def _marker(row, revised: bool) -> str | None:
    kinds = {FigureIs.PROVISIONAL: words.PROVISIONAL, FigureIs.ESTIMATE: words.ESTIMATED}
    kind = words.NOT_AVAILABLE if pd.isna(row.actual) else kinds.get(row.figure_is)
    return " ".join(one for one in (kind, words.REVISED if revised else None) if one) or None


def _value(rows: pd.DataFrame, heading: str, name: str) -> Column:
    """Figures in the target's own unit, with its decimal places."""
    formats = [number_format(unit, int(places)) for unit, places in zip(rows.unit, rows.places, strict=True)]
    return Column(heading, rows[name], NUMBER, formats=formats or ("#,##0",))


def _statuses(held: pd.Series) -> list[str | None]:
    return [None if pd.isna(one) else wording.status_words(one) for one in held]
