"""What is missing or doubled in who answers for what: a gap each, in a sentence.

A gap that the register itself refuses (`register.checks`, `register.columns`) never comes up from one that is sound: a
target with no lead, with two leads, or with no owner is told there, by its cell, before anything is judged. It is found
here as well, as these are functions of plain tables. Only here is seen: a target with no delivery group, a priority
nobody covers, a target that two partnerships work on, a partnership without a target of its own, one gone silent, a
body that reports to nobody, a chair whose term is over, a review overdue.
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

import pandas as pd

from oxdash.findings import arrivals, bodies, diary
from oxdash.findings.accountability import reported
from oxdash.vocabulary import wording
from oxdash.vocabulary.bodies import each_named, several
from oxdash.vocabulary.model import Kind
from oxdash.vocabulary.rows import as_table, each_row


class Gap(StrEnum):
    """What is missing or doubled, in the order in which the Board reads it."""

    NO_LEAD = "no lead"
    TWO_LEADS = "two leads"
    NO_OWNER = "no owner"
    NO_DELIVERY_GROUP = "no delivery group"
    NOBODY_COVERS = "priority nobody covers"
    NO_LOCAL_TARGET = "no local target"
    REPORTS_TO_NOBODY = "reports to nobody"
    SILENT = "silent partnership"
    CHAIR_ENDED = "chair's term over"
    CHAIRMANSHIP_OVERDUE = "chairmanship review overdue"
    GOVERNANCE_OVERDUE = "governance audit overdue"
    NO_REVIEW = "no review on record"
    TWO_PARTNERSHIPS = "targets that partnerships share"


def in_words(gaps_: pd.DataFrame, as_at: date) -> str:
    """How many gaps there are as at a day, and of which kinds; what two partnerships share is none."""
    missing = gaps_[gaps_["kind"] != Gap.TWO_PARTNERSHIPS]
    if missing.empty:
        return f"No gap as at {wording.day(as_at)}."
    kinds = missing.groupby("kind", sort=False).size()
    told = wording.listed(f"{kind} ({count})" for kind, count in kinds.items())
    return f"{wording.counted(len(missing), 'gap')} as at {wording.day(as_at)}: {told}."


def gaps(
    register, returns: pd.DataFrame, as_at: date, up_to: str | None = None, looked_at: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Every gap as at a day: kind (`Gap`), about (code of the target, priority or body), partnership (code of
    whose it is; missing where nobody's), sentence; by kind, then in the register's order.

    In: whatever has the register's council and its tables targets, priorities, partnerships, delivery_groups, bodies,
    every_body and meetings, and its returns_due (rows may stand twice, cells may be blank), and `tables.RETURNS`. Only
    targets whose life reaches the quarter that is `reported` are looked at; of gaps in targets and priorities those
    ``looked_at``, where these are not all. ``up_to`` is the last quarter whose ``returns`` are there.
    """
    partnerships, groups = register.partnerships, register.delivery_groups

    def current(targets: pd.DataFrame) -> pd.DataFrame:
        since = reported(targets, as_at, register.council.calendar)
        return targets[targets["last_quarter"].isna() | (targets["last_quarter"] >= since)]

    every = current(register.targets)
    now = every if looked_at is None else current(looked_at)
    names = dict(zip(partnerships["code"], partnerships["name"], strict=True))
    known = dict(zip(groups["code"], groups["partnership"], strict=True))
    found = _leads(now, names)
    for row in each_row(now.drop_duplicates("target")):
        found += _of_target(row, names, known)
    covered = {code for cell in now["priorities"] for code in several(cell)}
    for priority in each_row(register.priorities):
        if priority.code not in covered:
            said = f"No target of any partnership serves the priority {priority.name}."
            found.append((Gap.NOBODY_COVERS, priority.code, None, said))
    found += _without_local(every, names)
    found += _of_bodies(register, as_at)
    silent = arrivals.silent(every, register.returns_due, returns, names, as_at, register.council, up_to)
    found += [(Gap.SILENT, row.partnership, row.partnership, row.sentence) for row in each_row(silent)]
    found += _reviews(register, as_at)
    order = {gap: number for number, gap in enumerate(Gap)}
    rows = [(str(kind), *rest) for kind, *rest in sorted(found, key=lambda row: order[row[0]])]
    return as_table(rows, ["kind", "about", "partnership", "sentence"])


