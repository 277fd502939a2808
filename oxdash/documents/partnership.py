"""One partnership in full: what is asked, what changed, what is being done, what is not known, and its own account.

Its paper is the chairman's sheet (`chairmans_sheet`), which has one page for the first of these.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd

from oxdash.documents import among, cells, decisions, review
from oxdash.documents.actions import ACTION, DUE, OWNER, PROGRESS, owner, promised_before, standing
from oxdash.documents.asked import requests
from oxdash.documents.blocks import Block, Heading, Paragraph, Table
from oxdash.documents.bodies import published
from oxdash.documents.by_partnership import account
from oxdash.documents.columns import (
    ACTUAL,
    FORECAST,
    INSUFFICIENT,
    MILESTONE,
    SHORT_BY,
    STATUS,
    TARGET_ALONE,
    WHY,
    target_alone,
)
from oxdash.documents.exceptions import changed
from oxdash.documents.filed import moment
from oxdash.documents.inline import Link, Listed, Words
from oxdash.documents.page_blocks import Facts, PageBlock, Tally
from oxdash.documents.quarter_view import Standing
from oxdash.documents.risks import at_risk
from oxdash.documents.unknown import expected
from oxdash.findings import actions, arrivals, asked, counts, promises, risks
from oxdash.findings.actions import NONE_RETURNED, returned
from oxdash.findings.review import NO_ACCOUNT
from oxdash.register import sources
from oxdash.register.sources import GROUPS, PARTNERSHIPS
from oxdash.vocabulary import wording
from oxdash.vocabulary.bodies import each_named
from oxdash.vocabulary.model import Status
from oxdash.vocabulary.rows import each_row

RISKS = 3  # that stand here; all are with the actions


def page(at: Standing, partnership: str | None) -> list[PageBlock]:
    """The partnership at the quarter it stands at; the register's first unless one is named."""
    code = partnership or next(iter(at.names))
    name, stands_at, titles = at.names[code], at.stands_at[code], at.targets.title
    counting, every, others, moved, unknown, promised, risky = (
        rows[rows.partnership == code]
        for rows in (at.rows, at.every, at.others, at.moved, at.expected, at.promises, at.risks)
    )
    why = arrivals.shown_because(at.edition.quarter, stands_at, code, at.names, at.position.returns, at.council.zone)
    off_track = every[every.status == Status.OFF_TRACK]
    top = risks.standing(risky).head(RISKS)
    return [
        Paragraph(Words((Link("Overview", "overview"), " / Partnership")), "trail"),
        Heading(name, 0),
        *([Paragraph(why, "note")] if why else []),
        *counted(at, counting, stands_at),
        Heading(asked.title(at.register.the_board)),
        requests(at.asked_of({code: name}), at.names, at.register.the_board, code),
        *decisions.of_one(at, partnership=code),
        *([Heading("What changed"), *changed(at, moved, counting)] if len(counting) else []),
        *(
            [Heading(actions.OFF_TRACK_TITLE), actions_of(off_track, at.position.actions, at.bodies)]
            if len(every)
            else []
        ),
        *others_actions(at, code),
        Heading(promises.SHORT_TITLE),
        Paragraph(promises.in_words(promised)),
        *([promised_before(promised, titles, {})] if len(promised) else []),
        *(
            (Heading(f"{INSUFFICIENT}, and when it will be known"), expected(unknown, titles, {}))
            if len(counting)
            else ()
        ),
        Heading("Risks"),
        Paragraph(risks.in_words(risky)),
        *([at_risk(top, titles, None, "The highest risks")] if len(top) else []),
        Paragraph(Link("Every action and risk of this partnership", "actions", partnership=code)),
        Heading(at.council.all_targets if len(counting) else "Targets"),
        *([targets(counting, f"{at.council.all_targets}, those off track first")] if len(counting) else []),
        *([targets(others, counts.OTHERS_TABLE)] if len(others) else []),
        *([] if len(every) else [Paragraph("The partnership has no target at this quarter.")]),
        *among.section(at, every.target),
        Heading("The partnership's own account"),
        *own_account(at, code),
        *review.newest(at, code),
        Heading("Who answers for it"),
        governance(at, code),
        Heading("The return this comes from"),
        on_file(at.position.returns, code, stands_at, at.council.zone),
    ]


def counted(at: Standing, counting: pd.DataFrame, stands_at: str) -> list[PageBlock]:
    """The counts over all its targets that count; a sentence where it has none."""
    when = wording.quarter(stands_at)
    if none := at.none_counted(counting, when):
        return [Paragraph(none, "lead")]
    total = counts.total(counting)
    began = next((counts.begun_since(row) for row in each_row(counts.of(counting))), None)
    return [
        Paragraph(f"{at.council.all_targets} at {when}: {counts.sentence(total)}", "lead"),
        Tally(total),
        Paragraph(counts.range_sentence(total)),
        *([Paragraph(f"{wording.sentence_case(began)}.")] if began else []),
    ]


