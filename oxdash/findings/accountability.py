"""Who answers for what: priorities by partnership, bodies and their members, and the gaps where nobody does.

A gap that the register itself refuses (`register.checks`, `register.columns`) never comes up from one that is sound: a
target with no lead, with two leads, or with no owner is told there, by its cell, before anything is judged. It is found
here as well, as these are functions of plain tables. Only here is seen: a target with no delivery group, a priority
nobody covers, a target that two partnerships work on, a partnership gone silent, a review overdue.
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

import pandas as pd

from oxdash.findings import arrivals, diary
from oxdash.vocabulary import wording
from oxdash.vocabulary.bodies import several
from oxdash.vocabulary.council import Council
from oxdash.vocabulary.model import BodyKind
from oxdash.vocabulary.quarters import Calendar
from oxdash.vocabulary.rows import as_table, each_row

ROLES = ("chair", "vice chair", "member", "support officer", "attends on request", "observer")  # as people read them
SOURCES = ["basis", "illustrative_fields"]  # columns from which `oxdash.register.sources` tells what is illustrative
NO_MEMBER = "No member is on record."
# captions of the tables of these findings, and the heading of a column, on a page and on paper
GROUPS_TABLE = "Delivery groups and the targets they work on"
SECTORS_HEADING = "Members by sector, in posts"


class Gap(StrEnum):
    """What is missing or doubled, in the order in which the Board reads it."""

    NO_LEAD = "no lead"
    TWO_LEADS = "two leads"
    NO_OWNER = "no owner"
    NO_DELIVERY_GROUP = "no delivery group"
    NOBODY_COVERS = "priority nobody covers"
    SILENT = "silent partnership"
    CHAIRMANSHIP_OVERDUE = "chairmanship review overdue"
    GOVERNANCE_OVERDUE = "governance audit overdue"
    NO_REVIEW = "no review on record"
    TWO_PARTNERSHIPS = "two partnerships on one target"


def alive(targets: pd.DataFrame, quarter: str) -> pd.DataFrame:
    """The targets in whose life a quarter falls."""
    return targets[(targets["first_quarter"] <= quarter) & (quarter <= targets["last_quarter"])]


def reported(targets: pd.DataFrame, as_at: date, calendar: Calendar) -> str:
    """The quarter now being reported: the one before the day's own; once every target's life is over, the last."""
    ends = targets["last_quarter"].dropna()
    now = str(calendar.quarter_of(as_at).plus(-1))
    return min(now, ends.max()) if len(ends) else now


UNDER_NONE = ("", "Under no priority")  # code and name: an agreement need not have priorities


def matrix(
    targets: pd.DataFrame, priorities: pd.DataFrame, partnerships: pd.DataFrame, quarter: str | None = None
) -> pd.DataFrame:
    """Every priority beside every partnership, in the register's order: one row a pair, an empty one too.

    In: `tables.TARGETS`; code and name of priorities and of partnerships; with ``quarter``, only targets in whose life
    it falls. Out: priority, priority_name, partnership, partnership_name, leads (codes of the targets it answers for,
    separated by semicolons; missing for none), contributes (codes of those it contributes to), count (how many it
    leads). A target that serves two priorities stands under both, so counts of priorities do not add up to targets;
    one that serves none stands under `UNDER_NONE`, which is there only where it is needed.
    """
    targets = targets if quarter is None else alive(targets, quarter)
    leads: dict[tuple[str, str], list[str]] = {}
    helps: dict[tuple[str, str], list[str]] = {}
    for row in each_row(targets):
        for priority in several(row.priorities) or [UNDER_NONE[0]]:
            leads.setdefault((priority, row.partnership), []).append(row.target)
            for other in several(row.contributing):
                helps.setdefault((priority, other), []).append(row.target)
    named = list(zip(priorities["code"], priorities["name"], strict=True))
    if priorities.empty or any(priority == UNDER_NONE[0] for priority, _ in leads):
        named.append(UNDER_NONE)
    held = [
        (p, name, q.code, q.name, leads.get((p, q.code), []), helps.get((p, q.code), []))
        for p, name in named
        for q in each_row(partnerships)
    ]
    rows = [(*names, "; ".join(own) or None, "; ".join(others) or None, len(own)) for *names, own, others in held]
    columns = ["priority", "priority_name", "partnership", "partnership_name", "leads", "contributes", "count"]
    return as_table(rows, columns, count="int64")


def groups(delivery_groups: pd.DataFrame, targets: pd.DataFrame, quarter: str | None = None) -> pd.DataFrame:
    """Every delivery group with the targets it works on: code, name, partnership, lead_officer, `SOURCES`, targets
    (codes separated by semicolons; missing for none), in the register's order. ``quarter`` as in `matrix`."""
    targets = targets if quarter is None else alive(targets, quarter)
    working = targets.groupby("delivery_group", sort=False)["target"].agg("; ".join)
    table = delivery_groups.reindex(columns=["code", "name", "partnership", "lead_officer", *SOURCES])
    return table.assign(targets=table["code"].map(working).astype("str")).reset_index(drop=True)


def boards(every_body: pd.DataFrame) -> dict[str, str]:
    """The name of every board, by its code, in the register's order."""
    own = every_body[every_body["kind"] == BodyKind.BOARD]
    return dict(zip(own["code"], own["name"], strict=True))


def matrix_table(council: Council) -> str:
    """The caption of `matrix`."""
    return f"{wording.sentence_case(council.priorities)} by partnership, with the targets each leads"


