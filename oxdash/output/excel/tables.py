"""The tables of the workbook, a sheet each, from a position at one quarter."""

from dataclasses import replace

import pandas as pd

from oxdash.documents.blocks import Column
from oxdash.documents.columns import BODY, OFF_TRACK, ON_TRACK, UNKNOWN, of, one
from oxdash.documents.columns import TARGETS as COUNTED
from oxdash.documents.quarter_view import Standing
from oxdash.findings import bodies as of_bodies
from oxdash.findings import counts, ledger, trend
from oxdash.judging.told import AT
from oxdash.output.excel import compared, decided, judging, money, words
from oxdash.output.excel.tidy import Sheet
from oxdash.register.columns import MEETINGS, MEMBERS
from oxdash.vocabulary import bodies, source, wording
from oxdash.vocabulary.council_tables import BODIES
from oxdash.vocabulary.model import FigureIs
from oxdash.vocabulary.quarters import Quarter
from oxdash.vocabulary.rows import each_row
from oxdash.vocabulary.schemas import Kind, Schema, text
from oxdash.vocabulary.tables import ACTIONS, NARRATIVE, TARGETS

# what the sheets have of a position: `told.AT`, and what is told on a sheet alone
TOLD = Schema(
    {
        **AT.columns,
        "owner": TARGETS.columns["owner"],
        "agreement_name": text("name of the agreement it is of; local for one of the council's own").shown("Agreement"),
        "short_trend": text("which way it goes since its last figure").shown(trend.SHORT_HEADING),
        "long_trend": text("the same over the longer run").shown(trend.LONG_HEADING),
        "marker": text("what stands beside the figure"),
        "forecast_marker": text("what stands beside the forecast"),
    }
)
SOURCE = ("workbook", "sheet", "cell", "return_number", "received_on")
NAMED_BODY = replace(BODY, of="body_name", widest=40)
BASIS = ("basis", "illustrative_fields")  # where a target comes from, and what of it no source gives


def all_of(at: Standing) -> list[Sheet]:
    """Every sheet with data, in order."""
    of_position = [positions(at), targets(at), figures(at), values_agreed(at), actions(at), narrative(at)]
    of_register = [all_bodies(at), members(at), meetings(at)]
    of_rule = [judging.reasons(), judging.rule(at), judging.tolerance(at)]
    return [*of_position, *compared.all_of(at), *of_register, *money.all_of(at), *decided.all_of(at), *of_rule]


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
        f"{at.council.all_targets} by status and partnership, {at.when}",
        f"How many {at.council.targets} of each partnership are on track, off track or cannot be judged",
        [f"All partnerships: {total}", *honest, words.standing(at)],
        (
            one(TOLD, "partnership_name", widest=40),
            *of(TOLD, "quarter", "quarters_old", quarter="As at"),
            replace(COUNTED, heading=at.council.all_targets),
            ON_TRACK,
            replace(OFF_TRACK, of="off_track"),
            *((replace(OFF_TRACK, heading="Of those close to target", of="close"),) if rows["close"].any() else ()),
            UNKNOWN,
            replace(ON_TRACK, heading="On track at least"),
            replace(ON_TRACK, heading="On track at most", of="most"),
        ),
        of=rows,
    )


