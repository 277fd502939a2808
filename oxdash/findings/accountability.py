"""Who answers for what: priorities by partnership, delivery groups, bodies and their members."""

from datetime import date

import pandas as pd

from oxdash.vocabulary import wording
from oxdash.vocabulary.bodies import ROLES, several
from oxdash.vocabulary.council import Council
from oxdash.vocabulary.model import BodyKind
from oxdash.vocabulary.quarters import Calendar
from oxdash.vocabulary.rows import as_table, each_row

SOURCES = ["basis", "illustrative_fields"]  # columns from which `oxdash.register.sources` tells what is illustrative
NO_MEMBER = "No member is on record."
# captions of the tables of these findings, and the heading of a column, on a page and on paper
GROUPS_TABLE = "Delivery groups and the targets they work on"
SECTORS_HEADING = "Members by sector, in posts"


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
    """Who sits on what, body by body: the boards, the partnerships, then any other with members; chairs first.

    In: the register's members, every_body and partnerships. Out: body (its code), body_name, role, sector, post, places
    (missing where not settled), `SOURCES`. A board or partnership of which no member is on record has one row without a
    post.
    """
    names = boards(every_body) | dict(zip(partnerships["code"], partnerships["name"], strict=True))
    sat_on = every_body[every_body["code"].isin(members["body"])]
    names |= dict(zip(sat_on["code"], sat_on["name"], strict=True))
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
    return f"Targets in force in {wording.quarter(quarter)}. A target may serve several priorities."


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