def actions_of(rows: pd.DataFrame, acted: pd.DataFrame, bodies: Mapping[str, str]) -> Table:
    """What is being done about each off-track target, by whom and with whom; one without an action says so.

    ``rows`` are off-track rows; ``acted`` is tables.ACTIONS, of which those for the row's quarter show.
    """
    lines: list[tuple] = []
    of_target = returned(acted)
    for row in each_row(rows):
        lines += [(row, act) for act in each_row(of_target(row.target, row.quarter))] or [(row, None)]
    return Table(
        "Actions on targets that are off track",
        (
            replace(TARGET_ALONE, of=lambda line: target_alone(line[0])),
            replace(ACTION, of=lambda line: cells.action(line[1], bodies) if line[1] else NONE_RETURNED),
            replace(OWNER, of=lambda line: line[1] and owner(line[1])),
            replace(DUE, of=lambda line: line[1] and _due(line[1])),
            replace(PROGRESS, of=lambda line: line[1] and line[1].progress),
        ),
        none=counts.NONE_OFF_TRACK,
        of=lines,
    )


def _due(act: Any) -> tuple[str, ...]:
    """By when, and that nothing is to be done any more where that is so; that no day is set is said of what is open."""
    if act.state == actions.OPEN:
        return (wording.day(act.due) or actions.NO_DATE,)
    return tuple(filter(None, (wording.day(act.due), str(act.state))))


def others_actions(at: Standing, code: str) -> list[Block]:
    """Actions for no single target, and those of other partnerships that this one acts in; nothing where none is."""
    parts: list[Block] = []
    for title, rows in (
        (actions.FOR_NO_TARGET_TITLE, at.own_actions(code)),
        (actions.SHARED_TITLE, at.acting_with(code)),
    ):
        if len(rows):
            parts += [Heading(title), standing(rows, at.targets.title, at.names, at.bodies, title)]
    return parts


def targets(rows: pd.DataFrame, caption: str) -> Table:
    """A partnership's targets with status, figures and why, those off track first."""
    order = [str(status) for status in wording.ORDER]
    by_status = rows.sort_values("status", key=lambda words: words.astype("str").map(order.index), kind="stable")
    return Table(
        caption,
        (TARGET_ALONE, STATUS, ACTUAL, MILESTONE, SHORT_BY, WHY, FORECAST),
        none="No target.",
        of=by_status,
    )


def own_account(at: Standing, code: str) -> list[Block]:
    """The partnership's own words for the quarter, in two columns: Performance, and Response."""
    if not at.account(code):
        return [Paragraph(NO_ACCOUNT)]
    basis = at.account_basis(code)
    return [account(at, code), *([Paragraph(basis, "note")] if basis else [])]


def governance(at: Standing, code: str) -> Facts:
    """Who chairs and supports a partnership and which groups do the work, as the register has it."""
    register = at.register
    about = register.partnerships.set_index("code").loc[code]
    groups = register.delivery_groups[register.delivery_groups.partnership == code]
    members = register.members[(register.members.body == code) & (register.members.role == "support officer")]
    above = each_named(about.reports_to, register.body_names)
    named = tuple(f"{name}{led}" for _, name, led in cells.groups_named(groups))
    return Facts(
        (
            ("Chair", about.chair),
            ("Lead officer", about.lead_officer),
            ("Support", wording.listed(list(members.post)) or None),
            ("Reports to", wording.listed(above) or None),
            ("Delivery groups", Listed(named) if named else None),
            ("Agendas and minutes", published(about.agendas_and_minutes)),
            ("Of these", sources.note((about.to_frame().T, PARTNERSHIPS), (groups, GROUPS))),
        )
    )


def on_file(returns: pd.DataFrame, code: str, quarter: str, zone: ZoneInfo) -> Paragraph | Facts:
    """What was received for one partnership's quarter. ``returns`` is tables.RETURNS.

    Who sent it is an officer's address, so it stands on "Returns on file" for those who may see it, not here.
    """
    own = returns[(returns.partnership == code) & (returns.quarter == quarter)]
    if own.empty:
        return Paragraph("No return is on file for this quarter.")
    row = next(each_row(own))
    return Facts(
        (
            ("Return", row.state),
            ("Workbook", row.workbook),
            ("Number", None if pd.isna(row.number) else f"{int(row.number)}"),
            ("Received", moment(row.received_at, zone) if pd.notna(row.received_at) else None),
            ("Why withdrawn", row.withdrawn_because),
            ("What is wrong", row.fault),
        )
    )