def _leads(targets: pd.DataFrame, names: Mapping[str, str]) -> list[tuple]:
    """Targets with no lead, an unknown one, or two: in one cell, or on two rows."""
    found: list[tuple] = []
    for target, rows in targets.groupby("target", sort=False):
        leads = list(dict.fromkeys(code for cell in rows["partnership"] for code in several(cell)))
        title = rows["title"].iloc[0]
        if len(leads) > 1:
            both = wording.listed(names.get(code, code) for code in leads)
            said = f"{target} {title} has {len(leads)} leads: {both}. A target has one accountable lead."
            found.append((Gap.TWO_LEADS, target, leads[0], said))
        elif not leads:
            found.append((Gap.NO_LEAD, target, None, f"No partnership leads {target} {title}."))
        elif leads[0] not in names:
            said = f'{target} {title} is led by "{leads[0]}", which is no partnership of the register.'
            found.append((Gap.NO_LEAD, target, None, said))
    return found


def _of_target(row, names: Mapping[str, str], groups: Mapping[str, str]) -> list[tuple]:
    """What one target lacks, and who else works on it."""
    found, lead = [], wording.listed(each_named(row.partnership, names)) or "no lead"
    if pd.isna(row.owner) or not str(row.owner).strip():
        said = f"No post answers for {row.target} {row.title} ({lead})."
        found.append((Gap.NO_OWNER, row.target, row.partnership, said))
    if pd.isna(row.delivery_group) or row.delivery_group not in groups:
        said = f"No delivery group works on {row.target} {row.title} ({lead})."
        found.append((Gap.NO_DELIVERY_GROUP, row.target, row.partnership, said))
    others = [names.get(code, code) for code in several(row.contributing) if code != row.partnership]
    if others and row.partnership in names:
        contribute = "contributes" if len(others) == 1 else "contribute"
        said = f"{row.target} {row.title}: {lead} answers for it, {wording.listed(others)} {contribute}."
        found.append((Gap.TWO_PARTNERSHIPS, row.target, row.partnership, said))
    whose = groups.get(row.delivery_group, row.partnership)
    if row.partnership in names and whose not in (row.partnership, *several(row.contributing)):
        other = names.get(whose, whose)
        said = f"{row.target} {row.title}: {lead} answers for it, a delivery group of {other} works on it."
        found.append((Gap.TWO_PARTNERSHIPS, row.target, row.partnership, said))
    return found


def _without_local(targets: pd.DataFrame, names: Mapping[str, str]) -> list[tuple]:
    """Partnerships that lead no target of their own: each is to develop local targets beside those of the agreement.

    A target is local by its kind, or because no agreement has it.
    """
    of_none = targets["agreement"].isna() & ~targets["counted"] & (targets["kind"] != Kind.STRETCH)
    own = targets.loc[of_none | (targets["kind"] == Kind.LOCAL), "partnership"]
    leads = {code for cell in own for code in several(cell)}
    return [
        (Gap.NO_LOCAL_TARGET, code, code, f"No local target of {name} is on record.")
        for code, name in names.items()
        if code not in leads
    ]


def whose_bodies(register) -> dict[str, str]:
    """The partnership that each body is of, by the body's code: itself, or whose delivery group it is."""
    groups = register.delivery_groups
    return dict(zip(groups["code"], groups["partnership"], strict=True)) | {
        code: code for code in register.partnerships["code"]
    }


def _of_bodies(register, as_at: date) -> list[tuple]:
    """Bodies that report to nobody, and those whose chair's term is over."""
    every, whose, reported_to = register.every_body, whose_bodies(register), register.council.reported_to
    declared = {*register.bodies["code"], *whose}
    names = dict(zip(every["code"], every["name"], strict=True))
    found = [
        (Gap.REPORTS_TO_NOBODY, code, whose.get(code), f"{names[code]} reports to nobody.")
        for code in bodies.unreported(every, declared, reported_to)
    ]
    for row in each_row(every):
        if bodies.term(row, as_at) == bodies.ENDED:
            said = bodies.term_in_words(row, names[row.code], as_at)
            found.append((Gap.CHAIR_ENDED, row.code, whose.get(row.code), said or ""))
    return found


def _reviews(register, as_at: date) -> list[tuple]:
    kinds = {diary.CHAIRMANSHIP: Gap.CHAIRMANSHIP_OVERDUE, diary.GOVERNANCE: Gap.GOVERNANCE_OVERDUE}
    found, whose = [], whose_bodies(register)
    for row in each_row(diary.reviews(register.every_body, as_at)):
        if row.state == diary.OVERDUE:
            found.append((kinds[row.review], row.body, whose.get(row.body), row.sentence))
        elif row.state == diary.NONE:
            found.append((Gap.NO_REVIEW, row.body, whose.get(row.body), row.sentence))
    return found