def bodies(members: pd.DataFrame, every_body: pd.DataFrame, partnerships: pd.DataFrame) -> pd.DataFrame:
    """Who sits on what, body by body: the boards, then the partnerships in the register's order; chairs first.

    In: the register's members, every_body and partnerships. Out: body (its code), body_name, role, sector, post, places
    (missing where not settled), `SOURCES`. A body of which no member is on record has one row without a post.
    """
    names = boards(every_body) | dict(zip(partnerships["code"], partnerships["name"], strict=True))
    order = {role: number for number, role in enumerate(ROLES)}
    frames = []
    for code, name in names.items():
        own = members[members["body"] == code].sort_values("role", key=lambda role: role.map(order), kind="stable")
        own = own if len(own) else pd.DataFrame({"body": [code]}, dtype="str")
        frames.append(own.reindex(columns=list(members.columns)).assign(body_name=name))
    columns = ["body", "body_name", "role", "sector", "post", "places", *SOURCES]
    found = pd.concat(frames, ignore_index=True).reindex(columns=columns)
    return found.astype(dict.fromkeys(set(columns) - {"places"}, "str") | {"places": "float64"})


def members_in_words(membership: pd.DataFrame) -> dict[str, str]:
    """By body, how many there are of each role: ``Chair: 1 post, 1 place; member: 18 posts, 23 places.``

    ``membership`` is `bodies`. A post whose number of places is not settled is counted as a post only.
    """
    said = {}
    for body, rows in membership.groupby("body", sort=False):
        parts = []
        for role in ROLES:
            own = rows[rows["role"] == role]
            if own.empty:
                continue
            open_, settled = int(own["places"].isna().sum()), int(own["places"].sum())
            told = [wording.counted(settled, "place")] if settled else []
            told += [f"places of {open_} not settled"] if settled and open_ else ["places not settled"] if open_ else []
            parts.append(f"{role}: {wording.counted(len(own), 'post')}, {', '.join(told) or 'no place'}")
        said[body] = wording.sentence_case("; ".join(parts)) + "." if parts else NO_MEMBER
    return said


def sectors_in_words(membership: pd.DataFrame) -> dict[str, str]:
    """By body, how many posts each sector has, chairs among them: ``Local government 5; Health 3.``

    ``membership`` is `bodies`; support officers, observers and who attends on request are no members.
    """
    seated = membership[membership["role"].isin(["chair", "vice chair", "member"])]
    said = {}
    for body in membership["body"].unique():
        posts = seated[seated["body"] == body].groupby("sector", sort=False)["post"].size()
        told = "; ".join(f"{sector} {count}" for sector, count in posts.items())
        said[body] = f"{told}." if told else NO_MEMBER
    return said


def seats_of(body: str) -> str:
    """What the table of a body's members is called; ``body`` is its name."""
    return f"Members of {body}, by role and sector"


def alive_in_words(quarter: str) -> str:
    """Which targets a matrix of that quarter has in it, and why one may stand there twice."""
    return f"Targets in whose life {wording.quarter(quarter)} falls. A target may serve several priorities."


def idle_in_words(groups_: pd.DataFrame) -> str:
    """How many delivery groups have nothing to do; an empty text where every one has. ``groups_`` is `groups`."""
    idle = int(groups_["targets"].isna().sum())
    return f"Delivery groups that work on no target of the agreement now: {idle}." if idle else ""


def places_in_words(places: pd.Series) -> str:
    """How many places posts have together; where those of a post are not settled, that is said."""
    settled, open_ = int(places.sum()), int(places.isna().sum())
    if not open_:
        return f"{settled:,}"
    return f"{settled:,} and {open_} not settled" if settled else "not settled"


def supported_in_words(posts: int, working: int) -> str:
    """``2 support posts, 3 delivery groups``."""
    officers = wording.counted(posts, "support post") if posts else "no support officer"
    return f"{officers}, {wording.counted(working, 'delivery group') if working else 'no delivery group'}"


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
    """Every gap as at a day: kind (`Gap`), about (code of the target, priority or partnership), partnership (code of
    whose it is; missing where nobody's), sentence; by kind, then in the register's order.

    In: whatever has the register's council and its tables targets, priorities, partnerships, delivery_groups and
    meetings, and its returns_due (rows may stand twice, cells may be blank), and `tables.RETURNS`. Only targets whose
    life reaches the quarter that is `reported` are looked at; of gaps in targets and priorities those ``looked_at``,
    where these are not all. ``up_to`` is the last quarter whose ``returns`` are there.
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
    silent = arrivals.silent(every, register.returns_due, returns, names, as_at, register.council, up_to)
    found += [(Gap.SILENT, row.partnership, row.partnership, row.sentence) for row in each_row(silent)]
    found += _reviews(partnerships, as_at)
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
    found, lead = [], wording.listed(names.get(code, code) for code in several(row.partnership)) or "no lead"
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


def _reviews(partnerships: pd.DataFrame, as_at: date) -> list[tuple]:
    kinds = {diary.CHAIRMANSHIP: Gap.CHAIRMANSHIP_OVERDUE, diary.GOVERNANCE: Gap.GOVERNANCE_OVERDUE}
    found = []
    for row in each_row(diary.reviews(partnerships, as_at)):
        if row.state == diary.OVERDUE:
            found.append((kinds[row.review], row.partnership, row.partnership, row.sentence))
        elif row.state == diary.NONE:
            found.append((Gap.NO_REVIEW, row.partnership, row.partnership, row.sentence))
    return found