def targets(at: Standing) -> Sheet:
    rows = _with_sources(at.every, at)
    told = ("target", "title", *_which(at), "kind", "partnership_name", "quarter", "quarters_old", "status", "reason")
    going = at.trends.loc[rows.target]
    rows = rows.assign(
        owner=rows.target.map(at.targets.owner),
        **{
            f"{run}_trend": (going[f"{run}_arrow"] + " " + going[f"{run}_word"]).str.strip().to_numpy()
            for run in ("short", "long")
        },
    )
    return Sheet(
        "Targets",
        f"Every target as it stands, {at.when}",
        "A row for each target: its status, the reason, and where the figure comes from",
        [words.standing(at)],
        of(
            TOLD,
            *(*told, "sentence"),
            *("actual", "marker", "unit", "figure_is_for", "expected_on"),
            *("milestone", "milestone_upper", "milestone_kind", "better", "shortfall", "short_trend", "long_trend"),
            *("forecast", "forecast_marker", "forecast_status", "year_end_target"),
            *("original_milestone", "original_status", "unknown_for", "owner", *SOURCE, *BASIS),
            quarter="As at",
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
        of(
            TOLD,
            *("target", "title", *_which(at), "partnership_name", "quarter"),
            *("actual", "marker", "unit", "figure_is_for", "expected_on"),
            *("milestone", "milestone_upper", "milestone_kind", "better", "shortfall", "status", "reason"),
            *("forecast", "forecast_marker", "forecast_status", "declared", "commentary", *SOURCE, *BASIS),
            actual="Value",
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
            *of(TOLD, "target", "title"),
            *of(ledger.VALUES, "quarter", "value", "upper", "floor", "unit", "kind", kind="Kind of value"),
            *of(ledger.VALUES, "agreed_on", "agreed_by", "reason", reason="Why it changed"),
            *of(ledger.VALUES, "number", "state", "direction"),
            *of(TOLD, *BASIS),
        ),
        "No value had been agreed by then.",
        of=rows.assign(**told),
    )


def actions(at: Standing) -> Sheet:
    rows = source.with_return(_up_to_now(at.position.actions, at), at.position.returns, at.council.zone)
    rows = rows.assign(
        title=rows.target.map(at.targets.title),
        for_what=rows.for_what.mask(rows.target.notna()),
        with_bodies=[bodies.named(codes, at.bodies) for codes in rows.with_bodies],
        partnership_name=rows.partnership.map(at.names),
    )
    return Sheet(
        "Actions",
        f"What partnerships say they do, up to {at.when}",
        "A row for each action of each return: what, who, by when, and how far it is",
        ["Owner, progress and state are the partnership's own words. An action stands once for each return with it."],
        (
            *of(TOLD, "target", "title"),
            *of(ACTIONS, "for_kind", "for_what"),
            *of(TOLD, "partnership_name"),
            *of(ACTIONS, "quarter", "action", "owner", "due", "state", "progress", "with_bodies"),
            *of(TOLD, *SOURCE),
        ),
        "No return up to this quarter has an action.",
        of=rows,
    )


def narrative(at: Standing) -> Sheet:
    rows = source.with_return(_up_to_now(at.position.narrative, at), at.position.returns, at.council.zone)
    return Sheet(
        "Narrative",
        f"What partnerships say of themselves, up to {at.when}",
        "A row for each section of each account: the partnership's own words, and where they come from",
        ["The words are the partnership's own. Some sections are of the yearly review, which comes with Q4."],
        (
            *of(TOLD, "partnership_name"),
            *of(NARRATIVE, "quarter", "section", "text", "basis"),
            *of(TOLD, *SOURCE),
        ),
        "No return up to this quarter has an account of it.",
        of=rows.assign(partnership_name=rows.partnership.map(at.names)),
    )


def _which(at: Standing) -> tuple[str, ...]:
    """The column that says which agreement a target is of, where several count targets."""
    return ("agreement_name",) if len(at.register.counting) > 1 else ()


def all_bodies(at: Standing) -> Sheet:
    every, names, day = at.register.every_body, at.register.body_names, at.position.as_at
    over = of_bodies.above(every, at.council.reported_to)
    heads = [bodies.BETWEEN.join(names[one] for one in over[code]) or None for code in every.code]
    rows = every.assign(
        reports_to=pd.Series(heads, dtype="str"),
        term=pd.Series([of_bodies.term(row, day) for row in each_row(every)], dtype="str"),
        required=every.statutory.map({True: "yes", False: None}),
    )
    told = ("chair", "chair_holder", "chair_since", "chair_until")
    return Sheet(
        "Bodies",
        "Every board, partnership and group, as the register has it",
        "A row for each body: whom it reports to, its chair and officers, its status, its reviews",
        [f"Terms as at {wording.day(day)}. A partnership that names nobody reports to the {at.register.board}."],
        (
            *of(BODIES, "code", "name", "kind", "reports_to", *told),
            Column("Chair's term", "term"),
            *of(BODIES, "vice_chair", "accountable_body", "legal_status", "lead_officer"),
            Column("Required by law", "required"),
            *of(BODIES, "reviewed_on", "audited_on", "agendas_and_minutes", *BASIS),
        ),
        "The register has no body.",
        of=rows,
    )


def members(at: Standing) -> Sheet:
    held, names = at.register.members, at.register.body_names
    on = of_bodies.on_how_many(of_bodies.seats(held, at.register.every_body))
    rows = held.assign(
        body_name=held.body.map(lambda code: names.get(code, code)).astype("str"),
        on=[of_bodies.count_of(post, on) for post in held.post],
    )
    return Sheet(
        "Members",
        "Who sits on which body, as the register has it",
        "A row for each post on a body: in what role, of which sector, and on how many bodies the post is",
        [of_bodies.SAME_WORDS],
        (
            NAMED_BODY,
            *of(MEMBERS, "post", "role", "sector", "places"),
            Column("Bodies that the post is on", "on", Kind.NUMBER),
            *of(MEMBERS, *BASIS),
        ),
        "The register has no member of any body.",
        of=rows,
    )


def meetings(at: Standing) -> Sheet:
    held, names = at.register.meetings, at.register.body_names
    rows = held.assign(
        body_name=held.body.map(lambda code: names.get(code, code)).astype("str"),
        who_reports=pd.Series([bodies.named(cell, names) for cell in held.who_reports], index=held.index, dtype="str"),
    )
    return Sheet(
        "Meetings",
        "Meetings of every body, as the register has them",
        "A row for each meeting: when, about which quarter, what is due before, who reports, what is published",
        ["Addresses are text: none is led to from here."],
        (
            NAMED_BODY,
            *of(MEETINGS, "date", "quarter", "returns_due", "papers_due", "who_reports", "agenda", "link", "minutes"),
            *of(MEETINGS, *BASIS),
        ),
        "The register has no meeting.",
        of=rows.sort_values("date", kind="stable"),
    )


def _up_to_now(rows: pd.DataFrame, at: Standing) -> pd.DataFrame:
    return rows[rows.quarter <= at.edition.quarter].reset_index(drop=True)


def _with_sources(rows: pd.DataFrame, at: Standing) -> pd.DataFrame:
    """Judged rows with the return each comes from, and the markers of its figure and of its forecast."""
    rows = source.with_return(rows, at.position.returns, at.council.zone)
    return rows.assign(
        marker=[_marker(row, (row.target, row.quarter) in at.revised) for row in each_row(rows)],
        forecast_marker=rows.forecast.isna().map({True: None, False: words.FORECAST}),
        agreement_name=[at.register.agreement_name(code) for code in rows.agreement],
    )


def _marker(row, revised: bool) -> str | None:
    kinds = {FigureIs.PROVISIONAL: words.PROVISIONAL, FigureIs.ESTIMATE: words.ESTIMATED}
    kind = words.NOT_AVAILABLE if pd.isna(row.actual) else kinds.get(row.figure_is)
    return " ".join(one for one in (kind, words.REVISED if revised else None) if one) or None
